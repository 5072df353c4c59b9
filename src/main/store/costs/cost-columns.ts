import type { CostFigures, CostFilter, CostRange } from '../../../contract/cost-view.ts';
import { sourceGroups } from '../../../domain/attribution/source.ts';

export interface FigureRecord {
  readonly exchanges: number;
  readonly prompt_tokens: number;
  readonly read_tokens: number | null;
  readonly written_1h_tokens: number | null;
  readonly written_5m_tokens: number | null;
  readonly plain_tokens: number | null;
  readonly output_tokens: number;
  readonly cost_micro_usd: number | null;
  readonly without_price: number;
  readonly read_saved_micro_usd: number | null;
  readonly write_extra_micro_usd: number | null;
}

/** The figures of a group of bills; of these groups of sources alone, where `filter` is of groups. */
export function figureColumns(filter?: CostFilter): string {
  const parts = filter?.by === 'group' ? partsOf(filter) : null;
  const states = ['read_tokens', 'written_1h_tokens', 'written_5m_tokens', 'plain_tokens'];
  return `
    count(*) AS exchanges, coalesce(sum(${parts?.prompt ?? 'prompt_tokens'}), 0) AS prompt_tokens,
    ${states.map((state) => `${parts === null ? `coalesce(sum(${state}), 0)` : 'NULL'} AS ${state}`).join(', ')},
    coalesce(sum(${parts?.output ?? 'output_tokens'}), 0) AS output_tokens, sum(${parts?.cost ?? 'cost_micro_usd'}) AS cost_micro_usd,
    count(*) FILTER (WHERE cost_micro_usd IS NULL) AS without_price,
    ${parts === null ? 'sum(read_saved_micro_usd)' : 'NULL'} AS read_saved_micro_usd, ${parts === null ? 'sum(write_extra_micro_usd)' : 'NULL'} AS write_extra_micro_usd`;
}

/** The column of a bill, or what is left of it beside all that have one, for each key of the parts of a cost. */
export const partColumns: Readonly<Record<string, { readonly cost: string; readonly tokens: string }>> = {
  ...Object.fromEntries(sourceGroups.map((group) => [group, { cost: `${group}_micro_usd`, tokens: `${group}_tokens` }])),
  output: { cost: 'output_micro_usd', tokens: 'output_tokens' },
  'web-search': { cost: 'web_search_micro_usd', tokens: 'NULL' },
};

const known = Object.values(partColumns);
const unattributed = {
  cost: `(cost_micro_usd - ${known.map(({ cost }) => `coalesce(${cost}, 0)`).join(' - ')})`,
  tokens: `(coalesce(prompt_tokens, 0) - ${sourceGroups.map((group) => `coalesce(${group}_tokens, 0)`).join(' - ')})`,
};

/** Sums that leave out, or hold alone, some parts of each bill. A bill without any of them has none of the cost. */
function partsOf({ keys, isOnly }: CostFilter) {
  const shown = [...Object.keys(partColumns), 'unattributed'].filter((key) => keys.includes(key) === isOnly);
  const columns = shown.map((key) => ({ key, ...(partColumns[key] ?? unattributed) }));
  return {
    cost: `iif(cost_micro_usd IS NULL, NULL, ${sumOf(columns.map(({ cost }) => cost))})`,
    prompt: sumOf(columns.flatMap(({ key, tokens }) => (key === 'output' ? [] : [tokens]))),
    output: shown.includes('output') ? 'output_tokens' : 'NULL',
  };
}

function sumOf(columns: readonly string[]): string {
  return columns.length === 0 ? 'NULL' : columns.map((column) => `coalesce(${column}, 0)`).join(' + ');
}

export type RangeValues = Readonly<Record<string, string | number>>;
export interface Conditions {
  readonly where: string;
  readonly values: RangeValues;
}

/** Which bills. What was imported is nobody's bill here: it counts in its own session alone. */
export function billConditions({ sessionId, fromUs, untilUs, filter }: CostRange): Conditions {
  const values: Record<string, string | number> = {};
  const conditions: string[] = [];
  if (sessionId !== undefined) {
    conditions.push('session_key = @sessionId');
    values['sessionId'] = sessionId;
  } else conditions.push('is_imported = 0');
  if (fromUs !== undefined) {
    conditions.push('at_us >= @fromUs');
    values['fromUs'] = fromUs;
  }
  if (untilUs !== undefined) {
    conditions.push('at_us < @untilUs');
    values['untilUs'] = untilUs;
  }
  if (filter !== undefined && filter.by !== 'group') {
    conditions.push(valueCondition(filter));
    values['keys'] = JSON.stringify(filter.keys);
  }
  return { where: conditions.join(' AND '), values };
}

function valueCondition({ by, isOnly }: CostFilter): string {
  return `coalesce(${by === 'model' ? 'model' : 'project_directory'}, '') ${isOnly ? '' : 'NOT '}IN (SELECT value FROM json_each(@keys))`;
}

/** Whether a filter lets through a key of what it filters by. */
export function isShown(filter: CostFilter | undefined, key: string): boolean {
  return filter === undefined || filter.keys.includes(key) === filter.isOnly;
}

export function figuresOf(record: FigureRecord): CostFigures {
  return {
    exchanges: record.exchanges,
    promptTokens: record.prompt_tokens,
    tokensByState:
      record.read_tokens === null
        ? null
        : { read: record.read_tokens, 'written-1h': record.written_1h_tokens ?? 0, 'written-5m': record.written_5m_tokens ?? 0, plain: record.plain_tokens ?? 0 },
    outputTokens: record.output_tokens,
    costMicroUsd: record.cost_micro_usd,
    withoutPrice: record.without_price,
    readSavedMicroUsd: record.read_saved_micro_usd,
    writeExtraMicroUsd: record.write_extra_micro_usd,
  };
}

export const noFigures: CostFigures = {
  exchanges: 0,
  promptTokens: 0,
  tokensByState: null,
  outputTokens: 0,
  costMicroUsd: null,
  withoutPrice: 0,
  readSavedMicroUsd: null,
  writeExtraMicroUsd: null,
};
