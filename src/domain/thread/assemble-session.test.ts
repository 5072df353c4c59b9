import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { processorMs } from '../../../test-support/processor-time.ts';
import { assistant, call, recorded, result, user } from '../../../test-support/recorded-request.ts';
import { assembleSessions } from './assemble-session.ts';
import type { AssembledThread } from './assembled-session.ts';
import type { ThreadRecord } from './thread-record.ts';
import { deepestThread } from './thread-tree.ts';

const agent = (agentId: string, more: object = {}) => ({ 'x-claude-code-agent-id': agentId, ...more });
const fork = { 'x-claude-code-agent-type': 'fork' };
const prompt = (id: string) => ({ 'x-claude-code-prompt-id': id });
const summary = (of: string) => user(`This session is being continued from a previous conversation that ran out of context. ${of}`);
const ask = user('<system-reminder>\nBe terse.\n</system-reminder>', 'Have the depot judged');
const callsOfJudges = [
  call('t1', 'Agent', { subagent_type: 'judge', prompt: 'Judge the doors.' }),
  call('t2', 'Agent', { subagent_type: 'judge', prompt: 'Judge the walls.', run_in_background: true }),
];

/** A thread as names, turns and what is below it. */
function outline({ kind, name, turns, auxiliaries, subagents }: AssembledThread): unknown {
  return {
    [`${kind} ${name ?? '-'}`]: turns.map((turn) => [...turn.exchanges, ...turn.auxiliaries].map(({ id, retries }) => [id, ...retries].join('='))),
    ...(auxiliaries.length === 0 ? {} : { aside: auxiliaries.map(({ id, purpose }) => `${purpose} ${id}`) }),
    ...(subagents.length === 0 ? {} : { below: subagents.map(outline) }),
  };
}

function assembledOne(...records: readonly ThreadRecord[]): AssembledThread {
  const [only, ...more] = assembleSessions(records);
  if (only === undefined || more.length > 0) throw new Error(`${more.length + 1} sessions`);
  return only.main;
}

/** The threads of one session, as `outline` shows them. */
const threadsOf = (...records: readonly ThreadRecord[]): unknown => outline(assembledOne(...records));

