import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { averageRating, sumsOfRatings } from './average-rating.ts';
import { preferenceList, type RatedOwner } from './preference-list.ts';
import { codeOf, preferenceJson, preferenceMarkdown } from './preference-texts.ts';
import { ratingDifference } from './rating-difference.ts';

const uses = (stars: readonly number[]) => stars.map((one) => ({ stars: one, tokens: 10 }));
const many = (stars: number, count = 20) => Array.from({ length: count }, () => stars);

function owner(name: string | null, stars: readonly number[], without: readonly number[], more: Partial<RatedOwner> = {}): RatedOwner {
  const difference = ratingDifference(sumsOfRatings(uses(stars)), sumsOfRatings(uses(without)));
  return { key: `mcp/${name}`, group: 'mcp', name, ...averageRating(uses(stars)), ratedShare: 0.04, difference, requests: 40, tokens: 1000, costMicroUsd: 120_000, calls: 3, ...more };
}

const adviceOf = (...rated: Parameters<typeof owner>) => preferenceList([owner(...rated)])[0]?.advice;

const scope = { writtenAtMs: Date.UTC(2026, 10, 28, 12), fromMs: null, untilMs: null, ratings: 42 };

describe('a list of preferences', () => {
  it('recommends only what the intervals allow', () => {
    expect(adviceOf('good', many(5), many(2))).toBe('first');
    expect(adviceOf('bad', many(1), many(5))).toBe('last');
    // Fair by itself, and much worse than what was without it.
    expect(adviceOf('fair', many(3), many(5))).toBe('last');
    expect(adviceOf('once', [5], many(2))).toBe('open');
    expect(adviceOf('once', [1], many(2))).toBe('open');
    expect(adviceOf('mixed', [1, 5, 1, 5, 3], many(3))).toBe('open');
    // Well rated, or badly, like everything: it need not be the reason.
    expect(adviceOf('good', many(5, 60), many(5).concat(4))).toBe('open');
    expect(adviceOf('bad', many(1, 60), many(1).concat(2))).toBe('open');
    expect(adviceOf('always', many(5), [])).toBe('in-all');
    expect(adviceOf('always', many(1), [])).toBe('in-all');
  });

  it('has the best first and the worst last, and what was rated once is neither', () => {
    const list = preferenceList([owner('bad', many(1), many(5)), owner('once', [5], many(3)), owner('good', many(5), many(2)), owner('poor', many(2), many(5)), owner('better', many(5, 40), many(2))]);
    expect(list.map(({ name }) => name)).toEqual(['better', 'good', 'once', 'poor', 'bad']);
  });

  it('leaves out what was not rated, what has no name, and what nobody chooses', () => {
    expect(preferenceList([owner('a', [], [1]), owner(null, [3], [1]), owner('b', [3], [1], { group: 'conversation' }), owner('c', [3], [1], { group: 'system' })])).toEqual([]);
  });

  it('calls an agent an agent, though it is one of the group of tools', () => {
    const list = preferenceList([owner('Explore', [4], [4], { key: 'agent-listing/Explore', group: 'tools' }), owner('Read', [4], [4], { key: 'tool/Read', group: 'tools' })]);
    expect(preferenceMarkdown(list, scope)).toMatch(/- Agent `Explore`: [^]*- Tool `Read`: /);
  });

  it('is JSON with a version, and names as they are', () => {
    const hostile = 'x"\u202E`<img src=x>';
    const json = preferenceJson(preferenceList([owner(hostile, many(1), many(5)), owner('once', [5], many(3))]), scope);
    expect(JSON.parse(JSON.stringify(json))).toMatchObject({
      format: 'whence-preferences',
      version: 1,
      written_at: '2026-11-28T12:00:00.000Z',
      ratings: 42,
      sources: [{ name: 'once', recommendation: null, ratings: 1 }, { name: hostile, recommendation: 'last', rated_share: 0.04, cost_micro_usd: 120_000 }],
    });
  });

  it('is Markdown that says the number and the interval, what to use first and last, and what cannot be told', () => {
    const text = preferenceMarkdown(preferenceList([owner('good', many(5), many(2)), owner('bad', many(1), many(5)), owner('once', [5], []), owner('`tick` | pipe', [4], [4])]), scope);
    expect(text.split('\n').filter((line) => line.startsWith('#'))).toEqual(['# Sources by rating', '## Use first', '## Use last', '## No recommendation']);
    expect(text).toContain('- MCP server `good`: 5.0 of 5 (4.4 to 5.0, 20 ratings); +3.0 beside what was rated without it (');
    expect(text).toContain('; 4 % of what was rated; $0.12 in 40 requests.');
    expect(text).toContain('nothing was rated without it');
    expect(text).toContain('- MCP server `` `tick` | pipe ``: ');
    expect(preferenceMarkdown([], { ...scope, ratings: 0, fromMs: 0, untilMs: 86_400_000 })).toContain('0 ratings of requests from 1970-01-01 to 1970-01-01;');
  });
});

describe('a name in Markdown', () => {
  it.each([
    ['depot', '`depot`'],
    ['a`b', '`` a`b ``'],
    ['``', '``` `` ```'],
    ['', '`  `'],
    ['two\nlines\r\n# Heading', '`two\\u{a}lines\\u{d}\\u{a}# Heading`'],
    ['gnp.\u202Eexe', '`gnp.\\u{202e}exe`'],
    ['@~/.ssh/id', '`@~/.ssh/id`'],
    ['<img src=x onerror=alert(1)>', '`<img src=x onerror=alert(1)>`'],
    [' padded ', '`  padded  `'],
    ['a'.repeat(101), `\`${'a'.repeat(100)}…\``],
  ])('%j is code on one line', (name, code) => {
    expect(codeOf(name)).toBe(code);
  });

  it('is never left by what is in it, whatever that is', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('`', '\n', ' ', 'a', '\u2028', '<', '\\', '😀', '\u{E0041}') }), (name) => {
        const code = codeOf(name);
        const fence = /^`+/.exec(code)?.[0] ?? '';
        const inside = code.slice(fence.length, -fence.length);
        expect(code.endsWith(fence)).toBe(true);
        expect(code).not.toMatch(/[\n\r\u2028\u2029]/);
        // No run of ticks inside is as long as the fence, so that none closes it.
        for (const [run] of inside.matchAll(/`+/g)) expect(run.length).not.toBe(fence.length);
        expect(/^`|`$/.test(inside)).toBe(false);
      }),
    );
  });
});
