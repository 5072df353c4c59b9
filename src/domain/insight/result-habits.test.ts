import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { claudeTraffic } from '../../../test-support/claude-traffic/claude-traffic.ts';
import { countedRequest, words } from '../../../test-support/counted-request.ts';
import { longConversation } from '../../../test-support/long-conversation.ts';
import { processorMs } from '../../../test-support/processor-time.ts';
import { assistant, call, requestText, user } from '../../../test-support/recorded-request.ts';
import { countPrompt } from '../tokens/count-prompt.ts';
import { scanJson } from '../json/scan-json.ts';
import { messageDigests } from '../thread/message-digests.ts';
import { resultHabits } from './result-habits.ts';

const resultKinds: readonly string[] = ['builtin-result', 'mcp-result', 'mcp-resource', 'subagent-result'];

/** What results have in one request. */
function resultTokens(body: Uint8Array): number {
  const { segments } = countPrompt(body, [], null, words);
  return segments.reduce((sum, { source, tokens }) => sum + (resultKinds.includes(source.kind) ? (tokens ?? 0) : 0), 0);
}

function habitsOf(messages: readonly unknown[], ownFrom = 0) {
  const { body, segments } = countedRequest({ model: 'claude-sonnet-4-5', messages });
  return resultHabits(body, segments, ownFrom);
}

function results(...blocks: readonly { id: string; text?: string; isError?: boolean }[]): unknown {
  return { role: 'user', content: blocks.map(({ id, text = 'one two three', isError }) => ({ type: 'tool_result', tool_use_id: id, content: text, ...(isError === true ? { is_error: true } : {}) })) };
}

const read = (id: string, path: string) => call(id, 'Read', { file_path: path });

/** What is kept of a file that was read so often, each time with an answer of its own. */
function habitOfReads(...texts: readonly string[]) {
  const steps = texts.flatMap((text, index) => [assistant(read(`r${index}`, '/yard.txt')), results({ id: `r${index}`, text })]);
  return habitsOf([user('Look.'), ...steps])[0];
}

const launch = (id: string, agent: string) => call(id, 'Agent', { subagent_type: agent, prompt: 'Count.', run_in_background: true });
const ended = (id: string, report: string) => `<task-notification><task-id>${id}</task-id><tool-use-id>${id}</tool-use-id><summary>Agent "Count" completed</summary>\n${report}</task-notification>`;

