import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { conversationHabits, insightFacts, memoryText, ownerFacts, resultHabit, sourceFacts } from '../../../test-support/insight-facts.ts';
import { parseFilter } from '../filter/parse-filter.ts';
import { findInsights } from './find.ts';
import { insightRules, type Finding } from './finding.ts';
import type { InsightFacts, OwnerFacts } from './insight-facts.ts';

const server = (name: string, tokens: number, cost: number | null = tokens / 10) =>
  ownerFacts([sourceFacts({ kind: 'mcp-tool-definition', server: name, tool: 'one' }, { tokens, costMicroUsd: cost })]);

describe('findings', () => {
  it('are none without facts, or without a request', () => {
    expect(findInsights(insightFacts())).toEqual([]);
    expect(findInsights(insightFacts({ requests: 0, promptTokens: 0, costMicroUsd: null, days: 1, owners: [server('depot', 1e6)] }))).toEqual([]);
  });

  it('stand by what they cost a day, then by tokens; what has no price stands last', () => {
    const owners = [server('a', 500_000, null), server('b', 100_000), server('c', 900_000), server('d', 600_000, null), server('e', 300_000)];
    const found = findInsights(insightFacts({ owners }));
    expect(found.map(({ id }) => id)).toEqual(['unused-server/mcp/c', 'unused-server/mcp/e', 'unused-server/mcp/b', 'unused-server/mcp/d', 'unused-server/mcp/a']);
    expect(found[0]).toMatchObject({ perDay: { tokens: 64_286, costMicroUsd: 6429 }, perWeek: { tokens: 450_000, costMicroUsd: 45_000 }, thin: null });
    expect(found[4]).toMatchObject({ perDay: { costMicroUsd: null }, perWeek: { costMicroUsd: null } });
  });

  it.each<[Partial<InsightFacts>, number, string | null]>([
    [{}, 100, null],
    [{ days: 7 }, 100, null],
    [{ days: 6 }, 100, 'The week is projected from 6 days.'],
    [{ days: 1 }, 100, 'The week is projected from one day.'],
    [{}, 19, 'This rests on 19 requests.'],
    [{ sessions: 1 }, 100, 'This rests on one session.'],
    [{ sessions: 1, days: 1 }, 8, 'This rests on 8 requests, one session and one day; the week is projected.'],
    [{ days: 0 }, 100, 'The week is projected from one day.'],
  ])('of %j, in %d requests, say how little they rest on', (given, requests, thin) => {
    const owner = { ...server('depot', 1_000_000), requests, definitions: requests, answered: requests };
    expect(findInsights(insightFacts({ ...given, owners: [owner] })).map((found) => found.thin)).toEqual([thin]);
  });

  it('do not list a tool of a server that is listed', () => {
    expect(findInsights(insightFacts({ owners: [server('depot', 1_000_000)] })).map(({ rule }) => rule)).toEqual(['unused-server']);
  });

  it('are a dozen of a kind at most, the dearest', () => {
    const owners = Array.from({ length: 30 }, (_, index) => server(`server-${index}`, 100_000 + index));
    const found = findInsights(insightFacts({ owners }));
    expect(found.map(({ subject }) => subject.name)).toEqual(Array.from({ length: 12 }, (_, index) => `server-${29 - index}`));
  });

  it('come of thousands of sources', () => {
    const owners = Array.from({ length: 20_000 }, (_, index) => server(`server-${index}`, 1000));
    const conversations = Array.from({ length: 2000 }, (_, index) => conversationHabits(`id-${index}`, Array.from({ length: 20 }, (__, at) => resultHabit({ subject: `/file-${index}-${at}`, results: 5 }))));
    expect(findInsights(insightFacts({ owners, conversations, promptTokens: 20_000_000 }))).toEqual([]);
  });
});

