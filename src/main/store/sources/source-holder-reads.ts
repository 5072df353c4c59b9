import type { SourceRatings } from '../../../contract/source-view.ts';
import type { Store } from '../open-store.ts';
import type { SourceHolder, StoreReads } from '../reads.ts';

interface HolderRecord {
  readonly id: string;
  readonly at_us: number;
  readonly tokens: number | null;
  readonly is_removed: number;
}

/** The requests that held a source, by its key or that of its owner; imports are left out. */
export function sourceHolderReads(store: Store): Pick<StoreReads, 'listSourceHolders' | 'listSourceRatings'> {
  const ofOwner = store.prepare<[string], number>('SELECT number FROM source WHERE owner = ?').pluck();
  const ofKey = store.prepare<[string], number>('SELECT number FROM source WHERE key = ?').pluck();
  const numbersOf = (key: string): readonly number[] => {
    const owned = ofOwner.all(key);
    return owned.length > 0 ? owned : ofKey.all(key);
  };
  // The order of a CROSS JOIN is kept: the latest holders are at one end of their index.
  const listLatest = store.prepare<[number, number], HolderRecord & { readonly number: number }>(`
    SELECT exchange.number, id, request_started_at_us AS at_us, tokens, content_removed_at_us IS NOT NULL AS is_removed
    FROM exchange_source CROSS JOIN exchange ON exchange.number = exchange_number
    WHERE source_number = ? AND import_number IS NULL ORDER BY exchange_number DESC LIMIT ?`);
  const rated = `
    FROM rating CROSS JOIN exchange ON exchange.number = rating.exchange_number
      CROSS JOIN exchange_source AS used ON used.exchange_number = exchange.number
    WHERE source_number IN (SELECT value FROM json_each(?)) AND import_number IS NULL`;
  const countRated = store.prepare<[string], number>(`SELECT count(DISTINCT exchange.number) ${rated}`).pluck();
  const listRated = store.prepare<[string, number], SourceRatings['ratings'][number]>(`
    SELECT id, stars, comment, rated_at_us AS ratedAtUs, request_started_at_us AS startedAtUs, sum(used.tokens) AS tokens ${rated}
    GROUP BY exchange.number ORDER BY rated_at_us DESC, exchange.number DESC LIMIT ?`);
  return {
    listSourceHolders: (key, limit) => {
      const found = new Map<number, SourceHolder>();
      for (const source of numbersOf(key)) {
        for (const { number, id, at_us: startedAtUs, tokens, is_removed } of listLatest.all(source, limit)) {
          const known = found.get(number)?.tokens ?? null;
          found.set(number, { id, startedAtUs, tokens: tokens === null ? known : (known ?? 0) + tokens, isContentRemoved: is_removed === 1 });
        }
      }
      return [...found].toSorted(([one], [other]) => other - one).slice(0, limit).map(([, holder]) => holder);
    },
    listSourceRatings: (key, limit) => {
      const numbers = JSON.stringify(numbersOf(key));
      return { ratings: listRated.all(numbers, limit), total: countRated.get(numbers) ?? 0 };
    },
  };
}
