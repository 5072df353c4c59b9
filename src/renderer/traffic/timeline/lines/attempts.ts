import type { ExchangeRow } from '../../../../contract/exchange-view.ts';

/** Which rows are attempts of one request, by their places in the list. */
interface Attempts {
  /** By the last attempt of a request, the earlier ones, newest first. */
  readonly earlierOf: ReadonlyMap<number, readonly ExchangeRow[]>;
  /** For each place, 1 for an earlier attempt and 2 for the last one of several. */
  readonly marks: Uint8Array;
}

export const earlierMark = 1;
export const lastMark = 2;

/**
 * The attempts among rows; null where nothing was sent again. The first one may be missing: filtered out, of a page to come, or it went well, which
 * makes it none. Loops that count instead of iterating: it is done for 100,000 rows whenever one comes in.
 */
export function attemptsIn(rows: readonly ExchangeRow[]): Attempts | null {
  const byFirst = new Map<string, number[]>();
  for (let place = 0; place < rows.length; place += 1) {
    const retryOf = rows[place]?.retryOf ?? null;
    if (retryOf === null) continue;
    const others = byFirst.get(retryOf);
    if (others === undefined) byFirst.set(retryOf, [place]);
    else others.push(place);
  }
  if (byFirst.size === 0) return null;
  for (let place = 0; place < rows.length; place += 1) {
    const row = rows[place];
    if (row !== undefined && row.retryOf === null && !wentWell(row)) byFirst.get(row.id)?.push(place);
  }
  const earlierOf = new Map<number, readonly ExchangeRow[]>();
  const marks = new Uint8Array(rows.length);
  const startOf = (place: number): number => rows[place]?.timing.requestStartedAtUs ?? 0;
  for (const sameBytes of byFirst.values()) {
    for (const [last, ...earlier] of triesOf(sameBytes.toSorted((a, b) => startOf(b) - startOf(a)), rows)) {
      if (last === undefined || earlier.length === 0) continue;
      earlierOf.set(last, earlier.flatMap((place) => rows[place] ?? []));
      marks[last] = lastMark;
      for (const place of earlier) marks[place] = earlierMark;
    }
  }
  return { earlierOf, marks };
}

/** Places of rows with the same bytes, newest first, parted where one went well: what comes after that is asked anew, not tried again. */
function triesOf(places: readonly number[], rows: readonly ExchangeRow[]): readonly (readonly number[])[] {
  const tries: number[][] = [];
  for (const place of places) {
    const row = rows[place];
    const newer = tries.at(-1);
    if (newer === undefined || (row !== undefined && wentWell(row))) tries.push([place]);
    else newer.push(place);
  }
  return tries;
}

function wentWell({ state, status, error }: ExchangeRow): boolean {
  return state === 'complete' && error === null && status !== null && status < 400;
}
