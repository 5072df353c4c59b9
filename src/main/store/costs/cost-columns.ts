import type { CostFigures, CostRange } from '../../../contract/cost-view.ts';

export interface FigureRecord {
  readonly exchanges: number;
  readonly prompt_tokens: number;
  readonly read_tokens: number;
  readonly written_1h_tokens: number;
  readonly written_5m_tokens: number;
  readonly plain_tokens: number;
  readonly output_tokens: number;
  readonly cost_micro_usd: number | null;
  readonly without_price: number;
}

/** The figures of a group of exchanges that have a bill. */
export const figureColumns = `
  count(*) AS exchanges, coalesce(sum(prompt_tokens), 0) AS prompt_tokens, coalesce(sum(cache_read_tokens), 0) AS read_tokens,
  coalesce(sum(cache_write_1h_tokens), 0) AS written_1h_tokens, coalesce(sum(cache_write_5m_tokens), 0) AS written_5m_tokens,
  coalesce(sum(input_tokens), 0) AS plain_tokens, coalesce(sum(output_tokens), 0) AS output_tokens,
  sum(cost_micro_usd) AS cost_micro_usd, count(*) FILTER (WHERE cost_micro_usd IS NULL) AS without_price`;

export type RangeValues = Readonly<Record<string, string | number>>;

/** Which exchanges, among those that have a bill. What was imported is nobody's bill here: it counts in its own session alone. */
export function conditionsOf({ sessionId, fromUs, untilUs }: CostRange): { readonly where: string; readonly values: RangeValues } {
  const conditions = ['has_usage = 1'];
  const values: Record<string, string | number> = {};
  if (sessionId !== undefined) {
    conditions.push('session_key = @sessionId');
    values['sessionId'] = sessionId;
  } else conditions.push('import_number IS NULL');
  if (fromUs !== undefined) {
    conditions.push('request_started_at_us >= @fromUs');
    values['fromUs'] = fromUs;
  }
  if (untilUs !== undefined) {
    conditions.push('request_started_at_us < @untilUs');
    values['untilUs'] = untilUs;
  }
  return { where: conditions.join(' AND '), values };
}

export function figuresOf(record: FigureRecord): CostFigures {
  return {
    exchanges: record.exchanges,
    promptTokens: record.prompt_tokens,
    tokensByState: {
      read: record.read_tokens,
      'written-1h': record.written_1h_tokens,
      'written-5m': record.written_5m_tokens,
      plain: record.plain_tokens,
    },
    outputTokens: record.output_tokens,
    costMicroUsd: record.cost_micro_usd,
    withoutPrice: record.without_price,
  };
}