describe('the habits of a conversation', () => {
  it('tell results by their tool and what they are about', () => {
    const habits = habitsOf([
      user('Look.'),
      assistant(read('a', '/yard.txt'), read('b', '/yard.txt'), call('c', 'mcp__depot__lookup', { file_path: '/yard.txt' }), call('d', 'Agent', { subagent_type: 'Explore', prompt: 'p' })),
      results({ id: 'a' }, { id: 'b', isError: true }, { id: 'c' }, { id: 'd' }),
      assistant(call('a', 'NotebookEdit', { notebook_path: '/b.ipynb' })),
      results({ id: 'a' }, { id: 'nobody' }),
    ]);
    const told = habits.map(({ sourceKey, subject, results: count, errors, longestRequests }) => [sourceKey, subject, count, errors, longestRequests]);
    expect(told).toEqual([
      ['builtin-result/tool=Read', '/yard.txt', 2, 1, 2],
      ['mcp-result/server=depot/tool=lookup', null, 1, 0, 2],
      ['subagent-result/agent=Explore', 'Explore', 1, 0, 2],
      ['builtin-result/tool=NotebookEdit', '/b.ipynb', 1, 0, 1],
      ['unknown', null, 1, 0, 1],
    ]);
    for (const { tokens, carriedTokens, longestRequests } of habits) expect(carriedTokens).toBe(tokens * longestRequests);
  });

  it('know a copy of a file from the sentence that it is as before, and which of them was carried dearest', () => {
    const text = 'word '.repeat(1000);
    const again = 'Wasted call: the file is unchanged.';
    const stubs = habitOfReads(text, again, again, again);
    expect(stubs).toMatchObject({ results: 4, copies: 1 });
    expect((stubs?.mostCarriedTokens ?? 0) / (stubs?.carriedTokens ?? 1)).toBeGreaterThan(0.95);
    const copies = habitOfReads(text, text, text, text);
    expect(copies).toMatchObject({ results: 4, copies: 4 });
    // Four, three, two requests and one.
    expect((copies?.mostCarriedTokens ?? 0) / (copies?.carriedTokens ?? 1)).toBeCloseTo(0.4, 6);
  });

  it('know what a subagent in the background handed back, which is told in a message of its own', () => {
    const report = 'There are twelve. '.repeat(200);
    const habits = habitsOf([
      user('Look.'),
      assistant(launch('a', 'Explore'), launch('b', 'Plan')),
      results({ id: 'a', text: 'Async agent launched successfully. agentId: a' }, { id: 'b', text: 'Async agent launched successfully. agentId: b' }),
      assistant('They are at it.'),
      { role: 'system', content: `[SYSTEM NOTIFICATION - NOT USER INPUT]\n${ended('a', report)}` },
      { role: 'system', content: `[SYSTEM NOTIFICATION - NOT USER INPUT]\n${ended('b', 'Nothing.')}` },
    ]);
    const told = Object.fromEntries(habits.map(({ sourceKey, subject, results: count, tokens }) => [`${sourceKey} ${subject ?? ''}`, [count, tokens]]));
    expect(told).toEqual({ 'subagent-result/agent=Explore Explore': [2, expect.any(Number)], 'subagent-result/agent=Plan Plan': [2, expect.any(Number)] });
    expect(told['subagent-result/agent=Explore Explore']?.[1]).toBeGreaterThan(500);
    expect(told['subagent-result/agent=Plan Plan']?.[1]).toBeLessThan(100);
  });

  it('tell the parts of a file that are read one from the other', () => {
    const parts = [{ offset: 21, limit: 20 }, { offset: 21, limit: 20 }, { limit: 20 }, { offset: 41 }, { offset: '41', limit: 1e99 }, {}];
    const calls = parts.map((part, index) => call(`p${index}`, 'Read', { file_path: '/yard.txt', ...part }));
    const habits = habitsOf([user('Look.'), assistant(...calls), results(...calls.map((_, index) => ({ id: `p${index}` })))]);
    expect(habits.map(({ subject, results: count }) => [subject, count])).toEqual(expect.arrayContaining([['/yard.txt:21-40', 2], ['/yard.txt:1-20', 1], ['/yard.txt:41-', 1], ['/yard.txt', 2]]));
    expect(habits).toHaveLength(4);
  });

  it('count an answer in several messages once, and the turns of the user', () => {
    const [habit] = habitsOf([
      user('Look.'),
      assistant(read('a', '/yard.txt')),
      results({ id: 'a' }),
      assistant('It is'),
      assistant('in the yard.'),
      user('And then?'),
      { role: 'system', content: 'A note of the harness.' },
      assistant('Nothing.'),
      user('Good.'),
    ]);
    expect(habit).toMatchObject({ results: 1, longestRequests: 3, longestTurns: 3 });
    expect(habit?.carriedTokens).toBe(3 * (habit?.tokens ?? 0));
  });

  it('leave out what stands merged into a result, and a refusal of a hook', () => {
    const merged = 'one two three\n\n<system-reminder>\nThe TodoWrite tool has not been used recently.\n</system-reminder>';
    const refused = 'PreToolUse:Read hook error: [/bin/guard]: no';
    const habits = habitsOf([user('Look.'), assistant(read('a', '/a'), read('b', '/b')), results({ id: 'a', text: merged }, { id: 'b', text: refused, isError: true })]);
    const plain = habitsOf([user('Look.'), assistant(read('a', '/a'), read('b', '/b')), results({ id: 'a' })]);
    expect(habits).toEqual([plain[0]]);
  });

  it('of a branch have only what came of it, and all that it carried', () => {
    const before = [user('Look.'), assistant(read('a', '/a')), results({ id: 'a' })];
    const branch = [...before, assistant('Well.'), user('Again.'), assistant(read('b', '/b')), results({ id: 'b' })];
    const tokens = habitsOf(before)[0]?.tokens ?? 0;
    expect(habitsOf(branch, 4)).toMatchObject([
      { subject: '/a', results: 0, tokens: 0, carriedTokens: tokens * 2, longestRequests: 3 },
      { subject: '/b', results: 1, tokens, carriedTokens: tokens },
    ]);
  });

  it('carry what each request of it holds, added up, however calls and answers lie', () => {
    const step = fc.record({ calls: fc.array(fc.record({ path: fc.constantFrom('/a', '/b'), size: fc.nat(30) }), { maxLength: 3 }), isSplit: fc.boolean(), says: fc.boolean(), isTyped: fc.boolean(), hasNote: fc.boolean() });
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 8 }), (steps) => {
        const messages: unknown[] = [user('Look.')];
        const bodies: Uint8Array[] = [];
        const send = () => bodies.push(new TextEncoder().encode(JSON.stringify({ model: 'claude-sonnet-4-5', messages })));
        for (const [at, { calls, isSplit, says, isTyped, hasNote }] of steps.entries()) {
          send();
          const made = calls.map(({ path, size }, place) => ({ id: `${at}-${place}`, path, text: `w${at} `.repeat(size + 1) }));
          if (says || made.length === 0) messages.push(assistant('Well.'));
          if (made.length > 0) messages.push(assistant(...made.map(({ id, path }) => read(id, path))));
          if (isSplit) for (const one of made) messages.push(results(one));
          else if (made.length > 0) messages.push(results(...made));
          if (isTyped || made.length === 0) messages.push(user('And then?'));
          if (hasNote) messages.push({ role: 'system', content: 'A note of the harness.' });
        }
        send();
        const last = bodies.at(-1) ?? new Uint8Array();
        const carried = resultHabits(last, countPrompt(last, [], null, words).segments).reduce((sum, { carriedTokens }) => sum + carriedTokens, 0);
        expect(carried).toBe(bodies.reduce((sum, body) => sum + resultTokens(body), 0));
      }),
      { numRuns: 25 },
    );
  });

  it('carry what each request holds in generated traffic', () => {
    const conversations = new Map<string, Uint8Array[]>();
    for (const { bodies, head, status, requestClass } of claudeTraffic({ seed: 7, pairs: 20 })) {
      const header = (name: string) => head?.requestHeaders.find(([own]) => own.toLowerCase() === name)?.[1] ?? '';
      const body = Buffer.concat(bodies.flatMap(({ side, octets }) => (side === 'request' ? octets : [])));
      if (status !== 200 || (requestClass !== 'main' && requestClass !== 'subagent')) continue;
      const key = [header('x-claude-code-session-id'), header('x-claude-code-agent-id'), messageDigests(scanJson(body))[0]].join(' ');
      const conversation = conversations.get(key) ?? [];
      conversation.push(body);
      conversations.set(key, conversation);
    }
    let longest = 0;
    for (const sent of conversations.values()) {
      const last = sent.at(-1) ?? new Uint8Array();
      const habits = resultHabits(last, countPrompt(last, [], null, words).segments);
      longest = Math.max(longest, ...habits.map(({ longestRequests }) => longestRequests));
      expect(habits.reduce((sum, { carriedTokens }) => sum + carriedTokens, 0)).toBe(sent.reduce((sum, body) => sum + resultTokens(body), 0));
    }
    expect(longest).toBeGreaterThan(4);
  });

  it('carry the results of a long conversation', () => {
    const [first] = longConversation(['a'], 0, 25_000);
    if (first === undefined) throw new Error('no conversation');
    const body = new TextEncoder().encode(requestText(first));
    const messages: unknown = JSON.parse(requestText(first)).messages;
    const all = Array.isArray(messages) ? messages : [];
    const requests = all.flatMap((message, at) => (message.role === 'assistant' ? [at] : [])).concat(all.length);
    const byHand = requests.map((at) => resultTokens(new TextEncoder().encode(requestText({ ...first, messages: all.slice(0, at) })))).reduce((sum, tokens) => sum + tokens, 0);
    expect(resultHabits(body, countPrompt(body, [], null, words).segments).reduce((sum, { carriedTokens }) => sum + carriedTokens, 0)).toBe(byHand);
  });
});

