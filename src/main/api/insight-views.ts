import type { BeforeAfterView, ComparedSpan } from '../../contract/before-after-view.ts';
import type { MarkerView } from '../../contract/marker-view.ts';
import type { TokensByState } from '../../domain/cost/cache-state.ts';
import type { Distribution } from '../../domain/insight/distribution.ts';
import type { WhatIfFacts } from '../../domain/insight/what-if-facts.ts';
import type { Amount, WhatIf, WhatIfAmount } from '../../domain/insight/what-if.ts';
import { isoTime } from './iso-time.ts';

/** What requests come to without what is switched off, as the API says it. */
export function asApiWhatIf({ days, requests, notLookedAt }: WhatIfFacts, { before, own, all, calls }: WhatIf, off: readonly string[]) {
  return { days, requests, switched_off: off, before: asApiAmount(before), without: asApiChange(own), without_use: asApiChange(all), calls, requests_not_looked_at: notLookedAt };
}

function asApiAmount({ tokens, tokensByState, costMicroUsd }: Amount) {
  return { tokens, tokens_by_cache_state: asApiStates(tokensByState), cost_micro_usd: costMicroUsd };
}

function asApiStates(states: TokensByState) {
  return { read: states.read, written_1h: states['written-1h'], written_5m: states['written-5m'], plain: states.plain };
}

function asApiChange(amount: WhatIfAmount) {
  return {
    ...asApiAmount(amount),
    tokens_saved_share: amount.tokensShare,
    cost_saved_share: amount.costShare,
    other_price_micro_usd: amount.priceMicroUsd,
    uncached_micro_usd: amount.uncachedMicroUsd,
    misses_avoided: amount.missedRequests,
    misses_micro_usd: amount.missedMicroUsd,
  };
}

export function asApiMarker({ number, atUs, label }: MarkerView) {
  return { number, at: isoTime(atUs), label };
}

/** What turns and requests took on either side of a marker. */
export function asApiBeforeAfter({ marker, before, after, acrossTurns, measures, groups, owners }: BeforeAfterView) {
  return {
    marker: asApiMarker(marker),
    before: asApiSpan(before),
    after: asApiSpan(after),
    turns_across: acrossTurns,
    measures: measures.map(({ by, of, shift, verdict, ...sides }) => ({
      by,
      of: of === 'cost' ? ('cost_micro_usd' as const) : of,
      before: asApiDistribution(sides.before),
      after: asApiDistribution(sides.after),
      sessions: { before: sides.sessions[0], after: sides.sessions[1] },
      shift: shift?.shift ?? null,
      interval: shift === null || shift.interval === null ? null : { low: shift.interval[0], high: shift.interval[1] },
      verdict,
    })),
    tokens_a_request_by_group: groups,
    tokens_a_request_by_owner: owners.map(({ key, name, ...figures }) => ({ owner: key, name, before: figures.before, after: figures.after })),
  };
}

function asApiSpan({ fromUs, untilUs, requests, turns, tokens }: ComparedSpan) {
  return { from: isoTime(fromUs), until: isoTime(untilUs), requests, turns, tokens };
}

function asApiDistribution(distribution: Distribution | null) {
  if (distribution === null) return null;
  const { count, mean, median, lower, upper, least, most } = distribution;
  return { count, mean, median, lower_quartile: lower, upper_quartile: upper, least, most };
}
