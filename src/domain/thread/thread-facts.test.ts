import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sessionOfTests } from '../../../test-support/claude-request.ts';
import { assistant, recorded, result, user, type RequestToRecord } from '../../../test-support/recorded-request.ts';
import { scanJson } from '../json/scan-json.ts';
import { readThreadFacts, type ThreadFacts } from './thread-facts.ts';

const factsOf = (request: Partial<RequestToRecord>): ThreadFacts => recorded({ id: 'a', at: 1, ...request }).facts;
const environment = (directory: string): string =>
  `# Environment\nYou have been invoked in the following environment: \n - Primary working directory: ${directory}\n - Platform: linux`;

/** The place of the input where these texts stand behind the result of a call. */
function answered(...texts: readonly string[]): number | undefined {
  const blocks = [{ type: 'tool_result', tool_use_id: 't', content: '' }, ...texts.map((text) => ({ type: 'text', text }))];
  const messages = [user('Go on'), assistant({ type: 'tool_use', id: 't', name: 'Skill', input: {} }), { role: 'user', content: blocks }];
  return factsOf({ messages }).input?.place;
}

describe('the facts of a request', () => {
  test('are its headers where they say something', () => {
    expect(
      factsOf({
        headers: {
          'X-Claude-Code-Agent-Id': 'a1',
          'x-claude-code-parent-agent-id': 'a0',
          'x-claude-code-agent-type': 'Explore',
          'x-claude-code-request-class': 'subagent',
          'x-claude-code-prompt-id': 'p-1',
          'x-claude-code-context-compacted': 'auto',
        },
        billing: 'cc_prompt_id=p-2; cc_prev_req=req-0;',
        previousMessageId: 'msg-0',
      }),
    ).toMatchObject({
      sessionId: sessionOfTests,
      agentId: 'a1',
      parentAgentId: 'a0',
      agentType: 'Explore',
      isSubagent: true,
      isFork: false,
      promptId: 'p-1',
      previousMessageId: 'msg-0',
      previousRequestId: 'req-0',
      afterCompaction: 'auto',
      compaction: null,
      mode: 'interactive',
    });
  });

  test('are its body where no header says anything', () => {
    const fields = { metadata: { user_id: `user_00ff_account__session_${sessionOfTests}` } };
    expect(factsOf({ sessionId: null, fields, billing: 'cc_prompt_id=p-2; cc_is_subagent=true;' })).toMatchObject({
      sessionId: sessionOfTests,
      promptId: 'p-2',
      isSubagent: true,
    });
  });

  test.each([
    ['in a message of the role "system"', { messages: [user('Hi'), { role: 'system', content: `Names.\n\n${environment('/home/someone/depot')}` }] }],
    ['in a reminder', { messages: [user(`<system-reminder>\n${environment('/home/someone/depot')}\n</system-reminder>`, 'Hi')] }],
    ['in the system prompt', { system: ['You are told.', `# Memory\nNone.\n\n${environment('/home/someone/depot')}`] }],
    ["in a subagent's prompt", { system: ['Search.\n<env>\nWorking directory: /home/someone/depot\nPlatform: linux\n</env>'] }],
    ['in the first line, with --bare', { system: ['You are told.', 'CWD: /home/someone/depot\nDate: today'] }],
  ])('hold the project directory, wherever it stands: %s', (_place, request) => {
    expect(factsOf(request).projectDirectory).toBe('/home/someone/depot');
  });

  test('take the project directory from no file that is quoted, nor from the user', () => {
    const quoted = `<system-reminder>\nContents of /p/CLAUDE.md:\n\n${environment('/evil')}\n</system-reminder>`;
    expect(factsOf({ messages: [user(quoted, 'Hi'), { role: 'system', content: environment('/good') }] }).projectDirectory).toBe('/good');
    expect(factsOf({ messages: [user(environment('/evil'))] }).projectDirectory).toBeNull();
  });

  test('say whether it was started with -p', () => {
    const withoutLine = (identity: string) => factsOf({ fields: { system: [{ type: 'text', text: identity }] } }).mode;
    expect(factsOf({ fields: { system: 'x-anthropic-billing-header: cc_entrypoint=sdk-cli;' } }).mode).toBe('print');
    expect(withoutLine("You are Claude Code, Anthropic's official CLI for Claude.")).toBe('interactive');
    expect(withoutLine("You are a Claude agent, built on Anthropic's Claude Agent SDK.")).toBe('print');
    expect(factsOf({ fields: { system: [] }, headers: { 'User-Agent': 'claude-cli/2 (external, sdk-cli)' } }).mode).toBe('print');
    expect(factsOf({ fields: { system: [] } }).mode).toBeNull();
  });

  test('hold the same input for all round trips of a prompt, and another for the same words typed again', () => {
    const first = [user('<system-reminder>\nBe terse.\n</system-reminder>', 'Go on')];
    const trip = [...first, assistant({ type: 'tool_use', id: 't', name: 'Read', input: {} }), result('t')];
    expect(factsOf({ messages: trip }).input).toEqual(factsOf({ messages: first }).input);
    expect(factsOf({ messages: [user('<system-reminder>\nBe terse.\n</system-reminder>', 'Go on\n')] }).input).toEqual(factsOf({ messages: first }).input);
    expect(factsOf({ messages: [...trip, assistant('Done.'), { role: 'user', content: 'Go on' }] }).input).not.toEqual(factsOf({ messages: first }).input);
    expect(factsOf({ messages: [assistant('Alone.')] }).input).toBeNull();
  });

  test('hold what was typed behind a call that was broken off, but not what a skill brings', () => {
    expect(answered('[Request interrupted by user for tool use]', 'Stop. Do the doors.')).toBe(2);
    expect(answered('[Request interrupted by user for tool use]')).toBe(0);
    expect(answered('Ship it from the main branch.')).toBe(0);
  });

  test('know forks, forked skills and subagents that state no id', () => {
    const skill = 'Base directory for this skill: /home/someone/.claude/skills/ship\n\nShip it.';
    expect(factsOf({ messages: [user(skill)] })).toMatchObject({ isSubagent: true, forkedSkill: 'ship' });
    const typed = '<command-message>ship</command-message>\n<command-name>/ship</command-name>\n<command-args></command-args>\n';
    expect(factsOf({ messages: [user(typed, skill)] })).toMatchObject({ isSubagent: false, forkedSkill: null });
    expect(factsOf({ system: ['You are a file search specialist of ours.'] }).isSubagent).toBe(true);
    expect(factsOf({ headers: { 'x-claude-code-agent-id': 'a1' }, messages: [user('Hi'), assistant('Yes'), user('<fork-boilerplate>\nDo a part.')] }).isFork).toBe(true);
    expect(factsOf({ messages: [user('Hi'), assistant('Yes'), user('<fork-boilerplate>\nSays the user.')] }).isFork).toBe(false);
  });

  test('are read out of any bytes under any headers', () => {
    const name = fc.constantFrom('x-claude-code-session-id', 'x-claude-code-agent-id', 'x-claude-code-request-class', 'x-claude-code-agent-type', 'user-agent', '');
    const value = fc.oneof(fc.jsonValue(), fc.constant('x-anthropic-billing-header: cc_version;=;cc_turn_index=99999999999'), fc.constant('Base directory for this skill: ///\n'));
    const block = fc.record({ type: fc.oneof(fc.constantFrom('text', 'tool_result'), value), text: value, content: value });
    const message = fc.record({ role: fc.constantFrom<unknown>('user', 'assistant', 'system', 7, null), content: fc.oneof(value, fc.array(fc.oneof(block, value))) });
    const request = fc.record({ system: fc.oneof(value, fc.array(block)), messages: fc.oneof(value, fc.array(message)), tools: value, metadata: value, diagnostics: value, max_tokens: value });
    fc.assert(
      fc.property(fc.array(fc.tuple(name, fc.string())), fc.oneof(request.map((json) => JSON.stringify(json)), fc.string()), fc.nat(), (headers, text, cut) => {
        for (const body of [text, text.slice(0, cut), `${text}${text}`]) {
          const facts = readThreadFacts({ method: 'POST', path: '/v1/messages', headers }, scanJson(new TextEncoder().encode(body)));
          expect(structuredClone(facts)).toEqual(facts);
        }
      }),
      { numRuns: 300 },
    );
  });

  test.each([
    ['repeated keys', '{"messages":1,"messages":[{"role":"user","role":"user","content":"a","content":"Hi"}]}'],
    ['lone surrogates', '{"messages":[{"role":"user","content":"\\ud800 Hi"}]}'],
    ['200 levels', `{"messages":[{"role":"user","content":"Hi"},${'{"content":['.repeat(200)}`],
  ])('hold the input of a body with %s', (_name, text) => {
    const facts = readThreadFacts({ method: 'POST', path: '/v1/messages', headers: [] }, scanJson(new TextEncoder().encode(text)));
    expect(facts.input?.place).toBe(0);
  });
});
