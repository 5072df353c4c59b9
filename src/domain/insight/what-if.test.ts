import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sourceKey } from '../attribution/source-key.ts';
import { sourceName } from '../attribution/source-name.ts';
import type { Source } from '../attribution/source.ts';
import { cacheStates, noTokens, type TokensByState } from '../cost/cache-state.ts';
import { sumOfSources, whatIf } from './what-if.ts';
import type { PriceBand, WhatIfFacts, WhatIfSource } from './what-if-facts.ts';
import { whatIfOwners } from './what-if-items.ts';

const states = (read: number, written1h = 0, written5m = 0, plain = 0): TokensByState => ({ read, 'written-1h': written1h, 'written-5m': written5m, plain });
const sumOf = (one: TokensByState) => cacheStates.reduce((sum, state) => sum + one[state], 0);

function source(of: Source, tokensByState: TokensByState = noTokens, costMicroUsd: number | null = 0, calls: number | null = null): WhatIfSource {
  return { key: sourceKey(of), kind: of.kind, name: sourceName(of), requests: 1, tokensByState, costMicroUsd, definitions: calls === null ? null : 1, answered: 1, calls };
}

function factsOf(sources: readonly WhatIfSource[], given: Partial<WhatIfFacts> & { readonly answers?: number } = {}): WhatIfFacts {
  const all = sources.map((one) => one.tokensByState);
  const prompts = sources.reduce((sum, { costMicroUsd }) => sum + (costMicroUsd ?? 0), 0);
  const outputMicroUsd = given.answers ?? 0;
  return {
    days: 1,
    requests: 1,
    total: {
      tokensByState: all.reduce((sum, one) => states(sum.read + one.read, sum['written-1h'] + one['written-1h'], sum['written-5m'] + one['written-5m'], sum.plain + one.plain), noTokens),
      outputTokens: 10,
      costMicroUsd: prompts + outputMicroUsd,
      outputMicroUsd,
      webSearchMicroUsd: 0,
      withoutPrice: 0,
    },
    sources,
    misses: [],
    prices: [],
    near: [],
    notLookedAt: 0,
    ...given,
  };
}

const definition = (tool: string): Source => ({ kind: 'mcp-tool-definition', server: 'the depot', tool });
const result = (tool: string): Source => ({ kind: 'mcp-result', server: 'the depot', tool });

function found(...sources: readonly Source[]) {
  return whatIfOwners(sources.map((one) => source(one))).map(({ key, items }) => [key, items.map(({ own, use }) => [own, use])]);
}

describe('what can be switched off', () => {
  test('a tool of a server goes with its calls and its results', () => {
    expect(found(definition('look'), result('look'), { kind: 'assistant-tool-call', tool: 'mcp__the_depot__look' }, definition('find'), { kind: 'mcp-instructions', server: 'the depot' })).toEqual([
      ['mcp/the depot', [[[0], [1, 2]], [[3], []], [[4], []]]],
    ]);
  });

  test('a skill, a memory file and a tool of Claude Code are one thing each', () => {
    expect(
      found({ kind: 'skill-listing', name: 'pdf' }, { kind: 'skill-body', name: 'pdf' }, { kind: 'memory-file', path: '/a/CLAUDE.md' }, { kind: 'tool-definition', tool: 'WebFetch' }, { kind: 'builtin-result', tool: 'WebFetch' }, { kind: 'assistant-tool-call', tool: 'WebFetch' }),
    ).toEqual([['skills/pdf', [[[0], [1]]]], ['memory//a/CLAUDE.md', [[[2], []]]], ['tool/WebFetch', [[[3], [4, 5]]]]]);
  });

  test.each<Source>([
    { kind: 'system-prompt' },
    { kind: 'user-input' },
    { kind: 'assistant-text' },
    { kind: 'tool-definition', tool: 'Read' },
    { kind: 'builtin-result', tool: 'Bash' },
    { kind: 'assistant-tool-call', tool: 'Edit' },
    { kind: 'assistant-tool-call', tool: 'mcp__gone__look' },
    { kind: 'skill-listing' },
    { kind: 'mcp-instructions' },
    { kind: 'reminder', which: 'todo' },
    { kind: 'file-mention', path: '/a' },
  ])('$kind is not offered where nothing switches it off: %j', (one) => {
    expect(found(one)).toEqual([]);
  });
});

