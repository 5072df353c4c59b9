import type { SourceRatings } from '../../../contract/source-view.ts';
import type { Store } from '../open-store.ts';
import { ratingOf, type RatingRecord } from '../ratings/rating-reads.ts';
import type { SourceHolder, StoreReads } from '../reads.ts';
import { sourceFinder } from './source-words.ts';

interface HolderRecord {
  readonly id: string;
  readonly at_us: number;
  readonly tokens: number | null;
  readonly is_removed: number;
}

interface RatedRecord extends RatingRecord {
  readonly at_us: number;
  readonly requests: number;
  readonly tokens: number | null;
}

/** The sources of an owner, or the source, that has a key; none for one that is not known. */
export function numbersOfKey(store: Store): (key: string) => readonly number[] {
  const ofOwner = store.prepare<[string], number>('SELECT number FROM source WHERE owner = ?').pluck();
  const ofKey = store.prepare<[string], number>('SELECT number FROM source WHERE key = ?').pluck();
  return (key) => {
    const owned = ofOwner.all(key);
    return owned.length > 0 ? owned : ofKey.all(key);
  };
}

/** The requests that held a source, by its key or that of its owner; imports are left out. */
export function sourceHolderReads(store: Store): Pick<StoreReads, 'listSourceHolders' | 'listSourceRatings'> {
  const numbersOf = numbersOfKey(store);
  const { exchangesNear } = sourceFinder(store);
  // The order of a CROSS JOIN is kept: from the exchanges to what they held of these sources.
  const listHeld = store.prepare<[string, string], HolderRecord>(`
    SELECT id, request_started_at_us AS at_us, sum(used.tokens) AS tokens, content_removed_at_us IS NOT NULL AS is_removed
    FROM (SELECT value AS near FROM json_each(?)) CROSS JOIN exchange_source AS used ON used.exchange_number = near CROSS JOIN exchange ON exchange.number = near
    WHERE source_number IN (SELECT value FROM json_each(?)) AND import_number IS NULL GROUP BY near ORDER BY near DESC`);
  const ofNumbers = 'source_number IN (SELECT value FROM json_each(?))';
  const countRated = store.prepare<[string], number>(`SELECT count(DISTINCT key) FROM rated_source WHERE ${ofNumbers}`).pluck();
  const listRated = store.prepare<[string, number], RatedRecord>(`
    SELECT exchange.id, group_rating.session_key, group_rating.turn_key, held.stars, coalesce(rating.comment, group_rating.comment) AS comment,
      coalesce(rating.rated_at_us, group_rating.rated_at_us) AS rated_at_us, held.at_us, held.requests, held.tokens
    FROM (
      SELECT rated.key, scope, CAST(substr(rated.key, 3) AS INTEGER) AS number, stars, at_us, rated.requests, sum(used.tokens) AS tokens
      FROM rated_source AS used CROSS JOIN rated ON rated.key = used.key WHERE ${ofNumbers} GROUP BY rated.key
    ) AS held
      LEFT JOIN rating ON scope = 'request' AND rating.exchange_number = held.number LEFT JOIN exchange ON exchange.number = rating.exchange_number
      LEFT JOIN group_rating ON scope <> 'request' AND group_rating.number = held.number
    ORDER BY rated_at_us DESC, held.at_us DESC, held.number DESC LIMIT ?`);
  return {
    listSourceHolders: (key, limit) => {
      const numbers = numbersOf(key);
      const near = [...exchangesNear(numbers)].toSorted((one, other) => other - one);
      const found: SourceHolder[] = [];
      for (let at = 0; at < near.length && found.length < limit; at += limit) {
        const held = listHeld.all(JSON.stringify(near.slice(at, at + limit)), JSON.stringify(numbers));
        for (const { id, at_us: startedAtUs, tokens, is_removed } of held) found.push({ id, startedAtUs, tokens, isContentRemoved: is_removed === 1 });
      }
      return found.slice(0, limit);
    },
    listSourceRatings: (key, limit) => {
      const numbers = JSON.stringify(numbersOf(key));
      return { ratings: listRated.all(numbers, limit).map(sourceRatingOf), total: countRated.get(numbers) ?? 0 };
    },
  };
}

function sourceRatingOf({ at_us: startedAtUs, requests, tokens, ...rating }: RatedRecord): SourceRatings['ratings'][number] {
  return { ...ratingOf(rating), startedAtUs, requests, tokens };
}
