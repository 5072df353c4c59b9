import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { reminderBlock, textBlock } from '../../../test-support/attributed-request.ts';
import { countedRequest } from '../../../test-support/counted-request.ts';
import type { Usage } from '../anthropic/usage.ts';
import type { CachedRequest } from './cached-request.ts';
import { describeCache } from './describe-cache.ts';
import { explainCache, type CacheVerdict } from './explain-cache.ts';

const atMs = Date.UTC(2026, 5, 1);
const minute = 60_000;
const model = 'claude-opus-5-5';
const mark = { cache_control: { type: 'ephemeral' } };
const hourMark = { cache_control: { type: 'ephemeral', ttl: '1h' } };

function sentence(seed: string, count: number): string {
  return Array.from({ length: count }, (_word, index) => `${seed}${index}`).join(' ');
}

interface Sent {
  readonly tools?: readonly unknown[];
  readonly system?: string;
  readonly memory?: string;
  readonly turns?: readonly string[];
  readonly mark?: unknown;
  readonly others?: Readonly<Record<string, unknown>>;
}

/** 1000 words of tools, 1000 of system, marked, 1000 of memory, then turns of which the last is marked. */
function request({ tools, system = sentence('s', 1000), memory = sentence('m', 1000), turns = [sentence('a', 100)], mark: marked = mark, others = {} }: Sent): unknown {
  const memoryText = `Codebase and user instructions are shown below.\n\nContents of /home/someone/depot/CLAUDE.md (project instructions, checked into the codebase):\n\n${memory}`;
  return {
    model,
    messages: turns.map((turn, index) => ({
      role: index % 2 === 0 ? 'user' : 'assistant',
      content: [...(index === 0 ? [reminderBlock(memoryText)] : []), { ...textBlock(turn), ...(index === turns.length - 1 ? Object(marked) : {}) }],
    })),
    system: [{ ...textBlock(system), ...Object(marked) }],
    tools: tools ?? [{ name: 'Read', description: sentence('t', 1000) }],
    ...others,
  };
}

function usageOf(read: number, written: number, plain: number): Usage {
  return { inputTokens: plain, cacheReadTokens: read, cacheWrite5mTokens: written, cacheWrite1hTokens: 0, outputTokens: 10 };
}

function sent(body: unknown, usage: Usage, at = atMs, name = model): CachedRequest {
  const { body: bytes, segments } = countedRequest(body, usage);
  return { body: bytes, segments, usage, model: name, atMs: at };
}

const turns = [sentence('a', 100), sentence('b', 100), sentence('c', 100)];
/** Left 3100 tokens in the cache. */
const first = sent(request({}), usageOf(0, 3100, 0));
const second = (part: Sent, usage: Usage, at = atMs + minute, name = model) => sent(request({ turns, ...part }), usage, at, name);

function causeOf(verdict: CacheVerdict | null) {
  return verdict !== null && 'cause' in verdict ? verdict.cause : verdict;
}

const withBody = (text: string): CachedRequest => ({ ...first, body: new TextEncoder().encode(text) });