describe('what if', () => {
  const sources = [
    source({ kind: 'system-prompt' }, states(1000, 0, 0, 5), 777),
    source(definition('look'), states(400, 30), 301, 2),
    source(result('look'), states(0, 0, 200), 250),
    source({ kind: 'memory-file', path: '/CLAUDE.md' }, states(90, 0, 0, 10), 44),
    source({ kind: 'user-input' }, states(0, 0, 0, 7), 21),
  ];
  const facts = factsOf(sources, { answers: 9001 });
  const owners = whatIfOwners(sources);
  const look = sourceKey(definition('look'));

  test('without a tick it is the bill', () => {
    const { before, own, all } = whatIf(facts, owners, new Set());
    expect([own.costMicroUsd, all.costMicroUsd, own.tokens]).toEqual([facts.total.costMicroUsd, facts.total.costMicroUsd, before.tokens]);
    expect(own).toMatchObject({ missedMicroUsd: 0, tokensShare: 0, costShare: 0 });
  });

  test('a tick takes off what it was billed, and tells what its use brought apart', () => {
    const { before, own, all, calls } = whatIf(facts, owners, new Set([look]));
    expect([before.tokens - own.tokens, before.tokens - all.tokens]).toEqual([430, 630]);
    expect([Number(before.costMicroUsd) - Number(own.costMicroUsd), Number(before.costMicroUsd) - Number(all.costMicroUsd)]).toEqual([301, 551]);
    expect(own.tokensByState).toEqual(states(1090, 0, 200, 22));
    expect(own.tokensShare).toBeCloseTo(430 / before.tokens, 12);
    expect(calls).toBe(2);
  });

  test('with every tick, answers and what cannot be ticked are left', () => {
    const { all } = whatIf(facts, owners, new Set(owners.flatMap(({ items }) => items.map(({ key }) => key))));
    expect([all.costMicroUsd, all.tokens]).toEqual([9001 + 777 + 21, 1012]);
  });

  test('the sum of single ticks is that of all of them', () => {
    const drawn = fc.array(fc.tuple(fc.integer({ min: 0, max: 5 }), fc.array(fc.nat(1e6), { minLength: 5, maxLength: 5 })), { maxLength: 12 });
    const kinds: readonly ((at: number) => Source)[] = [
      (at) => definition(`t${at}`), (at) => result(`t${at % 3}`), (at) => ({ kind: 'memory-file', path: `/${at}` }), () => ({ kind: 'user-input' }),
      (at) => ({ kind: 'skill-body', name: `s${at}` }), (at) => ({ kind: 'assistant-tool-call', tool: `mcp__the_depot__t${at}` }),
    ];
    fc.assert(
      fc.property(drawn, (list) => {
        const some = list.map(([kind, [read = 0, written1h = 0, written5m = 0, plain = 0, cost = 0]], at) => source((kinds[kind] ?? definition.bind(null, 'x'))(at), states(read, written1h, written5m, plain), cost));
        const of = factsOf(some, { answers: 5 });
        const offered = whatIfOwners(some);
        const keys = offered.flatMap(({ items }) => items.map(({ key }) => key));
        const savedBy = (off: readonly string[]) => {
          const { before, own, all } = whatIf(of, offered, new Set(off));
          return [own, all].flatMap((after) => [Number(before.costMicroUsd) - Number(after.costMicroUsd), ...cacheStates.map((state) => before.tokensByState[state] - after.tokensByState[state])]);
        };
        const single = keys.map((key) => savedBy([key]));
        expect(savedBy(keys)).toEqual(savedBy([]).map((_, at) => single.reduce((sum, saved) => sum + (saved[at] ?? 0), 0)));
        const gone = new Set(offered.flatMap(({ items }) => items.flatMap(({ own, use }) => [...own, ...use])));
        expect(sumOf(whatIf(of, offered, new Set(keys)).all.tokensByState)).toBe(sumOfSources(of, some.flatMap((_, at) => (gone.has(at) ? [] : [at]))).tokens);
      }),
    );
  });
});

