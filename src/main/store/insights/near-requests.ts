import type { InsightRange } from '../../../contract/insight-view.ts';
import { sourceGroup, type SourceKind } from '../../../domain/attribution/source.ts';
import type { Usage } from '../../../domain/anthropic/usage.ts';
import { leastCachedTokens } from '../../../domain/cost/least-cached.ts';
import { priceOf, promptBorders } from '../../../domain/cost/price.ts';
import { tokenRates } from '../../../domain/cost/token-rates.ts';
import type { NearRequest, PriceBand, SourceUse, WhatIfFacts } from '../../../domain/insight/what-if-facts.ts';
import type { Store } from '../open-store.ts';

/** Of more than these, the dearest are looked at; and of those that are left, the dearest go to the window. */
const mostLookedAt = 5000;
const mostRequests = 500;

interface NearRecord {
  readonly exchange_number: number;
  readonly model: string;
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
  readonly border: number;
  readonly least: number | null;
}

/** What of a request can be switched off. */
type SwitchedOff = readonly [exchange: number, cached: number, plain: number];

/** What of a prompt may be of sources that can be switched off; the calls of tools are in `conversation`, with all that is said. */
const groups = ['tools', 'mcp', 'skills', 'memory', 'hooks'];
const offeredLeast = groups.map((group) => `coalesce(${group}_tokens, 0)`).join(' + ');
const offered = `${offeredLeast} + coalesce(system_tokens, 0)`;
const cached = 'coalesce(read_tokens, 0) + coalesce(written_1h_tokens, 0) + coalesce(written_5m_tokens, 0)';
// What is left of the system prompt is more than the least that is cached in all but a few requests.
const isLittleLeft = `${cached} >= least AND ${cached} - (${offeredLeast}) < least`;
// Of most of these, what of the groups cannot be switched off is enough, as the tools that Claude Code cannot work without; what can be of other groups is taken off.
const mayBeUncached = `${isLittleLeft} AND ${cached} - (${offeredLeast}) + (SELECT coalesce(sum(tokens * sign), 0)
  FROM besides CROSS JOIN exchange_source AS used ON used.exchange_number = bill.exchange_number AND used.source_number = besides.number) < least`;

/**
 * The requests of a range that another price may hold for without some sources: those above a border of their model's prices that may come below it,
 * and those of which so little may be left that it is not cached. `places`: those of the sources that can be switched off, by their numbers.
 */