describe('the threads of a session', () => {
  const begin = recorded({ id: '1', at: 1, messages: [ask], answer: callsOfJudges });
  const doors = recorded({ id: '2', at: 2, messages: [user('Judge the doors.')], headers: agent('a1') });
  const walls = recorded({ id: '3', at: 3, messages: [user('A reminder.', 'Judge the walls.\n')], headers: agent('a2') });
  const doorsAgain = recorded({ id: '4', at: 4, messages: [user('Judge the doors.'), assistant('Hm.'), user('Well?')], headers: agent('a1') });
  const end = recorded({ id: '5', at: 5, messages: [ask, assistant(...callsOfJudges), result('t1')] });

  test('are the main one and its subagents, named by the calls that started them', () => {
    expect(threadsOf(begin, doors, walls, doorsAgain, end)).toEqual({
      'main -': [['1', '5']],
      below: [{ 'subagent judge': [['2', '4']] }, { 'subagent judge': [['3']] }],
    });
    expect(assembledOne(begin, doors, walls).subagents.map((thread) => thread.call)).toEqual([
      { exchangeId: '1', toolUseId: 't1', isBackground: null },
      { exchangeId: '1', toolUseId: 't2', isBackground: true },
    ]);
  });

  test('are told apart without any id of an agent', () => {
    const bare = [doors, walls, doorsAgain].map((record): ThreadRecord => ({ ...record, facts: { ...record.facts, agentId: null, isSubagent: false } }));
    expect(threadsOf(begin, ...bare, end)).toEqual(threadsOf(begin, doors, walls, doorsAgain, end));
  });

  test('are not changed by a prompt that reads as the task it gave', () => {
    const same = recorded({ id: '1', at: 1, messages: [user('Judge it.')], answer: [call('t1', 'Agent', { prompt: 'Judge it.' })] });
    const next = recorded({ id: '2', at: 2, messages: [user('Judge it.'), assistant(call('t1', 'Agent', { prompt: 'Judge it.' })), result('t1')] });
    expect(threadsOf(same, next)).toEqual({ 'main -': [['1', '2']] });
  });

  test('hold two calls with one prompt apart, in the order they were made', () => {
    const twice = [call('t1', 'Agent', { subagent_type: 'a', prompt: 'Try.' }), call('t2', 'Agent', { subagent_type: 'b', prompt: 'Try.' })];
    const main = recorded({ id: '1', at: 1, answer: twice });
    const tries = ['x', 'y'].map((agentId, index) => recorded({ id: agentId, at: 2 + index, messages: [user('Try.')], headers: agent(agentId) }));
    expect(threadsOf(main, ...tries)).toMatchObject({ below: [{ 'subagent a': [['x']] }, { 'subagent b': [['y']] }] });
    const typed = ['b', 'a'].map((type, index) => recorded({ id: type, at: 2 + index, messages: [user('Try.')], headers: agent(type, { 'x-claude-code-agent-type': type }) }));
    expect(threadsOf(main, ...typed)).toMatchObject({ below: [{ 'subagent b': [['b']] }, { 'subagent a': [['a']] }] });
  });

  test('stand below the thread that called them, or that they state', () => {
    const nested = [call('t3', 'Agent', { subagent_type: 'clerk', prompt: 'Count.' })];
    const asks = recorded({ id: '2', at: 2, messages: [user('Judge the doors.')], headers: agent('a1'), answer: nested });
    const called = recorded({ id: '3', at: 3, messages: [user('Count.')], headers: agent('a3') });
    const stated = recorded({ id: '4', at: 4, messages: [user('Unheard of.')], headers: agent('a4', { 'x-claude-code-parent-agent-id': 'a3', 'x-claude-code-agent-type': 'Explore' }) });
    expect(threadsOf(begin, asks, called, stated)).toMatchObject({
      below: [{ 'subagent judge': [['2']], below: [{ 'subagent clerk': [['3']], below: [{ 'subagent Explore': [['4']] }] }] }],
    });
  });

  test('come below the main one where their parents lead in a circle or were not recorded', () => {
    const circle = [['a1', 'a2'], ['a2', 'a1'], ['a3', 'a3'], ['a4', 'gone']].map(([agentId = '', parent = ''], index) =>
      recorded({ id: agentId, at: index, headers: agent(agentId, { 'x-claude-code-parent-agent-id': parent }) }),
    );
    const everywhere: string[] = [];
    const walk = (thread: AssembledThread): void => {
      everywhere.push(thread.key);
      for (const below of thread.subagents) walk(below);
    };
    walk(assembledOne(...circle));
    expect(everywhere.toSorted()).toEqual(['agent:a1', 'agent:a2', 'agent:a3', 'agent:a4', 'main']);
  });

  test('stand no deeper than can be read, however many call each other in a row', () => {
    const first = recorded({ id: '0', at: 0, headers: agent('a0', { 'x-claude-code-parent-agent-id': 'a' }) });
    for (const step of [1, -1]) {
      const row = Array.from({ length: 5000 }, (_, index): ThreadRecord => {
        const facts = { ...first.facts, agentId: `a${index}`, parentAgentId: `a${index + step}` };
        return { ...first, id: String(index), startedAtUs: index, bodyHash: null, facts };
      });
      const main = assembledOne(...row);
      expect(placedIn(main)).toHaveLength(row.length);
      let deepest = 0;
      for (let at: AssembledThread | undefined = main; at !== undefined; at = at.subagents.find(({ subagents }) => subagents.length > 0) ?? at.subagents[0]) deepest += 1;
      expect(deepest).toBe(deepestThread + 1);
      expect(JSON.stringify(main).length).toBeGreaterThan(row.length);
    }
  });

  test('are found in a time that grows as their number does', () => {
    const first = recorded({ id: '0', at: 0, messages: [user('Judge.')] });
    const records = Array.from({ length: 10_000 }, (_, index): ThreadRecord => {
      const calls = Array.from({ length: 10 }, (_call, of) => ({ toolUseId: `t${index}-${of}`, kind: 'agent', name: null, taskHash: `h${index}`, isBackground: null }) as const);
      const facts = { ...first.facts, agentId: index % 3 === 0 ? `a${index}` : null };
      return { ...first, id: String(index), startedAtUs: index, bodyHash: null, facts, digests: [`d${index}`], calls };
    });
    const startedAt = processorMs();
    assembleSessions(records);
    // It takes 0.2 s; looking through all calls each time took 10.
    expect(processorMs() - startedAt).toBeLessThan(6000);
  });

  test('are of one name with the skill that was forked, with the id of an agent or without', () => {
    const skill = user('Base directory for this skill: /home/someone/.claude/skills/ship\n\nShip it.');
    const main = recorded({ id: '1', at: 1, messages: [user('Ship')], answer: [call('t1', 'Skill', { skill: 'acme:ship' })] });
    for (const headers of [agent('a1', { 'x-claude-code-agent-type': 'custom' }), {}]) {
      const forked = recorded({ id: '2', at: 2, messages: [skill], headers });
      const goesOn = recorded({ id: '3', at: 3, messages: [skill, assistant('Hm.'), user('Well?')], headers });
      expect(threadsOf(main, forked, goesOn)).toEqual({ 'main -': [['1']], below: [{ 'skill acme:ship': [['2', '3']] }] });
      expect(threadsOf(forked)).toEqual({ 'main -': [], below: [{ 'skill ship': [['2']] }] });
    }
  });

  test('fork from the request whose call they come from', () => {
    const forks = ['a part', 'the rest'].map((part, index) => call(`t${index}`, 'Agent', { subagent_type: 'fork', prompt: `Do ${part}.` }));
    const main = recorded({ id: '1', at: 1, messages: [ask], answer: forks });
    const forked = (id: string, at: number, text: string) =>
      recorded({ id, at, messages: [ask, assistant(...forks), result('t0', 'Fork started'), user(text)], headers: agent(`f${id}`, fork) });
    const rest = forked('2', 2, '<fork-boilerplate>\nYou are a fork.\n</fork-boilerplate>\n\nYour directive: Do the rest.');
    const other = forked('3', 3, '<fork-boilerplate>\nIn words of tomorrow.');
    expect(threadsOf(main, rest, other)).toEqual({ 'main -': [['1']], below: [{ 'fork fork': [['2']] }, { 'fork fork': [['3']] }] });
    expect(assembledOne(main, rest, other).subagents.map((thread) => thread.call?.toolUseId)).toEqual(['t1', 't0']);
  });
});