/** A request with so many calls and results, whose ids are used again and again. */
function manyResults(count: number) {
  const calls = Array.from({ length: count }, (_, at) => read(`${at % 7}`, `/${at}`));
  return countedRequest({ messages: [assistant(...calls), results(...calls.map((_, at) => ({ id: `${at % 7}`, text: 'w' })))] });
}

describe('a hostile conversation', () => {
  it('has a few entries however many tools and files it names, and loses no token', () => {
    for (const name of [(at: number) => read(`${at}`, `/${at}`), (at: number) => call(`${at}`, `Tool${at}`, {})]) {
      const calls = Array.from({ length: 700 }, (_, at) => name(at));
      const messages = [user('Look.'), assistant(...calls), results(...calls.map((_, at) => ({ id: `${at}`, text: 'w '.repeat((at % 50) + 1) })))];
      const habits = habitsOf(messages);
      expect(habits.length).toBeLessThanOrEqual(200);
      expect(habits.reduce((sum, { results: count }) => sum + count, 0)).toBe(700);
      expect(habits.reduce((sum, { carriedTokens }) => sum + carriedTokens, 0)).toBe(resultTokens(new TextEncoder().encode(JSON.stringify({ messages }))));
      expect(habits.map(({ carriedTokens }) => carriedTokens)).toEqual(habits.map(({ carriedTokens }) => carriedTokens).toSorted((one, other) => other - one));
    }
  });

  it('may name what nobody names, and hold what nobody sends', () => {
    const huge = 'x'.repeat(100_000);
    const habits = habitsOf([
      assistant(read('a', huge), call('b', huge, {}), read('c', '\ud800/lone'), { type: 'tool_use', id: 'd', name: 'Read', input: { file_path: 7 } }, { type: 'tool_use', id: 7 }),
      results({ id: 'a' }, { id: 'b' }, { id: 'c' }, { id: 'd' }),
      { role: 'user', content: 'a string' },
      7,
      null,
      { role: 'assistant', content: [[], 'text', { type: 'tool_result', tool_use_id: 'a' }] },
      { role: 'user', content: { type: 'tool_result' } },
    ]);
    expect(JSON.stringify(habits).length).toBeLessThan(2000);
    expect(JSON.parse(JSON.stringify(habits))).toEqual(habits);
    expect(habits.map(({ sourceKey, subject }) => [sourceKey, subject])).toEqual(
      expect.arrayContaining([['builtin-result/tool=Read', null], ['builtin-result', null], ['builtin-result/tool=Read', '\ud800/lone']]),
    );
    for (const body of ['', '[]', 'null', '{"messages":{}}', '{"messages":[{"role":"user","content":[{"type":"tool_result"']) {
      expect(resultHabits(new TextEncoder().encode(body), [])).toEqual([]);
    }
  });

  it('takes time by its size, and no more', () => {
    const timeOf = ({ body: octets, segments }: ReturnType<typeof manyResults>): number => {
      const before = processorMs();
      resultHabits(octets, segments);
      return processorMs() - before;
    };
    const [small, large] = [manyResults(500), manyResults(4000)];
    timeOf(small);
    expect(timeOf(large)).toBeLessThan(Math.max(300, timeOf(small) * 8 * 8));
  });
});
