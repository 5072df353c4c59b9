import type { InsightRange } from '../../../contract/insight-view.ts';
import type { Usage } from '../../../domain/anthropic/usage.ts';
import { leastCachedTokens } from '../../../domain/cost/least-cached.ts';
import { priceOf, promptBorders } from '../../../domain/cost/price.ts';
import type { TokensByState } from '../../../domain/cost/cache-state.ts';
import { tokenRates } from '../../../domain/cost/token-rates.ts';
import type { NearRequest, PriceBand, SourceUse, WhatIfFacts } from '../../../domain/insight/what-if-facts.ts';
import type { Store } from '../open-store.ts';

/** Of more than these, the dearest are looked at; and of those that are left, the dearest go to the window. */
const mostLookedAt = 1000;
const mostRequests = 500;

interface NearRecord {
  readonly exchange_number: number;
  readonly at_us: number;
  readonly read_tokens: number;
  readonly written_1h_tokens: number;
  readonly written_5m_tokens: number;
  readonly plain_tokens: number;
  readonly output_tokens: number;
  readonly web_search_micro_usd: number;
  readonly cost_micro_usd: number;
}

interface Bounds {
  readonly fromUs: number;
  readonly untilUs: number;
  readonly model: string;
  readonly border: number;
  readonly least: number;
}

/** What of a prompt may be of sources that can be switched off; the calls of tools are in `conversation`, with all that is said. */
const offered = ['tools', 'mcp', 'skills', 'memory', 'hooks', 'system'].map((group) => `coalesce(${group}_tokens, 0)`).join(' + ');
const cached = 'coalesce(read_tokens, 0) + coalesce(written_1h_tokens, 0) + coalesce(written_5m_tokens, 0)';
// What is left of the system prompt is more than the least that is cached in all but a few requests.
const mayBeUncached = `${cached} >= @least AND ${cached} - (${offered.replace(' + coalesce(system_tokens, 0)', '')}) < @least`;

/**
 * The requests of a range that another price may hold for without some sources: those above a border of their model's prices that may come below it,
 * and those of which so little may be left that it is not cached. `indexOf`: the place of a source that can be switched off, by its number.
 */
export function nearRequests(store: Store, { fromUs = 0, untilUs = Number.MAX_SAFE_INTEGER }: InsightRange, indexOf: (source: number) => number | null): Pick<WhatIfFacts, 'prices' | 'near' | 'notLookedAt'> {
  const models = store.prepare<[number, number], string>('SELECT DISTINCT model FROM bill WHERE at_us >= ? AND at_us < ? AND is_imported = 0 AND model IS NOT NULL').pluck().all(fromUs, untilUs);
  const list = store.prepare<[Bounds], NearRecord>(`
    SELECT exchange_number, at_us, coalesce(read_tokens, 0) AS read_tokens, coalesce(written_1h_tokens, 0) AS written_1h_tokens,
      coalesce(written_5m_tokens, 0) AS written_5m_tokens, coalesce(plain_tokens, 0) AS plain_tokens, coalesce(output_tokens, 0) AS output_tokens,
      coalesce(web_search_micro_usd, 0) AS web_search_micro_usd, cost_micro_usd
    FROM bill WHERE at_us >= @fromUs AND at_us < @untilUs AND is_imported = 0 AND model = @model AND cost_micro_usd IS NOT NULL
      AND ((prompt_tokens > @border AND prompt_tokens - (${offered} + coalesce(conversation_tokens, 0)) <= @border) OR (${mayBeUncached}))`);
  const listUses = store
    .prepare<[number], SourceUse>(`
      SELECT source_number, coalesce(read_tokens, 0), coalesce(written_1h_tokens, 0), coalesce(written_5m_tokens, 0), coalesce(plain_tokens, 0), coalesce(cost_micro_usd, 0)
      FROM exchange_source WHERE exchange_number = ? AND tokens > 0`)
    .raw();
  const found = models.flatMap((model) => {
    // The lowest border: what is above a higher one is above it too.
    const border = Math.min(Infinity, ...promptBorders(model, Math.min(untilUs, Date.UTC(2100, 0)) / 1000));
    const least = leastCachedTokens(model);
    if (border === Infinity && least === null) return [];
    const records = list.all({ fromUs, untilUs, model, border: Math.min(border, Number.MAX_SAFE_INTEGER), least: least ?? Number.MAX_SAFE_INTEGER });
    return records.map((record) => ({ model, border, least, record }));
  });
  const dearest = found.toSorted((one, other) => other.record.cost_micro_usd - one.record.cost_micro_usd);
  const prices = new Prices();
  const near: NearRequest[] = [];
  const looked = dearest.slice(0, mostLookedAt);
  for (const { model, border, least, record } of looked) {
    if (near.length === mostRequests) break;
    const uses = listUses.all(record.exchange_number).flatMap(([number, ...figures]): readonly SourceUse[] => {
      const index = indexOf(number);
      return index === null ? [] : [[index, ...figures]];
    });
    const tokensByState = { read: record.read_tokens, 'written-1h': record.written_1h_tokens, 'written-5m': record.written_5m_tokens, plain: record.plain_tokens };
    if (!mayChange(tokensByState, uses, border, least)) continue;
    near.push({
      prices: prices.indexOf(model, record.at_us / 1000),
      tokensByState,
      outputTokens: record.output_tokens,
      webSearchMicroUsd: record.web_search_micro_usd,
      costMicroUsd: record.cost_micro_usd,
      leastCachedTokens: least,
      uses,
    });
  }
  return { prices: prices.all, near, notLookedAt: near.length < mostRequests ? found.length - looked.length : found.length - near.length };
}

/** Whether another price holds once all of these are switched off. */
function mayChange(states: TokensByState, uses: readonly SourceUse[], border: number, least: number | null): boolean {
  const cachedTokens = states.read + states['written-1h'] + states['written-5m'];
  const [offCached, offPlain] = uses.reduce(([cachedOff, plainOff], [, read, written1h, written5m, plain]) => [cachedOff + read + written1h + written5m, plainOff + plain], [0, 0]);
  const isBelowBorder = cachedTokens + states.plain > border && cachedTokens + states.plain - offCached - offPlain <= border;
  return isBelowBorder || (least !== null && cachedTokens - offCached < least);
}

/** The prices of models, each looked up once a day: the list takes a tenth of a millisecond to answer, and its prices change with a day. */
class Prices {
  readonly all: (readonly PriceBand[])[] = [];
  readonly #indexes = new Map<string, number>();

  indexOf(model: string, atMs: number): number {
    const key = `${Math.floor(atMs / 86_400_000)} ${model}`;
    const known = this.#indexes.get(key);
    if (known !== undefined) return known;
    this.#indexes.set(key, this.all.length);
    return this.all.push(bandsOf(model, atMs)) - 1;
  }
}

function bandsOf(model: string, atMs: number): readonly PriceBand[] {
  const borders = [...new Set([0, ...promptBorders(model, atMs)])].toSorted((one, other) => one - other);
  return borders.map((aboveTokens) => {
    const usage: Usage = { inputTokens: aboveTokens + 1, cacheReadTokens: null, cacheWrite5mTokens: null, cacheWrite1hTokens: null, outputTokens: million };
    const price = priceOf(usage, model, atMs);
    return { aboveTokens, rates: tokenRates(usage, model, atMs), outputRate: price === null ? null : price.outputUsd / million };
  });
}

const million = 1_000_000;
