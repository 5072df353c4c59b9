import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { billedInputTokens, type Usage } from '../anthropic/usage.ts';
import type { CountedSegment } from '../attribution/segment.ts';
import type { Source } from '../attribution/source.ts';
import { cacheParts, tokensOfSegments } from './cache-parts.ts';

function segment(path: string, tokens: number | null, source: Source = { kind: 'user-input' }): CountedSegment {
  return { start: 0, end: 0, path, source, confidence: 'certain', tokens };
}

function usageOf(read: number, written1h: number, written5m: number, plain: number): Usage {
  return { inputTokens: plain, cacheReadTokens: read, cacheWrite5mTokens: written5m, cacheWrite1hTokens: written1h, outputTokens: 0 };
}

describe('the walk of the cache', () => {
  // In the order of a body of Claude Code's.
  const segments = [
    segment('model', 0, { kind: 'request-parameters' }),
    segment('messages[0].content', 10),
    segment('system[0].text', 20, { kind: 'system-prompt' }),
    segment('tools[0]', 30, { kind: 'tool-definition', tool: 'Read' }),
    segment('', 5, { kind: 'api-overhead' }),
  ];

  test('goes by tools, what the API adds, system and messages, whatever the order of the body', () => {
    expect(cacheParts(segments, usageOf(0, 0, 0, 65))?.map((part) => part.segment)).toEqual([3, 4, 2, 1]);
  });

  test('reads first, then writes for an hour, then for five minutes, and splits what stands across a border', () => {
    expect(cacheParts(segments, usageOf(32, 10, 20, 3))).toEqual([
      { segment: 3, state: 'read', tokens: 30 },
      { segment: 4, state: 'read', tokens: 2 },
      { segment: 4, state: 'written-1h', tokens: 3 },
      { segment: 2, state: 'written-1h', tokens: 7 },
      { segment: 2, state: 'written-5m', tokens: 13 },
      { segment: 1, state: 'written-5m', tokens: 7 },
      { segment: 1, state: 'plain', tokens: 3 },
    ]);
  });

  test('says nothing where the tokens do not sum to the bill, or there is none', () => {
    expect(cacheParts(segments, usageOf(0, 0, 0, 66))).toBeNull();
    expect(cacheParts(segments, { ...usageOf(0, 0, 0, 65), inputTokens: null })).toBeNull();
  });

  test('passes over what has no known tokens', () => {
    const sealed = [segment('messages[0].content[0]', null, { kind: 'assistant-thinking' }), segment('messages[0].content[1]', 4)];
    expect(cacheParts(sealed, usageOf(4, 0, 0, 0))).toEqual([{ segment: 1, state: 'read', tokens: 4 }]);
  });

  test('keeps what a cut body holds at no place of the prompt', () => {
    expect(cacheParts([segment('', 4, { kind: 'unknown' })], usageOf(0, 0, 0, 4))).toEqual([{ segment: 0, state: 'plain', tokens: 4 }]);
  });

  test('covers every token of every segment once, and every figure of the bill', () => {
    const paths = fc.constantFrom('tools[0]', 'system[1].text', 'messages[3].content', 'model', '');
    const lists = fc.array(fc.record({ path: paths, tokens: fc.option(fc.nat(1e6)) }), { maxLength: 30 });
    fc.assert(
      fc.property(lists, fc.array(fc.nat(1000), { minLength: 3, maxLength: 3 }), (drawn, cuts) => {
        const some = drawn.map(({ path, tokens }) => segment(path, tokens));
        const total = some.reduce((sum, { tokens }) => sum + (tokens ?? 0), 0);
        const [one = 0, two = 0, three = 0] = cuts.map((cut) => Math.floor((cut * total) / 1000)).toSorted((a, b) => a - b);
        const usage = usageOf(one, two - one, three - two, total - three);
        const parts = cacheParts(some, usage) ?? [];
        expect(billedInputTokens(usage)).toBe(total);
        const sums = tokensOfSegments(parts, some.length);
        expect(sums.map((sum) => sum.read + sum['written-1h'] + sum['written-5m'] + sum.plain)).toEqual(some.map(({ tokens }) => tokens ?? 0));
        const stateSum = (state: string) => parts.reduce((sum, part) => sum + (part.state === state ? part.tokens : 0), 0);
        expect(['read', 'written-1h', 'written-5m', 'plain'].map(stateSum)).toEqual([one, two - one, three - two, total - three]);
      }),
    );
  });
});
