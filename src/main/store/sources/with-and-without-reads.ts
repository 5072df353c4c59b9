import type { SourceRange, WholeFigures, WithAndWithoutView } from '../../../contract/source-view.ts';
import { ratingOfSums } from '../../../domain/rating/average-rating.ts';
import { ratingDifference } from '../../../domain/rating/rating-difference.ts';
import { billConditions, type RangeValues } from '../costs/cost-columns.ts';
import type { Store } from '../open-store.ts';
import type { StoreReads } from '../reads.ts';
import { allRatings, plainSums } from './range-ratings.ts';
import { sourceFinder } from './source-words.ts';
import { numbersOfKey } from './source-holder-reads.ts';
import { rangeOf, type UseValues } from './source-uses.ts';

type Whole = Omit<WholeFigures, 'rating'>;

interface SumRecord {
  readonly is_held: number;
  readonly number: number;
  readonly prompt_tokens: number;
  readonly output_tokens: number;
  readonly cost_micro_usd: number | null;
  readonly without_price: number;
}

/** What requests and turns with a source took and were rated, beside those without it. */
export function withAndWithoutReads(store: Store): Pick<StoreReads, 'readWithAndWithout'> {
  const numbersOf = numbersOfKey(store);
  const { exchangesNear } = sourceFinder(store);
  const listHeld = store
    .prepare<[string, string], number>(`
      SELECT DISTINCT near.value FROM json_each(?) AS near CROSS JOIN exchange_source AS used ON used.exchange_number = near.value
      WHERE source_number IN (SELECT value FROM json_each(?))`)
    .pluck();
  const rated = store.prepare<[UseValues], { readonly ratings: number; readonly stars: number | null }>(`
    SELECT count(*) AS ratings, sum(stars) AS stars FROM rated
    WHERE at_us >= @fromUs AND at_us < @untilUs AND key IN (SELECT key FROM rated_source WHERE source_number IN (SELECT value FROM json_each(@numbers)))`);
  // One transaction, so that all figures are of the same requests.
  const read = store.transaction((key: string, range: SourceRange): WithAndWithoutView | null => {
    const numbers = numbersOf(key);
    if (numbers.length === 0) return null;
    const held = JSON.stringify(listHeld.all(JSON.stringify([...exchangesNear(numbers)]), JSON.stringify(numbers)));
    const { where, values } = billConditions(range);
    const list = (sql: string) => store.prepare<[RangeValues], SumRecord>(sql).all({ ...values, held });
    const requests = list(`
      SELECT ${isHeld} AS is_held, count(*) AS number, ${sums}, count(*) - count(cost_micro_usd) AS without_price FROM bill WHERE ${where} GROUP BY 1`);
    const turns = list(`
      SELECT is_held, count(*) AS number, ${sums}, count(*) - count(cost_micro_usd) AS without_price
      FROM (
        SELECT max(${isHeld}) AS is_held, sum(prompt_tokens) AS prompt_tokens, sum(output_tokens) AS output_tokens,
          iif(count(*) = count(cost_micro_usd), sum(cost_micro_usd), NULL) AS cost_micro_usd
        FROM bill WHERE ${where} AND turn_key IS NOT NULL GROUP BY session_key, turn_key
      ) GROUP BY 1`);
    const { fromUs, untilUs } = rangeOf(range);
    const all = allRatings(store, range);
    const found = rated.get({ fromUs: fromUs ?? null, untilUs: untilUs ?? null, numbers: JSON.stringify(numbers) });
    const ratedWith = plainSums(found?.ratings ?? 0, found?.stars ?? 0);
    const ratedWithout = plainSums(all.ratings - ratedWith.ratings, all.stars - ratedWith.stars);
    return {
      with: { ...wholeOf(requests, turns, 1), rating: ratingOfSums(ratedWith) },
      without: { ...wholeOf(requests, turns, 0), rating: ratingOfSums(ratedWithout) },
      difference: ratingDifference(ratedWith, ratedWithout),
    };
  });
  return { readWithAndWithout: ({ key, ...range }) => read(key, range) };
}

const isHeld = 'exchange_number IN (SELECT value FROM json_each(@held))';
const sums = 'coalesce(sum(prompt_tokens), 0) AS prompt_tokens, coalesce(sum(output_tokens), 0) AS output_tokens, sum(cost_micro_usd) AS cost_micro_usd';

function wholeOf(requests: readonly SumRecord[], turns: readonly SumRecord[], held: 0 | 1): Whole {
  const [request, turn] = [requests, turns].map((records) => records.find(({ is_held }) => is_held === held));
  return {
    requests: request?.number ?? 0,
    promptTokens: request?.prompt_tokens ?? 0,
    outputTokens: request?.output_tokens ?? 0,
    costMicroUsd: request?.cost_micro_usd ?? null,
    withoutPrice: request?.without_price ?? 0,
    turns: turn?.number ?? 0,
    turnPromptTokens: turn?.prompt_tokens ?? 0,
    turnOutputTokens: turn?.output_tokens ?? 0,
    turnCostMicroUsd: turn?.cost_micro_usd ?? null,
    turnsWithoutPrice: turn?.without_price ?? 0,
  };
}
