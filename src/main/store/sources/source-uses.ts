import { dayOf, isDefinitionSql, startOfDay } from '../costs/cost-sums.ts';
import { ratingColumns, ratingSumsSql, type RatingRecord } from './rating-sums.ts';

/** Whether what requests had is added up by day, or of all of the range. */
export type UsesPer = 'day' | 'all';

export type UseValues = Readonly<Record<string, string | number | null>>;

/** Figures of a group, as the SQL of `usesSql` names them. */
export interface UseRecord extends RatingRecord {
  readonly requests: number;
  readonly tokens: number;
  readonly cost_micro_usd: number | null;
  readonly defined: number;
  readonly answered: number;
  readonly calls: number | null;
}

/** The columns of `uses` and `rating_sums` that make a `UseRecord`. */
export const useColumns = `requests, tokens, cost_micro_usd, defined, answered, iif(answered = 0, NULL, calls) AS calls, ${ratingColumns}`;

/**
 * SQL of two tables, `uses` and `rating_sums`, with a row for each `day` (null where all of the range is one) and `number` of a source. Whole days come
 * from their sums, the rest from each request; imports are in none. Takes the values of `rangeOf`.
 */
export function usesSql(per: UsesPer): string {
  const startedDay = per === 'day' ? `request_started_at_us / ${startOfDay(1)}` : 'NULL';
  // By the numbers of the sources alone, since to sort by them takes most of the time. A request has one row for each.
  const ofRequests = (from: string, until: string, condition: string): string => `
    SELECT day, held.number, requests, tokens, cost_micro_usd, priced, requests * ${isDefinitionSql} AS defined, answered, calls
    FROM (
      SELECT ${startedDay} AS day, source_number AS number, count(*) AS requests, coalesce(sum(used.tokens), 0) AS tokens, coalesce(sum(used.cost_micro_usd), 0) AS cost_micro_usd,
        count(used.cost_micro_usd) AS priced, count(used.calls) AS answered, coalesce(sum(used.calls), 0) AS calls
      FROM exchange ${held}
      WHERE request_started_at_us >= ${from} AND request_started_at_us < ${until} AND ${condition} GROUP BY 2, 1
    ) AS held CROSS JOIN source ON source.number = held.number`;
  return `
    used AS (
      SELECT day, CAST(substr(grouped, 3) AS INTEGER) AS number, exchanges AS requests, tokens, cost_micro_usd, priced, defined, answered, calls
      FROM cost_day WHERE day >= @fromDay AND day < @untilDay AND grouped GLOB 's:*'
      UNION ALL ${ofRequests('@fromUs', '@daysFromUs', 'is_summed = 1')}
      UNION ALL ${ofRequests('@daysUntilUs', '@untilUs', 'is_summed = 1')}
      UNION ALL ${ofRequests('@fromUs', '@untilUs', 'is_summed = 0 AND is_prompt = 1 AND import_number IS NULL')}
    ), uses AS (
      SELECT ${per === 'day' ? 'day' : 'NULL AS day'}, number, sum(requests) AS requests, sum(tokens) AS tokens, iif(sum(priced) = 0, NULL, sum(cost_micro_usd)) AS cost_micro_usd,
        sum(defined) AS defined, sum(answered) AS answered, sum(calls) AS calls
      FROM used GROUP BY 1, 2 HAVING sum(requests) > 0
    ), rating_sums AS (${ratingSumsSql(per)})`;
}

// The order of a CROSS JOIN is kept: from the requests of the range to their sources, and not from each source to all requests.
const held = 'CROSS JOIN exchange_source AS used ON used.exchange_number = exchange.number';

/** Where the whole days of a range begin and end, and the parts of days beside them. Without a whole day all is one part. */
export function rangeOf({ fromUs, untilUs }: { readonly fromUs?: number | undefined; readonly untilUs?: number | undefined }): UseValues {
  const from = fromUs ?? 0;
  const until = untilUs ?? farthestDay * startOfDay(1);
  const fromDay = dayOf(from - 1) + 1;
  const untilDay = Math.max(dayOf(until), fromDay);
  const daysFromUs = Math.min(startOfDay(fromDay), until);
  return { fromUs: from, untilUs: until, fromDay, untilDay, daysFromUs, daysUntilUs: Math.max(startOfDay(untilDay), daysFromUs) };
}

/** The end of the days whose microseconds are exact numbers. */
const farthestDay = dayOf(Number.MAX_SAFE_INTEGER);