describe('the turns of a thread', () => {
  const first = [user('First')];
  const second = [...first, assistant('One.'), user('Second')];

  test('go by the id of the prompt, which subagents share', () => {
    const main = assembledOne(
      recorded({ id: '1', at: 1, messages: first, headers: prompt('p1') }),
      recorded({ id: '2', at: 2, messages: [user('Task')], headers: agent('a1', prompt('p1')) }),
      recorded({ id: '3', at: 3, messages: second, headers: prompt('p2') }),
    );
    expect(main.turns.map(({ key, promptId }) => [key, promptId])).toEqual([['prompt:p1', 'p1'], ['prompt:p2', 'p2']]);
    expect(main.subagents[0]?.turns[0]?.key).toBe('prompt:p1');
  });

  test('go by what the user typed where there is no id, and subagents by their call', () => {
    const answer = [call('t1', 'Agent', { subagent_type: 'judge', prompt: 'Judge.' })];
    const trip = [...first, assistant(...answer), result('t1')];
    const main = assembledOne(
      recorded({ id: '1', at: 1, messages: first, answer }),
      recorded({ id: '2', at: 2, messages: [user('Judge.')], headers: agent('a1') }),
      recorded({ id: '3', at: 3, messages: trip }),
      recorded({ id: '4', at: 4, messages: [...trip, assistant('Done.'), user('First')] }),
    );
    expect(outline(main)).toMatchObject({ 'main -': [['1', '3'], ['4']] });
    expect(main.subagents[0]?.turns[0]?.key).toBe(main.turns[0]?.key);
  });

  test('go on over a compaction that came in the middle of them', () => {
    expect(
      threadsOf(
        recorded({ id: '1', at: 1, messages: second }),
        recorded({ id: '2', at: 2, messages: [...second, assistant('Hm.'), user('CRITICAL: Respond with TEXT ONLY. Sum it up.')] }),
        recorded({ id: '3', at: 3, messages: [summary(''), assistant('One.'), user('Note.'), assistant('Yes.'), user('Second')] }),
      ),
    ).toEqual({ 'main -': [['1', '3', '2']] });
  });

  test('are others where the same words come again at the same place, behind another turn', () => {
    const begun = [summary('One.'), user('Go on')];
    const other = [...begun, assistant('Hm.'), user('Look elsewhere')];
    const again = [summary('Two.'), user('Go on')];
    const main = assembledOne(
      ...[begun, other, again, [...again, assistant('Yes.'), user('Done?')]].map((messages, index) => recorded({ id: String(index), at: index, messages })),
    );
    expect(main.turns.map(({ exchanges }) => exchanges.map(({ id }) => id))).toEqual([['0'], ['1'], ['2'], ['3']]);
    expect(new Set(main.turns.map(({ key }) => key)).size).toBe(4);
  });

  test('are the same where a request of another turn came in between', () => {
    const goesOn = [...first, assistant(call('t1', 'Read', {})), result('t1')];
    expect(
      threadsOf(
        recorded({ id: '1', at: 1, messages: first }),
        recorded({ id: '2', at: 2, messages: [user('Unheard of')] }),
        recorded({ id: '3', at: 3, messages: goesOn }),
      ),
    ).toEqual({ 'main -': [['1', '3'], ['2']] });
  });

  test('fold retries onto the first attempt, and take up what the last one called', () => {
    const answer = [call('t1', 'Agent', { subagent_type: 'judge', prompt: 'Judge.' })];
    expect(
      threadsOf(
        recorded({ id: '1', at: 1, messages: first, answer: null }),
        recorded({ id: '2', at: 2, messages: first, answer: null }),
        recorded({ id: '3', at: 3, messages: first, answer }),
        recorded({ id: '4', at: 4, messages: [user('Judge.')], headers: agent('a1') }),
      ),
    ).toEqual({ 'main -': [['1=2=3']], below: [{ 'subagent judge': [['4']] }] });
  });

  test('hold the auxiliary requests that came in them, and the thread those that came before', () => {
    expect(
      threadsOf(
        recorded({ id: '1', at: 1, messages: [user('<session>\nFirst\n</session>')], fields: { tools: [] } }),
        recorded({ id: '2', at: 2, messages: first }),
        recorded({ id: '3', at: 3, messages: [user('\nWeb page content:\n---\nA page.')] }),
        recorded({ id: '4', at: 4, messages: second }),
        recorded({ id: '5', at: 5, path: '/v1/messages/count_tokens' }),
      ),
    ).toEqual({ 'main -': [['2', '3'], ['4', '5']], aside: ['title 1'] });
  });
});