describe('explaining the cache', () => {
  test('expects nothing of the first request, nor where nothing was cached before', () => {
    expect(explainCache(null, first)).toEqual({ verdict: 'no-cache-expected' });
    expect(explainCache(sent(request({}), usageOf(0, 0, 3100)), first)).toEqual({ verdict: 'no-cache-expected' });
  });

  test('is content when all that was left is read', () => {
    expect(explainCache(first, second({}, usageOf(3100, 200, 0)))).toEqual({ verdict: 'read-as-expected', readTokens: 3100 });
  });

  test('is content with a border within the last block', () => {
    expect(explainCache(first, second({}, usageOf(3050, 250, 0)))).toMatchObject({ verdict: 'read-as-expected' });
  });

  test('is not content when only as much is read as the request before had read already', () => {
    const before = second({}, usageOf(3100, 200, 0));
    const after = sent(request({ turns: [...turns, sentence('d', 100), sentence('e', 100)] }), usageOf(3100, 400, 0), atMs + 2 * minute);
    expect(explainCache(before, after)).toMatchObject({ verdict: 'partial' });
  });

  test('names the file that changed, and what was written again for it', () => {
    const verdict = explainCache(first, second({ memory: `${sentence('m', 500)} ${sentence('n', 500)}` }, usageOf(2000, 1300, 0)));
    expect(verdict).toMatchObject({
      verdict: 'partial',
      cause: { cause: 'changed', change: 'changed', source: { kind: 'memory-file', path: '/home/someone/depot/CLAUDE.md' } },
    });
    // The first turn stood behind it.
    expect(verdict).toMatchObject({ againTokens: expect.closeTo(100, -1), extraMicroUsd: expect.closeTo(480, -2) });
    expect(verdict === null ? '' : describeCache(verdict, 0)).toMatch(/^CLAUDE\.md changed: \d+ tokens were written again, \$0\.000\d+\.$/);
  });

  test('points at the segment in the later request', () => {
    const after = second({ system: `x ${sentence('s', 999)}` }, usageOf(0, 3300, 0));
    const cause = causeOf(explainCache(first, after));
    expect(cause).toMatchObject({ cause: 'changed', source: { kind: 'system-prompt' } });
    const index = cause !== null && 'segment' in cause ? (cause.segment ?? -1) : -1;
    expect(after.segments[index]?.path).toBe('system[0].text');
  });

  test('tells an added tool from a removed one', () => {
    const read = { name: 'Read', description: sentence('t', 1000) };
    const other = { name: 'mcp__depot__lookup', description: sentence('u', 10) };
    const one = sent(request({ tools: [read] }), usageOf(0, 3100, 0));
    const two = sent(request({ tools: [other, read] }), usageOf(0, 3110, 0), atMs + minute);
    expect(causeOf(explainCache(one, two))).toMatchObject({ cause: 'changed', change: 'added', source: { server: 'depot' } });
    expect(causeOf(explainCache(two, { ...one, atMs: atMs + 2 * minute }))).toMatchObject({ cause: 'changed', change: 'removed', source: { server: 'depot' } });
  });

  test('tells a server that comes or goes with all of its tools from one tool of it', () => {
    const read = { name: 'Read', description: sentence('t', 1000) };
    const [lookup, store] = ['lookup', 'store'].map((name) => ({ name: `mcp__depot__${name}`, description: sentence('u', 10) }));
    const without = sent(request({ tools: [read] }), usageOf(0, 3100, 0), atMs + minute);
    const both = sent(request({ tools: [lookup, store, read] }), usageOf(0, 3120, 0));
    const one = sent(request({ tools: [store, read] }), usageOf(0, 3110, 0), atMs + minute);
    expect(causeOf(explainCache(both, without))).toMatchObject({ change: 'removed', serverTools: 2 });
    expect(causeOf(explainCache({ ...without, atMs }, { ...both, atMs: atMs + minute }))).toMatchObject({ change: 'added', serverTools: 2 });
    expect(causeOf(explainCache(both, one))).toMatchObject({ change: 'removed', source: { tool: 'lookup' } });
    expect(causeOf(explainCache(both, one))).not.toHaveProperty('serverTools');
  });

  test('does not blame a deferred tool that was loaded: it stands in no prefix', () => {
    const tools = [{ name: 'Read', description: sentence('t', 1000) }, { name: 'mcp__depot__lookup', defer_loading: true }];
    expect(causeOf(explainCache(first, second({ tools }, usageOf(0, 3300, 0))))).toEqual({ cause: 'unknown' });
  });

  test('sees that the entry had expired, by the time it was asked to live', () => {
    const late = second({}, usageOf(0, 3300, 0), atMs + 6 * minute);
    expect(explainCache(first, late)).toMatchObject({ verdict: 'miss', cause: { cause: 'expired', elapsedMs: 6 * minute, lifetime: '5m' }, againWrittenTokens: expect.closeTo(3100, -2) });
    const ofHour = sent(request({ mark: hourMark }), usageOf(0, 3100, 0));
    expect(causeOf(explainCache(ofHour, late))).toEqual({ cause: 'unknown' });
    expect(causeOf(explainCache(ofHour, { ...late, atMs: atMs + 61 * minute }))).toMatchObject({ cause: 'expired', lifetime: '1h' });
  });

  test('does not blame a change behind what had expired as well', () => {
    const late = second({ memory: 'other' }, usageOf(0, 2300, 0), atMs + 6 * minute);
    expect(causeOf(explainCache(first, late))).toMatchObject({ cause: 'expired' });
  });

  test('knows that each model has a cache of its own', () => {
    expect(causeOf(explainCache(first, second({}, usageOf(0, 3300, 0), atMs + minute, 'claude-haiku-4-5')))).toEqual({ cause: 'model', from: model, to: 'claude-haiku-4-5' });
  });

  test('names the parameters that changed', () => {
    const others = { thinking: { type: 'enabled' }, output_config: { effort: 'high' }, max_tokens: 5 };
    expect(causeOf(explainCache(first, second({ others }, usageOf(2000, 1300, 0))))).toEqual({ cause: 'parameters', names: ['thinking', 'output_config'] });
  });

  test('sees a request that asks for no cache', () => {
    expect(causeOf(explainCache(first, second({ mark: null }, usageOf(0, 0, 3300))))).toEqual({ cause: 'not-asked' });
  });

  test('counts the blocks that the API would have had to look back', () => {
    const many = [...Array(25).keys()].map((index) => sentence(`x${index}w`, 10));
    expect(causeOf(explainCache(first, second({ turns: [turns[0] ?? '', ...many] }, usageOf(2000, 1350, 0))))).toEqual({ cause: 'lookback', blocks: 25 });
  });

  test('admits what it does not know', () => {
    expect(causeOf(explainCache(first, second({}, usageOf(0, 3300, 0))))).toEqual({ cause: 'unknown' });
    expect(explainCache(first, { ...first, usage: { ...first.usage, inputTokens: null } })).toBeNull();
  });

  test('has no price for a model without one, and no tokens where they do not sum to the bill', () => {
    const other = sent(request({}), usageOf(0, 3100, 0), atMs, 'claude-of-tomorrow');
    expect(explainCache(other, second({}, usageOf(0, 3300, 0), atMs + 6 * minute, 'claude-of-tomorrow'))).toMatchObject({ extraMicroUsd: null, againTokens: expect.any(Number) });
    const unsummed = { ...second({}, usageOf(0, 3300, 0), atMs + 6 * minute), usage: usageOf(0, 3301, 0) };
    expect(explainCache(first, unsummed)).toMatchObject({ againTokens: null, extraMicroUsd: null });
  });

  test('does not throw, whatever the bodies', () => {
    const body = fc.oneof(fc.json(), fc.string(), fc.constantFrom('{"messages":[{"content":[{"cache_control":{"ttl":"1h"},"text":1}]}],"system":"x","tools":"y"}', '{"tools":[[],{"cache_control":{}}],"messages":[]}'));
    fc.assert(
      fc.property(body, body, (one, other) => {
        expect(explainCache(withBody(one), withBody(other))?.verdict).toBe('miss');
      }),
    );
  });
});

