import type { Usage } from '../anthropic/usage.ts';
import type { CountedSegment } from '../attribution/segment.ts';
import { promptOrder, promptPlace } from '../cost/prompt-order.ts';
import type { Breakpoint, PromptContent } from './prompt-content.ts';

/** A prefix of a prompt that its request left in the cache. */
export interface CachedPrefix extends Breakpoint {
  /** How many tokens it has; of all but the last an estimate. */
  readonly tokens: number;
  /** How many stand before the last block of it. */
  readonly tokensBefore: number;
}

/**
 * The prefixes that a request left in the cache, shortest first: one for each breakpoint. What was read and written is the
 * length of the last one, as billed; those of the others are estimates, scaled to it. None where nothing was read or written.
 */
export function cachedPrefixes(content: PromptContent, segments: readonly CountedSegment[], usage: Usage): readonly CachedPrefix[] {
  const billed = cachedTokens(usage);
  if (billed === 0) return [];
  const sumUpTo = tokensUpTo(content, segments);
  const last = content.breakpoints.at(-1);
  const estimated = last === undefined ? 0 : sumUpTo(last.units);
  const scaled = (units: number) => (estimated === 0 ? 0 : (sumUpTo(units) * billed) / estimated);
  return content.breakpoints.map((breakpoint) => {
    const isLast = breakpoint === last;
    const tokens = isLast ? billed : scaled(breakpoint.units);
    return { ...breakpoint, tokens, tokensBefore: scaled(beginningOfBlock(content, breakpoint.units)) };
  });
}

/** What a request read from the cache and wrote to it: both are there afterwards. */
export function cachedTokens(usage: Usage): number {
  return (usage.cacheReadTokens ?? 0) + (usage.cacheWrite5mTokens ?? 0) + (usage.cacheWrite1hTokens ?? 0);
}

/** Whether a segment begins within the first `units` units of a prompt. */
export function isWithin(content: PromptContent, units: number, segment: CountedSegment): boolean {
  const last = content.units[units - 1];
  if (last === undefined) return false;
  // What the API adds for the tools stands behind them.
  if (segment.source.kind === 'api-overhead') return last.place !== 'tools';
  const place = promptPlace(segment.path);
  if (place === null || segment.source.kind === 'request-parameters') return false;
  return place === last.place ? segment.start < last.end : ranks[place] < ranks[last.place];
}

const ranks = { tools: 0, system: 1, messages: 2 } as const;

function tokensUpTo(content: PromptContent, segments: readonly CountedSegment[]): (units: number) => number {
  const order = promptOrder(segments);
  return (units) =>
    order.reduce((sum, index) => {
      const segment = segments[index];
      return segment !== undefined && isWithin(content, units, segment) ? sum + (segment.tokens ?? 0) : sum;
    }, 0);
}

/** How many units stand before the block of the last of `units`. */
function beginningOfBlock({ units }: PromptContent, count: number): number {
  let beginning = count;
  while (beginning > 0 && units[beginning - 1]?.block === units[count - 1]?.block) beginning -= 1;
  return beginning;
}