const name = fc.oneof(fc.constantFrom('a', 'b', 'kit:a', '‮', 'x/y', '"'), fc.string({ unit: 'binary', maxLength: 80 }));
const part = fc.record({ requests: fc.integer({ min: 0, max: 400 }), each: fc.integer({ min: 0, max: 9000 }), cost: fc.option(fc.integer({ min: 0, max: 900_000 })), calls: fc.option(fc.integer({ min: 0, max: 2 })) });
const owners = fc
  .uniqueArray(fc.tuple(fc.constantFrom('mcp', 'skill', 'memory', 'tool', 'read', 'bash', 'unknown'), name, part, part), { maxLength: 12, selector: ([kind, called]) => (kind === 'read' || kind === 'bash' || kind === 'unknown' ? kind : `${kind} ${called}`) })
  .map((all) => all.map(([kind, called, one, other]) => ownerOf(kind, called, one, other)));

interface Part {
  readonly requests: number;
  readonly each: number;
  readonly cost: number | null;
  readonly calls: number | null;
}

function ownerOf(kind: string, called: string, one: Part, other: Part): OwnerFacts {
  const figures = ({ requests, each, cost }: Part) => ({ requests, tokens: requests * each, costMicroUsd: cost });
  const offered = (given: Part) => ({ ...figures(given), calls: given.calls });
  const rated = { ratings: one.requests % 9, averageStars: 1 + (other.requests % 5), interval: [1, 1 + (other.requests % 5)] as const };
  switch (kind) {
    case 'mcp':
      return ownerFacts([sourceFacts({ kind: 'mcp-tool-definition', server: called, tool: 'one' }, offered(one)), sourceFacts({ kind: 'mcp-tool-definition', server: called, tool: 'two' }, offered(other))], rated);
    case 'skill':
      return ownerFacts([sourceFacts({ kind: 'skill-listing', name: called }, offered(one))], rated);
    case 'memory':
      return ownerFacts([sourceFacts({ kind: 'memory-file', path: called, scope: 'project' }, figures(one))], rated);
    case 'tool':
      return ownerFacts([sourceFacts({ kind: 'tool-definition', tool: called }, offered(one))]);
    case 'read':
      return ownerFacts([sourceFacts({ kind: 'builtin-result', tool: 'Read' }, figures(one))]);
    case 'bash':
      return ownerFacts([sourceFacts({ kind: 'builtin-result', tool: 'Bash' }, figures(one))]);
    default:
      return ownerFacts([sourceFacts({ kind: 'unknown-harness' }, figures(one))]);
  }
}

const habit = fc
  .record({ tool: fc.constantFrom('Read', 'Bash'), subject: fc.option(name), results: fc.integer({ min: 1, max: 9 }), errors: fc.nat(1), tokens: fc.nat(50_000), requests: fc.integer({ min: 1, max: 60 }), longestTurns: fc.nat(9) })
  .map(({ tool, requests, tokens, ...rest }) => resultHabit({ ...rest, sourceKey: `builtin-result/tool=${tool}`, tokens, carriedTokens: tokens * requests, longestRequests: requests }));
const sentence = fc.constantFrom('Never touch the generated files below out; change what they are made from.', 'Say in the message of a commit why it was made, in one plain sentence.', '# A heading', '```', '- short');

