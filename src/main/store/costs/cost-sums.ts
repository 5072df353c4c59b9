import { definitionKinds } from '../../../domain/attribution/definitions.ts';

const usDay = 86_400_000_000;

/** The day of UTC, since the epoch, that a time is in. */
export function dayOf(atUs: number): number {
  return Math.floor(atUs / usDay);
}

/** When a day of UTC begins, in microseconds since the epoch. */
export function startOfDay(day: number): number {
  return day * usDay;
}

/** SQL: whether a row of `source` is a definition, as `isDefinition` says. */
export const isDefinitionSql = `(source.name IS NOT NULL AND source.kind IN (${definitionKinds.map((kind) => `'${kind}'`).join(', ')}))`;

/**
 * SQL that adds what an exchange has of each source and owner to the sums of its day, or takes it away (`sign` -1). A step of the schema
 * holds it too, for exchanges that are deleted: a change of it is a new step.
 */
export function addToSums(exchangeNumber: string, sign: string): string {
  const figures = `sum(coalesce(used.tokens, 0)) * ${sign}, sum(coalesce(used.read_tokens, 0)) * ${sign}, sum(coalesce(used.written_1h_tokens, 0)) * ${sign},
        sum(coalesce(used.written_5m_tokens, 0)) * ${sign}, sum(coalesce(used.plain_tokens, 0)) * ${sign}, sum(coalesce(used.cost_micro_usd, 0)) * ${sign},
        count(used.cost_micro_usd) * ${sign}, max(exchange.cost_micro_usd IS NULL) * ${sign}, max(${isDefinitionSql}) * ${sign},
        max(used.calls IS NOT NULL) * ${sign}, sum(coalesce(used.calls, 0)) * ${sign}`;
  const from = `FROM exchange JOIN exchange_source AS used ON used.exchange_number = exchange.number JOIN source ON source.number = used.source_number
        WHERE exchange.number = ${exchangeNumber}`;
  return `
      INSERT INTO cost_day (day, grouped, exchanges, tokens, read_tokens, written_1h_tokens, written_5m_tokens, plain_tokens, cost_micro_usd,
        priced, without_price, defined, answered, calls)
      SELECT * FROM (
        SELECT exchange.request_started_at_us / ${usDay}, 's:' || source.number, ${sign}, ${figures} ${from} GROUP BY source.number
        UNION ALL
        SELECT exchange.request_started_at_us / ${usDay}, 'o:' || source.owner, ${sign}, ${figures} ${from} GROUP BY source.owner
      ) WHERE true
      ON CONFLICT DO UPDATE SET exchanges = exchanges + excluded.exchanges, tokens = tokens + excluded.tokens,
        read_tokens = read_tokens + excluded.read_tokens, written_1h_tokens = written_1h_tokens + excluded.written_1h_tokens,
        written_5m_tokens = written_5m_tokens + excluded.written_5m_tokens, plain_tokens = plain_tokens + excluded.plain_tokens,
        cost_micro_usd = cost_micro_usd + excluded.cost_micro_usd, priced = priced + excluded.priced,
        without_price = without_price + excluded.without_price, defined = defined + excluded.defined, answered = answered + excluded.answered,
        calls = calls + excluded.calls`;
}
