import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Usage } from '../anthropic/usage.ts';
import type { CountedSegment } from '../attribution/segment.ts';
import type { Source } from '../attribution/source.ts';
import { cacheSavings } from './cache-savings.ts';
import { costByOwner } from './cost-by-owner.ts';
import { costBySource } from './cost-by-source.ts';
import { priceMicroUsd } from './price.ts';

const atMs = Date.UTC(2026, 5, 1);
const model = 'claude-opus-5-5';

function segment(path: string, source: Source, tokens: number | null): CountedSegment {
  return { start: 0, end: 0, path, source, confidence: 'certain', tokens };
}

const segments = [
  segment('messages[0].content', { kind: 'user-input' }, 1000),
  segment('messages[1].content[0]', { kind: 'assistant-thinking' }, null),
  segment('messages[2].content[0]', { kind: 'mcp-result', server: 'depot', tool: 'lookup' }, 500),
  segment('messages[3].content[0]', { kind: 'mcp-result', server: 'depot', tool: 'lookup' }, 500),
  segment('tools[0]', { kind: 'tool-definition', tool: 'Read' }, 1000),
  segment('tools[1]', { kind: 'mcp-tool-definition', server: 'depot', tool: 'lookup' }, 1000),
];
const usage: Usage = { inputTokens: 1000, cacheReadTokens: 2000, cacheWrite5mTokens: 0, cacheWrite1hTokens: 1000, outputTokens: 100 };

describe('costBySource', () => {
  test('says what each source had in each state and what it cost, the dearest first', () => {
    const bill = costBySource(segments, usage, model, atMs);
    expect(bill?.sources.map(({ key, tokens, tokensByState, costMicroUsd }) => [key, tokens, Object.values(tokensByState), costMicroUsd])).toEqual([
      ['user-input', 1000, [0, 1000, 0, 0], 8000],
      ['mcp-result/server=depot/tool=lookup', 1000, [0, 0, 0, 1000], 4000],
      ['mcp-tool-definition/server=depot/tool=lookup', 1000, [1000, 0, 0, 0], 200],
      ['tool-definition/tool=Read', 1000, [1000, 0, 0, 0], 200],
      ['assistant-thinking', null, [0, 0, 0, 0], null],
    ]);
    expect(bill).toMatchObject({ outputMicroUsd: 2000, webSearchMicroUsd: 0, totalMicroUsd: 14_400 });
  });

  test('adds up all that a server brought', () => {
    const owners = costByOwner(costBySource(segments, usage, model, atMs)?.sources ?? []);
    expect(owners.map(({ key, group, name, tokens, costMicroUsd }) => [key, group, name, tokens, costMicroUsd])).toEqual([
      ['user-input', 'conversation', null, 1000, 8000],
      ['mcp/depot', 'mcp', 'depot', 2000, 4200],
      ['tool/Read', 'tools', 'Read', 1000, 200],
      ['assistant-thinking', 'conversation', null, null, null],
    ]);
  });

  test('knows the tokens, but no costs, of a model without a price', () => {
    const bill = costBySource(segments, usage, 'claude-of-tomorrow', atMs);
    expect(bill?.totalMicroUsd).toBeNull();
    expect(bill?.sources.map(({ costMicroUsd }) => costMicroUsd)).toEqual([null, null, null, null, null]);
    expect(bill?.sources.reduce((sum, { tokens }) => sum + (tokens ?? 0), 0)).toBe(4000);
  });

  test('says nothing where the segments do not sum to the bill', () => {
    expect(costBySource(segments, { ...usage, inputTokens: 999 }, model, atMs)).toBeNull();
  });

  test('sums to the price of the exchange for any tokens', () => {
    const figures = fc.array(fc.nat(100_000), { minLength: segments.length, maxLength: segments.length });
    fc.assert(
      fc.property(figures, fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(50_000), (tokens, readShare, outputTokens) => {
        const drawn = segments.map((one, index) => ({ ...one, tokens: tokens[index] ?? 0 }));
        const total = tokens.reduce((sum, figure) => sum + figure, 0);
        const cacheReadTokens = Math.floor(total * readShare);
        const drawnUsage = { ...usage, cacheReadTokens, cacheWrite1hTokens: 0, inputTokens: total - cacheReadTokens, outputTokens };
        const bill = costBySource(drawn, drawnUsage, model, atMs);
        const sum = (bill?.sources ?? []).reduce((all, { costMicroUsd }) => all + (costMicroUsd ?? 0), bill?.outputMicroUsd ?? 0);
        expect(sum).toBe(priceMicroUsd(drawnUsage, model, atMs));
      }),
    );
  });
});

describe('cacheSavings', () => {
  test('tells what reading saved and what writing cost more than a plain prompt', () => {
    expect(cacheSavings(usage, model, atMs)).toEqual({ readSavedMicroUsd: 2000 * 3.8, writeExtraMicroUsd: 1000 * 4 });
  });

  test('is unknown where the price is', () => {
    expect(cacheSavings(usage, 'claude-of-tomorrow', atMs)).toBeNull();
  });
});
