import type { ExchangeRow } from '../../../../contract/exchange-view.ts';
import { firstTokenUs, totalUs } from '../../row/row-facts.ts';

export interface SessionMedians {
  /** How many requests they are of. */
  readonly count: number;
  readonly firstTokenUs: number;
  readonly totalUs: number;
}

// Of fewer there is no middle to speak of.
const fewest = 3;

/** The middle of what other finished requests to the same model took, among these rows; null where there are too few. */
export function sessionMedians(row: ExchangeRow, rows: readonly ExchangeRow[]): SessionMedians | null {
  const others = rows.filter(({ id, state, model }) => id !== row.id && state === 'complete' && model !== null && model === row.model);
  const [first, total] = [others.flatMap((one) => firstTokenUs(one) ?? []), others.flatMap((one) => totalUs(one) ?? [])].map(median);
  return others.length < fewest || first === undefined || total === undefined || first === null || total === null
    ? null
    : { count: others.length, firstTokenUs: first, totalUs: total };
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
