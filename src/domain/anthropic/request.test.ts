import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { HeaderList } from '../http/header-list.ts';
import { scanJson } from '../json/scan-json.ts';
import { identifyRequest, readRequestBody } from './request.ts';

const session = '0f4c5a1e-9d7b-4c7a-8a51-2f0a6b1c9d3e';

function post(path: string, headers: HeaderList = []) {
  return identifyRequest({ method: 'POST', path, headers });
}

const readText = (text: string) => readRequestBody(scanJson(new TextEncoder().encode(text)));
const read = (value: unknown) => readText(JSON.stringify(value));

function body(fields: object) {
  return read({ model: 'claude-a', max_tokens: 1000, ...fields });
}

/** The title of a conversation whose user messages have these contents. */
function title(...contents: readonly unknown[]) {
  return body({ messages: contents.map((content) => ({ role: 'user', content })) }).title;
}

describe('identifyRequest', () => {
  test('reads session, agent, class and prompt whatever the case of the header names', () => {
    expect(
      post('/v1/messages?beta=true', [
        ['X-Claude-Code-Session-Id', session],
        ['x-claude-code-agent-id', 'a0123456789abcdef'],
        ['X-CLAUDE-CODE-REQUEST-CLASS', 'subagent'],
        ['x-claude-code-prompt-id', 'p-1'],
      ]),
    ).toEqual({ sessionId: session, agentId: 'a0123456789abcdef', requestClass: 'subagent', promptId: 'p-1' });
  });

  test.each([
    ['/v1/messages', [], 'main'],
    ['/v1/messages?beta=true', [['x-claude-code-agent-id', 'a1']], 'subagent'],
    ['/v1/messages', [['x-claude-code-request-class', 'auxiliary']], 'auxiliary'],
    ['/v1/messages', [['x-claude-code-request-class', 'compaction']], 'compaction'],
    ['/v1/messages', [['x-claude-code-compaction', 'manual']], 'compaction'],
    ['/v1/messages', [['x-claude-code-request-class', 'a-class-of-tomorrow']], 'main'],
    ['/v1/messages', [['x-claude-code-request-class', 'constructor']], 'main'],
    ['/v1/messages/count_tokens?beta=true', [['x-claude-code-request-class', 'auxiliary']], 'count-tokens'],
    ['http://api.anthropic.com/v1/messages?beta=true', [], 'main'],
    ['/api/claude_code/settings', [['x-claude-code-request-class', 'main']], 'other'],
    ['', [], 'other'],
  ] as const)('%s with %j is of class %s', (path, headers, requestClass) => {
    expect(post(path, headers).requestClass).toBe(requestClass);
  });

  test('an empty header is as good as none', () => {
    expect(post('/v1/messages', [['x-claude-code-session-id', ' ']]).sessionId).toBeNull();
  });
});

describe('readRequestBody', () => {
  test('finds the session in both forms of metadata.user_id', () => {
    expect(body({ metadata: { user_id: JSON.stringify({ device_id: 'd', account_uuid: '', session_id: session }) } }).sessionId).toBe(session);
    expect(body({ metadata: { user_id: `user_00ff_account_${session}_session_${session}` } }).sessionId).toBe(session);
    expect(body({ metadata: { user_id: `user_00ff_account__session_${session}` } }).sessionId).toBe(session);
    expect(body({ metadata: { user_id: 'somebody' } }).sessionId).toBeNull();
    expect(body({ metadata: null }).sessionId).toBeNull();
  });

  test('reads what is there of a body that was cut off, and nothing of one that is no JSON', () => {
    expect(readText('{"model":"claude-b","stream":true,"messages":[{"ro')).toEqual({ sessionId: null, model: 'claude-b', stream: true, title: null });
    expect(readText('model=claude-b')).toEqual({ sessionId: null, model: null, stream: false, title: null });
  });

  test('names the request by the last text of the user that the harness did not write', () => {
    expect(
      title([
        { type: 'text', text: '<system-reminder>\nContents of /p/CLAUDE.md </system-reminder> be terse\n</system-reminder>\n' },
        { type: 'text', text: 'Rename  the\nfield, please' },
      ]),
    ).toBe('Rename the field, please');
  });

  test('goes back to the prompt when the last message is a tool result', () => {
    expect(title('Find the leak', [{ type: 'tool_result', tool_use_id: 't', content: 'src/a.ts' }])).toBe('Find the leak');
    expect(title('Deploy', [{ type: 'tool_result', tool_use_id: 't', content: '' }, { type: 'text', text: 'Ship it from main.' }])).toBe('Deploy');
    expect(title('First', 'Second')).toBe('Second');
  });

  test('reads a typed command as the command, not as its body', () => {
    expect(
      title([
        { type: 'text', text: '<command-message>deploy</command-message>\n<command-name>/deploy</command-name>\n<command-args>to staging</command-args>\n' },
        { type: 'text', text: 'Base directory for this skill: /s/deploy\n\nDeploy it.' },
      ]),
    ).toBe('/deploy to staging');
    expect(title([{ type: 'text', text: '<bash-input>ls -l</bash-input>\n' }, { type: 'text', text: '<bash-stdout>a</bash-stdout>' }])).toBe('! ls -l');
  });

  test.each([
    'This session is being continued from a previous conversation that ran out of context.',
    '<command-name>/compact</command-name>\n<command-message>compact</command-message>',
    '<session>\nhello\n</session>',
    '   ',
  ])('has no title for %j alone', (text) => {
    expect(title(text)).toBeNull();
  });

  test('has no title for the pieces that are sent to be counted', () => {
    expect(read({ model: 'm', messages: [{ role: 'user', content: 'foo' }], tools: [] }).title).toBeNull();
  });

  test('cuts a title to 80 characters and splits none of them', () => {
    const long = title('🙂'.repeat(100)) ?? '';
    expect(Array.from(long)).toHaveLength(80);
    expect(long).toBe(`${'🙂'.repeat(79)}…`);
    expect(title('x'.repeat(80))).toBe('x'.repeat(80));
  });

  test('takes any JSON, and any text at all, without throwing', () => {
    const facts = { sessionId: null, model: null, stream: false };
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), fc.string(), (anything, json, text) => {
        readText(text);
        expect(read([anything])).toMatchObject(facts);
        expect(read({ max_tokens: 1, messages: json, metadata: { user_id: [anything] } })).toMatchObject(facts);
        expect(read({ max_tokens: 1, messages: [{ role: 'user', content: [json] }, anything] })).toMatchObject(facts);
      }),
    );
  });
});