export function nearRequests(store: Store, { fromUs = 0, untilUs = Number.MAX_SAFE_INTEGER }: InsightRange, places: ReadonlyMap<number, number>): Pick<WhatIfFacts, 'prices' | 'near' | 'notLookedAt'> {
  const models = store.prepare<[number, number], string>('SELECT DISTINCT model FROM bill WHERE at_us >= ? AND at_us < ? AND is_imported = 0 AND model IS NOT NULL').pluck().all(fromUs, untilUs);
  const bounds = new Map(models.map((model): readonly [string, Bounds] => {
    // The lowest border: what is above a higher one is above it too.
    const border = Math.min(Number.MAX_SAFE_INTEGER, ...promptBorders(model, Math.min(untilUs, Date.UTC(2100, 0)) / 1000));
    return [model, { border, least: leastCachedTokens(model) }];
  }));
  const besides = store
    .prepare<[], { readonly number: number; readonly kind: SourceKind }>('SELECT number, kind FROM source')
    .all()
    .flatMap(({ number, kind }) => (groups.includes(sourceGroup(kind)) === places.has(number) ? [] : [[number, places.has(number) ? -1 : 1]]));
  // One walk through the bills, however many models there are.
  const found = store
    .prepare<[Readonly<Record<string, number | string>>], NearRecord>(`
      WITH bounds AS MATERIALIZED (SELECT value ->> 0 AS model, value ->> 1 AS border, value ->> 2 AS least FROM json_each(@models)),
        besides AS MATERIALIZED (SELECT value ->> 0 AS number, value ->> 1 AS sign FROM json_each(@besides))
      SELECT exchange_number, bill.model, at_us, coalesce(read_tokens, 0) AS read_tokens, coalesce(written_1h_tokens, 0) AS written_1h_tokens,
        coalesce(written_5m_tokens, 0) AS written_5m_tokens, coalesce(plain_tokens, 0) AS plain_tokens, coalesce(output_tokens, 0) AS output_tokens,
        coalesce(web_search_micro_usd, 0) AS web_search_micro_usd, cost_micro_usd
      FROM bill CROSS JOIN bounds ON bounds.model = bill.model
      WHERE at_us >= @fromUs AND at_us < @untilUs AND is_imported = 0 AND cost_micro_usd IS NOT NULL
        AND ((prompt_tokens > border AND prompt_tokens - (${offered} + coalesce(conversation_tokens, 0)) <= border) OR (${mayBeUncached}))
      ORDER BY cost_micro_usd DESC, at_us DESC`)
    .all({ fromUs, untilUs, besides: JSON.stringify(besides), models: JSON.stringify([...bounds].map(([model, { border, least }]) => [model, border, least])) });
  const looked = new Map(found.slice(0, mostLookedAt).map((record) => [record.exchange_number, record]));
  // Some of them keep their price whatever is switched off: what the groups of sources have is more than what can be.
  const changing = store
    .prepare<[Readonly<Record<string, string>>], string>(`
      SELECT (SELECT json_array(near.value, coalesce(sum(coalesce(read_tokens, 0) + coalesce(written_1h_tokens, 0) + coalesce(written_5m_tokens, 0)), 0), coalesce(sum(plain_tokens), 0))
        FROM exchange_source WHERE exchange_number = near.value AND tokens > 0 AND +source_number IN (SELECT value FROM json_each(@offered)))
      FROM json_each(@near) AS near`)
    .pluck()
    .all({ near: JSON.stringify([...looked.keys()]), offered: JSON.stringify([...places.keys()]) })
    .flatMap((text) => {
      const off: SwitchedOff = JSON.parse(text);
      const record = looked.get(off[0]);
      const of = record === undefined ? undefined : bounds.get(record.model);
      return record === undefined || of === undefined || !mayChange(record, off, of) ? [] : { record, least: of.least };
    });
  const listUses = store
    .prepare<[number], SourceUse>(`
      SELECT source_number, coalesce(read_tokens, 0), coalesce(written_1h_tokens, 0), coalesce(written_5m_tokens, 0), coalesce(plain_tokens, 0), coalesce(cost_micro_usd, 0)
      FROM exchange_source WHERE exchange_number = ? AND tokens > 0`)
    .raw();
  const prices = new Prices();
  const near = changing.slice(0, mostRequests).map(({ record, least }): NearRequest => ({
    prices: prices.indexOf(record.model, record.at_us / 1000),
    tokensByState: { read: record.read_tokens, 'written-1h': record.written_1h_tokens, 'written-5m': record.written_5m_tokens, plain: record.plain_tokens },
    outputTokens: record.output_tokens,
    webSearchMicroUsd: record.web_search_micro_usd,
    costMicroUsd: record.cost_micro_usd,
    leastCachedTokens: least,
    uses: listUses.all(record.exchange_number).flatMap(([number, ...figures]): readonly SourceUse[] => {
      const place = places.get(number);
      return place === undefined ? [] : [[place, ...figures]];
    }),
  }));
  return { prices: prices.all, near, notLookedAt: found.length - looked.size + changing.length - near.length };
}

/** Whether another price holds once all of these are switched off. */
function mayChange(record: NearRecord, [, offCached, offPlain]: SwitchedOff, { border, least }: Bounds): boolean {
  const cachedTokens = record.read_tokens + record.written_1h_tokens + record.written_5m_tokens;
  const tokens = cachedTokens + record.plain_tokens;
  return (tokens > border && tokens - offCached - offPlain <= border) || (least !== null && cachedTokens - offCached < least);
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