describe('describeCache', () => {
  const again = { againTokens: 41_200, againWrittenTokens: 41_200, extraMicroUsd: 206_000 };
  const missed = (cause: Extract<CacheVerdict, { verdict: 'miss' | 'partial' }>['cause']): string => describeCache({ verdict: 'miss', readTokens: 0, cause, ...again }, 0);

  test.each([
    [{ cause: 'changed', change: 'changed', segment: 3, source: { kind: 'memory-file', path: '/home/someone/depot/CLAUDE.md' } }, 'CLAUDE.md changed'],
    [{ cause: 'changed', change: 'added', segment: 3, source: { kind: 'mcp-tool-definition', server: 'depot', tool: 'lookup' } }, 'The tool lookup of depot was added'],
    [{ cause: 'changed', change: 'removed', segment: 3, source: { kind: 'mcp-tool-definition', server: 'depot', tool: 'lookup' }, serverTools: 4 }, 'The MCP server depot was removed (4 tools)'],
    [{ cause: 'expired', elapsedMs: 12 * minute, lifetime: '5m' }, 'The cache had not been used for 12 minutes and lives 5 minutes'],
    [{ cause: 'model', from: 'a', to: 'b' }, 'The model changed from a to b'],
    [{ cause: 'parameters', names: ['thinking', 'tool_choice'] }, 'thinking and tool_choice changed'],
  ] as const)('says %j as a sentence', (cause, beginning) => {
    expect(missed(cause)).toBe(`${beginning}: 41,200 tokens were written again, $0.21.`);
  });

  test('leaves out what is unknown', () => {
    const unknown = { verdict: 'miss', readTokens: 0, cause: { cause: 'not-asked' } } as const;
    expect(describeCache({ ...unknown, againTokens: 1, againWrittenTokens: 0, extraMicroUsd: null }, 0)).toBe('The request did not ask for the cached part: 1 token was paid in full again.');
    expect(describeCache({ ...unknown, againTokens: null, againWrittenTokens: null, extraMicroUsd: null }, 0)).toBe('The request did not ask for the cached part.');
  });

  test('says that all is well', () => {
    expect(describeCache({ verdict: 'read-as-expected', readTokens: 1_234_567 }, 0)).toBe('Read from the cache as expected: 1,234,567 tokens.');
    expect(describeCache({ verdict: 'no-cache-expected' }, 0)).toBe('Nothing had been cached before.');
    expect(describeCache({ verdict: 'no-cache-expected' }, null)).toBe('Nothing had been cached before.');
  });

  test('says what was read that another session had cached', () => {
    expect(describeCache({ verdict: 'no-cache-expected' }, 41_200)).toBe('No request before it in its thread had cached anything; 41,200 tokens that another had cached were read.');
  });

  test('tells a cache that was not read from one that was read in part', () => {
    const cause = { cause: 'unknown' } as const;
    expect(describeCache({ verdict: 'miss', readTokens: 0, cause, ...again }, 0)).toMatch(/^The cache was not read, though/);
    expect(describeCache({ verdict: 'partial', readTokens: 9, cause, ...again }, 9)).toMatch(/^A part of the cache was not read, though/);
  });
});
