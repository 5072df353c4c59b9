import { cacheParts } from '../cost/cache-parts.ts';
import { microUsd } from '../cost/price.ts';
import { tokenRates } from '../cost/token-rates.ts';
import { isWithin } from './cached-prefixes.ts';
import type { ReadRequest } from './cached-request.ts';
import { segmentContents, spellingKey } from './segment-contents.ts';

/** What was paid for again though it had stood in the cache. */
export interface MissCost {
  /** Tokens of what stood in the cached prefix and was not read; null where the segments do not sum to the bill, or no breakpoint says what stood there. */
  readonly againTokens: number | null;
  /** How many of these were written to the cache again; the others were plain input. */
  readonly againWrittenTokens: number | null;
  /** What they cost more than reading them, in whole micro-dollars; null where the price is unknown. */
  readonly extraMicroUsd: number | null;
}

/**
 * The cost of what `after` did not read of the first `units` units of `before`: the segments that say the same as one of
 * those, wherever they now stand, as far as they were not read. What changed itself is not among them. Estimates of segments.
 */
export function missCost(before: ReadRequest, after: ReadRequest, units: number): MissCost {
  const parts = cacheParts(after.segments, after.usage);
  if (parts === null || units === 0) return { againTokens: null, againWrittenTokens: null, extraMicroUsd: null };
  const cached = new Map<string, number>();
  const contentsBefore = segmentContents(before.content, before.segments);
  before.segments.forEach((segment, index) => {
    const content = contentsBefore[index];
    if (content === undefined || !isWithin(before.content, units, segment)) return;
    cached.set(spellingKey(content), (cached.get(spellingKey(content)) ?? 0) + 1);
  });
  const isAgain = segmentContents(after.content, after.segments).map((content) => {
    const key = spellingKey(content);
    const left = cached.get(key) ?? 0;
    if (left > 0) cached.set(key, left - 1);
    return left > 0;
  });
  const again = parts.filter(({ segment, state }) => state !== 'read' && isAgain[segment] === true);
  const rates = tokenRates(after.usage, after.model, after.atMs);
  const extraUsd = again.reduce((sum, { state, tokens }) => {
    const rate = rates[state];
    return rate === null || rates.read === null ? NaN : sum + tokens * (rate - rates.read);
  }, rates.read === null ? NaN : 0);
  return {
    againTokens: sumOf(again),
    againWrittenTokens: sumOf(again.filter(({ state }) => state !== 'plain')),
    extraMicroUsd: microUsd(extraUsd),
  };
}

function sumOf(parts: readonly { readonly tokens: number }[]): number {
  return parts.reduce((sum, { tokens }) => sum + tokens, 0);
}