/** Facts as a store may tell them: the figures of a range sum to no more than its totals. */
const facts = fc
  .record({
    owners,
    habits: fc.array(fc.array(habit, { maxLength: 5 }), { maxLength: 6 }),
    texts: fc.array(fc.array(sentence, { maxLength: 8 }), { maxLength: 6 }),
    misses: fc.uniqueArray(fc.record({ cause: fc.constantFrom('model', 'changed', 'expired', 'unknown', 'new'), requests: fc.integer({ min: 1, max: 40 }), extra: fc.option(fc.nat(400_000)) }), { selector: ({ cause }) => cause }),
    subagents: fc.uniqueArray(fc.record({ agent: fc.option(name), prompt: fc.nat(2_000_000), cost: fc.option(fc.nat(400_000)), back: fc.option(fc.nat(2000)) }), { selector: ({ agent }) => agent, maxLength: 3 }),
    days: fc.integer({ min: 1, max: 30 }),
    sessions: fc.integer({ min: 1, max: 9 }),
  })
  .map(({ owners: owned, habits, texts, misses, subagents, ...rest }): InsightFacts => {
    const files = owned.filter(({ group }) => group === 'memory');
    const sources = owned.reduce((sum, { tokens }) => sum + tokens, 0);
    const costs = [...owned.map(({ costMicroUsd }) => costMicroUsd), ...misses.map(({ extra }) => extra), ...subagents.map(({ cost }) => cost)];
    return insightFacts({
      ...rest,
      owners: owned,
      promptTokens: Math.max(sources, subagents.reduce((sum, { prompt }) => sum + prompt, 0)),
      costMicroUsd: costs.every((cost) => cost === null) ? null : costs.reduce<number>((sum, cost) => sum + (cost ?? 0), 0),
      conversations: habits.map((each, index) => conversationHabits(`conversation-${index}`, each)),
      memory: files.flatMap(({ name: path }, index) => (texts[index] === undefined || path === null ? [] : [memoryText(path, texts[index].join('\n\n'))])),
      misses: misses.map(({ cause, requests, extra }) => ({ cause, requests, extraMicroUsd: extra, ids: ['id'], sources: cause === 'changed' ? [{ key: 'mcp/a', kind: 'mcp-tool-definition' as const, name: 'a', requests, extraMicroUsd: extra }] : [] })),
      subagents: subagents.map(({ agent, prompt, cost, back }) => ({ agent, runs: 1, requests: 3, promptTokens: prompt, outputTokens: 9, costMicroUsd: cost, handedBackTokens: back, ids: [] })),
      unknown: owned.filter(({ kind }) => kind === 'unknown-harness').map(({ requests, tokens }) => ({ cliVersion: null, requests, ofRequests: requests, tokens, ids: [] })),
    });
  });

describe('findings of any facts', () => {
  it('never sum to more than the range had, rule by rule, and are readable', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(facts, (given) => {
        const found = findInsights(given);
        for (const rule of insightRules) {
          const own = found.filter((finding) => finding.rule === rule);
          const slack = own.length;
          const tokens = own.reduce((sum, { expense }) => sum + expense.tokens, 0);
          const cost = own.reduce((sum, { expense }) => sum + (expense.costMicroUsd ?? 0), 0);
          if (tokens > given.promptTokens + slack || cost > (given.costMicroUsd ?? 0) + slack) throw new Error(`${rule} sums to ${tokens} tokens and ${cost} micro-dollars`);
          if (own.length > 0) seen.add(rule);
        }
        if (new Set(found.map(({ id }) => id)).size < found.length) throw new Error('two findings have one id');
        for (const finding of found) refuseUnreadable(finding);
      }),
      { numRuns: 300 },
    );
    expect([...seen].toSorted()).toEqual(insightRules.filter((rule) => rule !== 'full-window').toSorted());
  });

  it('do not depend on the order of the facts', () => {
    fc.assert(
      fc.property(facts, (given) => {
        const turned = { ...given, owners: reversed(given.owners).map((owner) => ({ ...owner, sources: reversed(owner.sources) })), conversations: reversed(given.conversations).map((each) => ({ ...each, habits: reversed(each.habits) })) };
        const others = { memory: reversed(given.memory), misses: reversed(given.misses), subagents: reversed(given.subagents), unknown: reversed(given.unknown) };
        expect(findInsights({ ...turned, ...others })).toEqual(findInsights(given));
      }),
      { numRuns: 100 },
    );
  });
});

function refuseUnreadable({ id, title, explanation, figures, evidence, expense, perDay, perWeek }: Finding): void {
  const sums = [expense, perDay, perWeek].flatMap(({ tokens, costMicroUsd }) => [tokens, costMicroUsd ?? 0]);
  if (sums.some((figure) => !Number.isSafeInteger(figure) || figure < 0)) throw new Error(`${id} comes to ${sums.join(', ')}`);
  const odd = [title, ...explanation, ...figures.flat()].filter((text) => /NaN|Infinity|undefined|null/.test(text) || text.length > 600);
  if (odd.length > 0) throw new Error(`${id} says ${odd.join(' ')}`);
  if (evidence.filter !== null && !parseFilter(evidence.filter, { nowMs: 0, localMs: () => 0 }).parsed) throw new Error(`${id} is found by ${evidence.filter}`);
}

function reversed<Item>(items: readonly Item[]): readonly Item[] {
  return items.toReversed();
}
