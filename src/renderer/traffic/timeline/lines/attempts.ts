import type { ExchangeRow } from '../../../../contract/exchange-view.ts';

/** Which rows are attempts of one request, by their places in the list. */
interface Attempts {
  /** By the last attempt of a request, the earlier ones, newest first. */
  readonly earlierOf: ReadonlyMap<number, readonly ExchangeRow[]>;
  readonly isEarlier: ReadonlySet<number>;
}

/** The attempts among rows; null where nothing was sent again. The first one may be missing: filtered out, or of a page to come. */
export function attemptsIn(rows: readonly ExchangeRow[]): Attempts | null {
  const byFirst = new Map<string, number[]>();
  // Counted, not iterated: of 100,000 rows that is a tenth of the time, and it is done whenever one comes in.
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
    if (row?.retryOf === null) byFirst.get(row.id)?.push(place);
  }
  const earlierOf = new Map<number, readonly ExchangeRow[]>();
  const isEarlier = new Set<number>();
  const startOf = (place: number): number => rows[place]?.timing.requestStartedAtUs ?? 0;
  for (const attempts of byFirst.values()) {
    const [last, ...earlier] = attempts.toSorted((a, b) => startOf(b) - startOf(a));
    if (last === undefined || earlier.length === 0) continue;
    earlierOf.set(last, earlier.flatMap((place) => rows[place] ?? []));
    for (const place of earlier) isEarlier.add(place);
  }
  return { earlierOf, isEarlier };
}
