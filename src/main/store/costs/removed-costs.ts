import type { CostRange } from '../../../contract/cost-view.ts';
import { dayOf } from './cost-sums.ts';
import type { FigureRecord } from './cost-columns.ts';
import type { Store } from '../open-store.ts';

/** The figures of exchanges whose rows retention removed. */
export interface RemovedFigures extends FigureRecord {
  readonly subscription_micro_usd: number | null;
  readonly output_micro_usd: number | null;
  readonly web_search_micro_usd: number | null;
}

export interface RemovedDay extends RemovedFigures {
  /** As `2026-10-31`, of UTC. */
  readonly date: string;
}

/** Adds the bills of exchanges (a JSON array of numbers) to the days they were of. Before their rows go. */
export const keepFiguresOfRemoved = `
  INSERT INTO removed_day
  SELECT request_started_at_us / 86400000000, count(*), coalesce(sum(prompt_tokens), 0), coalesce(sum(cache_read_tokens), 0),
    coalesce(sum(cache_write_1h_tokens), 0), coalesce(sum(cache_write_5m_tokens), 0), coalesce(sum(input_tokens), 0), coalesce(sum(output_tokens), 0),
    coalesce(sum(cost_micro_usd), 0), count(cost_micro_usd), sum(cost_micro_usd) FILTER (WHERE billing = 'subscription'),
    sum(output_micro_usd), sum(web_search_micro_usd)
  FROM exchange WHERE number IN (SELECT value FROM json_each(?)) AND has_usage = 1 AND import_number IS NULL GROUP BY 1
  ON CONFLICT DO UPDATE SET exchanges = exchanges + excluded.exchanges, prompt_tokens = prompt_tokens + excluded.prompt_tokens,
    read_tokens = read_tokens + excluded.read_tokens, written_1h_tokens = written_1h_tokens + excluded.written_1h_tokens,
    written_5m_tokens = written_5m_tokens + excluded.written_5m_tokens, plain_tokens = plain_tokens + excluded.plain_tokens,
    output_tokens = output_tokens + excluded.output_tokens, cost_micro_usd = cost_micro_usd + excluded.cost_micro_usd, priced = priced + excluded.priced,
    subscription_micro_usd = iif(coalesce(subscription_micro_usd, excluded.subscription_micro_usd) IS NULL, NULL, coalesce(subscription_micro_usd, 0) + coalesce(excluded.subscription_micro_usd, 0)),
    output_micro_usd = iif(coalesce(output_micro_usd, excluded.output_micro_usd) IS NULL, NULL, coalesce(output_micro_usd, 0) + coalesce(excluded.output_micro_usd, 0)),
    web_search_micro_usd = iif(coalesce(web_search_micro_usd, excluded.web_search_micro_usd) IS NULL, NULL, coalesce(web_search_micro_usd, 0) + coalesce(excluded.web_search_micro_usd, 0))`;

/** Day by day, of the days that lie in a range whole: as with the sums by source, parts of days have only what has its row. */
export function removedDays(store: Store, { sessionId, fromUs, untilUs }: CostRange): readonly RemovedDay[] {
  if (sessionId !== undefined) return [];
  const fromDay = fromUs === undefined ? Number.MIN_SAFE_INTEGER : dayOf(fromUs - 1) + 1;
  const untilDay = untilUs === undefined ? Number.MAX_SAFE_INTEGER : dayOf(untilUs);
  return store
    .prepare<[number, number], RemovedDay>(`
      SELECT date(day * 86400, 'unixepoch') AS date, exchanges, prompt_tokens, read_tokens, written_1h_tokens, written_5m_tokens, plain_tokens,
        output_tokens, iif(priced = 0, NULL, cost_micro_usd) AS cost_micro_usd, exchanges - priced AS without_price, subscription_micro_usd,
        output_micro_usd, web_search_micro_usd
      FROM removed_day WHERE day >= ? AND day < ?`)
    .all(fromDay, untilDay);
}

/** The figures of both together; what neither knows is null. */
export function addFigures<Figures extends FigureRecord>(one: Figures, other: Figures): Figures {
  const sum = { ...one };
  for (const name of Object.keys(one) as (keyof Figures)[]) {
    const [left, right] = [one[name], other[name]];
    if (typeof left === 'number' || typeof right === 'number') Object.assign(sum, { [name]: Number(left ?? 0) + Number(right ?? 0) });
  }
  return sum;
}