describe('sessions', () => {
  test('are told by their ids, and what names none is together under none', () => {
    const sessions = assembleSessions([
      recorded({ id: '3', at: 3, sessionId: 'after clear' }),
      recorded({ id: '2', at: 2, sessionId: null }),
      recorded({ id: '1', at: 1, sessionId: 'before' }),
      recorded({ id: '4', at: 4, sessionId: 'before', messages: [user('With --continue')] }),
    ]);
    expect(sessions.map(({ sessionId }) => sessionId)).toEqual(['before', null, 'after clear']);
    expect(sessions.map(({ main }) => outline(main))).toEqual([{ 'main -': [['1'], ['4']] }, { 'main -': [['2']] }, { 'main -': [['3']] }]);
  });

  test('keep what is no request for a message apart', () => {
    expect(assembleSessions([recorded({ id: '1', at: 1, method: 'GET', path: '/api/settings' })])).toMatchObject([{ others: ['1'], main: { turns: [] } }]);
  });

  test('hold every exchange in one place, whatever it says and in whatever order it comes', () => {
    const texts = fc.constantFrom('Judge.', 'Go on', 'Base directory for this skill: /s/ship', '<fork-boilerplate>', 'CRITICAL: Respond with TEXT ONLY.', 'This session is being continued from a previous conversation');
    const header = fc.constantFrom('x-claude-code-agent-id', 'x-claude-code-parent-agent-id', 'x-claude-code-prompt-id');
    const request = fc.record({
      at: fc.nat(6),
      sessionId: fc.constantFrom(null, 's1', 's2'),
      path: fc.constantFrom('/v1/messages', '/v1/messages', '/v1/messages/count_tokens', '/api/settings'),
      headers: fc.tuple(
        fc.dictionary(header, fc.constantFrom('a1', 'a2', 'main')),
        fc.dictionary(fc.constantFrom('x-claude-code-request-class', 'x-claude-code-agent-type'), fc.constantFrom('main', 'subagent', 'auxiliary', 'fork', 'custom')),
      ).map(([ids, classes]) => ({ ...ids, ...classes })),
      messages: fc.array(fc.oneof(texts.map((text) => user(text)), fc.constant(assistant('Hm.')), fc.constant(result('t')), fc.jsonValue()), { maxLength: 4 }),
      answer: fc.array(fc.record({ name: fc.constantFrom('Agent', 'Skill', 'Read'), input: fc.record({ prompt: texts, skill: fc.constantFrom('ship', 7) }) }).map(({ name, input }) => call('t', name, input))),
    });
    fc.assert(
      fc.property(fc.array(request, { maxLength: 14 }), fc.integer(), (requests, seed) => {
        const records = requests.map((parts, index) => recorded({ id: String(index), ...parts }));
        const sessions = assembleSessions(records);
        expect(sessions.flatMap(({ main, others }) => [...others, ...placedIn(main)]).toSorted()).toEqual(records.map(({ id }) => id).toSorted());
        const shuffled = records.toSorted((one, other) => Math.sin(seed * (Number(one.id) + 1)) - Math.sin(seed * (Number(other.id) + 1)));
        expect(assembleSessions(shuffled)).toEqual(sessions);
        for (const { main } of sessions) expect(turnsOf(main).every(({ exchanges }) => exchanges.length > 0)).toBe(true);
      }),
      { numRuns: 200 },
    );
  });
});

const turnsOf = (thread: AssembledThread): AssembledThread['turns'] => [...thread.turns, ...thread.subagents.flatMap(turnsOf)];

function placedIn({ turns, auxiliaries, subagents }: AssembledThread): readonly string[] {
  const folded = [...turns.flatMap((turn) => [...turn.exchanges, ...turn.auxiliaries]), ...auxiliaries];
  return [...folded.flatMap(({ id, retries }) => [id, ...retries]), ...subagents.flatMap(placedIn)];
}
