import type { ExchangeRow } from '../../../../contract/exchange-view.ts';
import { firstTokenUs, rowMood, totalUs } from '../../../format/row-facts.ts';

export interface SessionMedians {
  /** How many requests they are of. */
  readonly count: number;
  readonly firstTokenUs: number;
  readonly totalUs: number;
}

// Of fewer there is no middle to speak of.
const fewest = 3;

/**
 * The middle of what requests of the same kind to the same model took, among these rows; null where there are too few. Refusals are neither
 * compared nor counted, as they come at once; so do token counts and titles, which are of other kinds.
 */
export function sessionMedians(row: ExchangeRow, rows: readonly ExchangeRow[]): SessionMedians | null {
  if (row.status !== null && row.status !== 200) return null;
  const others = rows.filter((other) => other.id !== row.id && isAlike(row, other) && other.status === 200 && rowMood(other) === 'fine');
  const [first, total] = [others.flatMap((one) => firstTokenUs(one) ?? []), others.flatMap((one) => totalUs(one) ?? [])].map(median);
  return others.length < fewest || first === undefined || total === undefined || first === null || total === null
    ? null
    : { count: others.length, firstTokenUs: first, totalUs: total };
}

function isAlike(row: ExchangeRow, other: ExchangeRow): boolean {
  return row.model !== null && other.model === row.model && other.requestClass === row.requestClass && other.auxiliaryPurpose === row.auxiliaryPurpose;
}

function median(figures: readonly number[]): number | null {
  const inOrder = figures.toSorted((one, other) => one - other);
  return inOrder[Math.floor((inOrder.length - 1) / 2)] ?? null;
}

/** The other attempts of the same request, oldest first. */
export function otherAttempts(row: ExchangeRow, rows: readonly ExchangeRow[]): readonly ExchangeRow[] {
  const first = row.retryOf ?? row.id;
  return rows
    .filter(({ id, retryOf }) => id !== row.id && (id === first || retryOf === first))
    .toSorted((one, other) => one.timing.requestStartedAtUs - other.timing.requestStartedAtUs);
}