const rates = (plain: number) => ({ read: plain / 10, 'written-1h': plain * 2, 'written-5m': plain * 1.25, plain });

describe('prices that depend on the length of the prompt', () => {
  const prices: readonly PriceBand[] = [
    { aboveTokens: 0, rates: rates(3e-6), outputRate: 15e-6 },
    { aboveTokens: 200_000, rates: rates(6e-6), outputRate: 22.5e-6 },
  ];
  const memory = source({ kind: 'memory-file', path: '/CLAUDE.md' }, states(40_000), 24_000);
  const rest = source({ kind: 'system-prompt' }, states(190_000), 114_000);
  const request = (leastCachedTokens: number | null) => ({ prices: 0, tokensByState: states(230_000), outputTokens: 1000, webSearchMicroUsd: 10, costMicroUsd: 138_000 + 22_500 + 10, leastCachedTokens, uses: [[0, 40_000, 0, 0, 0, 24_000]] as const });
  const key = 'memory//CLAUDE.md';

  test('below the border, all of the request has the lower price, its answer too', () => {
    const facts = factsOf([memory, rest], { answers: 22_510, prices: [prices], near: [request(null)] });
    const { own } = whatIf(facts, whatIfOwners(facts.sources), new Set([key]));
    expect(own.costMicroUsd).toBe(190_000 * 0.3 + 15_000 + 10);
    expect(own.priceMicroUsd).toBe(190_000 * 0.3 + 15_010 - (114_000 + 22_510));
    expect(own.tokens).toBe(190_000);
  });

  test('what is left too short to be cached is plain input', () => {
    const facts = factsOf([memory, rest], { answers: 22_510, prices: [prices], near: [request(195_000)] });
    const { own } = whatIf(facts, whatIfOwners(facts.sources), new Set([key]));
    expect(own).toMatchObject({ costMicroUsd: 190_000 * 3 + 15_010, priceMicroUsd: 0, tokensByState: states(0, 0, 0, 190_000) });
    expect(own.uncachedMicroUsd).toBeGreaterThan(0);
  });

  test('a request that stays above it is taken off at its own price', () => {
    const little = [0, 10_000, 0, 0, 0, 6_000] as const;
    const facts = factsOf([{ ...memory, tokensByState: states(10_000), costMicroUsd: 6_000 }, rest], { prices: [prices], near: [{ ...request(null), uses: [little] }] });
    expect(whatIf(facts, whatIfOwners(facts.sources), new Set([key])).own).toMatchObject({ priceMicroUsd: 0, costMicroUsd: 114_000 });
  });
});

test('a miss whose cause is gone is saved once, as an estimate beside the rest', () => {
  const sources = [source(definition('look'), states(0, 100), 60), source({ kind: 'memory-file', path: '/CLAUDE.md' }, states(0, 100), 60), source({ kind: 'system-prompt' }, states(0, 800), 480)];
  const facts = factsOf(sources, { misses: [{ source: 0, requests: 3, extraMicroUsd: 500, overlaps: [[0, 50], [1, 50], [2, 400]] }] });
  const owners = whatIfOwners(sources);
  const look = sourceKey(definition('look'));
  expect(whatIf(facts, owners, new Set(['memory//CLAUDE.md'])).own).toMatchObject({ missedMicroUsd: 0, missedRequests: 0 });
  expect(whatIf(facts, owners, new Set([look])).own).toMatchObject({ missedMicroUsd: 450, missedRequests: 3, costMicroUsd: 540 });
  expect(whatIf(facts, owners, new Set([look, 'memory//CLAUDE.md'])).own).toMatchObject({ missedMicroUsd: 400, costMicroUsd: 480 });
});
