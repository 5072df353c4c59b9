import { describe, expect, it } from 'vitest';
import { conversationHabits, insightFacts, ownerFacts, resultHabit, sourceFacts } from '../../../../test-support/insight-facts.ts';
import type { InsightFacts } from '../insight-facts.ts';
import type { ResultHabit } from '../result-habit.ts';
import { carriedResults } from './carried-results.ts';
import { filesReadAgain } from './files-read-again.ts';

/** A range in which results of Read had so many tokens, at ten micro-dollars for a hundred. */
function reading(habits: readonly (readonly Partial<ResultHabit>[])[], tokens = 4_000_000, costMicroUsd: number | null = 400_000): InsightFacts {
  return insightFacts({
    owners: [ownerFacts([sourceFacts({ kind: 'tool-definition', tool: 'Read' }, { tokens: 1 }), sourceFacts({ kind: 'builtin-result', tool: 'Read' }, { tokens, costMicroUsd })])],
    conversations: habits.map((each, index) => conversationHabits(`id-${index}`, each.map((habit) => resultHabit(habit)))),
  });
}

const carried = { tokens: 100_000, carriedTokens: 4_000_000, results: 10, longestRequests: 60, longestTurns: 5 };

describe('results that are carried along', () => {
  it.each<[string, InsightFacts, number | null]>([
    ['for long', reading([[carried]]), 3_900_000],
    ['over three prompts', reading([[{ ...carried, longestTurns: 3, longestRequests: 4 }]]), 3_900_000],
    ['through twenty requests of one prompt', reading([[{ ...carried, longestTurns: 1, longestRequests: 20 }]]), 3_900_000],
    ['for less than either', reading([[{ ...carried, longestTurns: 2, longestRequests: 19 }]]), null],
    ['with a twentieth of all prompts', reading([[{ ...carried, carriedTokens: 600_000 }]]), 500_000],
    ['with less', reading([[{ ...carried, carriedTokens: 599_999 }]]), null],
    ['of a source that no request of the range had', insightFacts({ conversations: [conversationHabits('id', [resultHabit(carried)])] }), null],
    ['and stood there before the range, which is not billed in it', reading([[{ ...carried, tokens: 200_000, carriedTokens: 8_000_000 }]]), 3_900_000],
    ['once', reading([[{ ...carried, carriedTokens: 100_000 }]]), null],
    ['without tokens', reading([[{ ...carried, tokens: 0, carriedTokens: 0 }]]), null],
  ])('are a finding %s', (_, facts, tokens) => {
    expect(carriedResults(facts)[0]?.expense.tokens ?? null).toBe(tokens);
  });

  it('cost what reading them from the cache costs, and not the average of the source', () => {
    // The first time at 1.25 of the input price, 39 times at 0.1.
    const [found] = carriedResults(reading([[carried]]));
    expect(found?.expense.costMicroUsd).toBe(Math.round((400_000 * 3.9) / (1.25 + 3.9 - 1.25 + 1.25)));
    expect(carriedResults(reading([[carried]], 4_000_000, null))[0]?.expense.costMicroUsd).toBeNull();
    expect(carriedResults(reading([[{ ...carried, tokens: 0 }]]))[0]?.expense).toEqual({ tokens: 4_000_000, costMicroUsd: 400_000 });
  });

  it('are said with what most of it is', () => {
    const habits = [{ ...carried, subject: '/a', results: 1 }, { ...carried, subject: '/b', carriedTokens: 1_000_000, results: 1 }, { ...carried, subject: null, tokens: 0, carriedTokens: 500_000 }];
    const [found] = carriedResults(reading([habits], 5_500_000));
    expect(found).toMatchObject({
      subject: { key: 'builtin-result/tool=Read', kind: 'builtin-result', group: 'tools', name: 'Read' },
      title: 'Results of “Read” were carried along for long',
      isEstimated: true,
      evidence: { requests: 100, filter: 'source:builtin-result:Read imported:no output:any', ids: ['id-0'] },
    });
    expect(found?.explanation[0]).toBe('12 results came to 200k tokens, and every request after them sent them again: 5.3M tokens more. The longest went along for 60 requests and 5 prompts of yours.');
    expect(found?.explanation[1]).toBe('Most of it: “/a” (3.9M tokens), “/b” (900k tokens).');
  });

  it('are named with their server', () => {
    const source = sourceFacts({ kind: 'mcp-result', server: 'depot', tool: 'lookup' }, { tokens: 4_000_000 });
    const facts = insightFacts({ owners: [ownerFacts([source])], conversations: [conversationHabits('id', [resultHabit({ ...carried, sourceKey: source.key })])] });
    expect(carriedResults(facts)[0]).toMatchObject({ title: 'Results of “lookup” of “depot” were carried along for long', evidence: { filter: 'source:mcp:depot/lookup imported:no output:any' } });
  });
});

describe('files that are read again', () => {
  const read = { subject: '/app/main.ts', results: 4, tokens: 40_000, carriedTokens: 400_000 };
  it.each<[string, Partial<ResultHabit>, number | null]>([
    ['four times', read, 300_000],
    ['three times', { ...read, results: 3 }, 266_667],
    ['twice', { ...read, results: 2 }, null],
    ['three times, once in vain', { ...read, results: 3, errors: 1 }, null],
    ['four times, once in vain', { ...read, errors: 1 }, 300_000],
    ['four times, of which two were answered with a sentence, for it was as before', { ...read, copies: 2 }, null],
    ['four times, and the first is what was carried for long', { ...read, mostCarriedTokens: 390_000 }, null],
    ['many times, with half a hundredth of all prompts', { ...read, results: 10, carriedTokens: 55_556 }, 50_000],
    ['many times, with next to nothing', { ...read, results: 10, carriedTokens: 55_550 }, null],
    ['with another tool', { ...read, sourceKey: 'builtin-result/tool=Bash' }, null],
    ['without a path', { ...read, subject: null }, null],
  ])('are a finding of what was read %s', (_, habit, tokens) => {
    expect(filesReadAgain(reading([[habit]]))[0]?.expense.tokens ?? null).toBe(tokens);
  });

  it('are told by path, over all conversations', () => {
    const [found, ...others] = filesReadAgain(reading([[read], [{ ...read, results: 6 }], [{ ...read, results: 2 }], [{ ...read, subject: '/small.ts', carriedTokens: 10 }]]));
    expect(others).toEqual([]);
    expect(found).toMatchObject({
      subject: { key: 'file//app/main.ts', kind: 'builtin-result', group: 'tools', name: '/app/main.ts' },
      expense: { tokens: 633_333, costMicroUsd: 63_333 },
      title: '“/app/main.ts” was read 10 times in 2 conversations',
      evidence: { requests: 2, filter: null, ids: ['id-1', 'id-0'] },
    });
    expect(filesReadAgain(reading([[read]]))[0]?.title).toBe('“/app/main.ts” was read 4 times in one conversation');
  });

  it('are left out of what is carried', () => {
    const facts = reading([[{ ...carried, subject: '/a', results: 4, mostCarriedTokens: 1_500_000 }]]);
    expect([carriedResults(facts)[0]?.expense.tokens, filesReadAgain(facts)[0]?.expense.tokens]).toEqual([1_462_500, 2_500_000]);
    expect(carriedResults(facts)[0]?.explanation.at(-1)).toBe('Files that were read again are left out here: they are findings of their own.');
  });
});
