import type { CostRange } from '../../../contract/cost-view.ts';
import { isShown, type FigureRecord } from './cost-columns.ts';
import { dayOf } from './cost-sums.ts';
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

/** Null only where neither is known. */
function sumOrNull(column: string): string {
  return `${column} = iif(coalesce(${column}, excluded.${column}) IS NULL, NULL, coalesce(${column}, 0) + coalesce(excluded.${column}, 0))`;
}

/** Adds the bills of exchanges (a JSON array of numbers) to the days they were of. Before their rows go. */
export const keepFiguresOfRemoved = `
  INSERT INTO removed_day
  SELECT at_us / 86400000000, count(*), coalesce(sum(prompt_tokens), 0), coalesce(sum(read_tokens), 0),
    coalesce(sum(written_1h_tokens), 0), coalesce(sum(written_5m_tokens), 0), coalesce(sum(plain_tokens), 0), coalesce(sum(output_tokens), 0),
    coalesce(sum(cost_micro_usd), 0), count(cost_micro_usd), sum(cost_micro_usd) FILTER (WHERE billing = 'subscription'),
    sum(output_micro_usd), sum(web_search_micro_usd), sum(read_saved_micro_usd), sum(write_extra_micro_usd)
  FROM bill WHERE (at_us, exchange_number) IN (SELECT request_started_at_us, number FROM exchange WHERE number IN (SELECT value FROM json_each(?)))
    AND is_imported = 0 GROUP BY 1
  ON CONFLICT DO UPDATE SET exchanges = exchanges + excluded.exchanges, prompt_tokens = prompt_tokens + excluded.prompt_tokens,
    read_tokens = read_tokens + excluded.read_tokens, written_1h_tokens = written_1h_tokens + excluded.written_1h_tokens,
    written_5m_tokens = written_5m_tokens + excluded.written_5m_tokens, plain_tokens = plain_tokens + excluded.plain_tokens,
    output_tokens = output_tokens + excluded.output_tokens, cost_micro_usd = cost_micro_usd + excluded.cost_micro_usd, priced = priced + excluded.priced,
    ${['subscription', 'output', 'web_search', 'read_saved', 'write_extra'].map((name) => sumOrNull(`${name}_micro_usd`)).join(',\n    ')}`;

/** Day by day, of the days that lie in a range whole: as with the sums by source, parts of days have only what has its row. A filter lets them through by the key `removed`. */
export function removedDays(store: Store, { sessionId, fromUs, untilUs, filter }: CostRange): readonly RemovedDay[] {
  if (sessionId !== undefined || !isShown(filter, 'removed')) return [];
  const fromDay = fromUs === undefined ? Number.MIN_SAFE_INTEGER : dayOf(fromUs - 1) + 1;
  const untilDay = untilUs === undefined ? Number.MAX_SAFE_INTEGER : dayOf(untilUs);
  return store
    .prepare<[number, number], RemovedDay>(`
      SELECT date(day * 86400, 'unixepoch') AS date, exchanges, prompt_tokens, read_tokens, written_1h_tokens, written_5m_tokens, plain_tokens,
        output_tokens, iif(priced = 0, NULL, cost_micro_usd) AS cost_micro_usd, exchanges - priced AS without_price, subscription_micro_usd,
        output_micro_usd, web_search_micro_usd, read_saved_micro_usd, write_extra_micro_usd
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
