import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { processorMs } from '../../../test-support/processor-time.ts';
import { scanJson } from '../json/scan-json.ts';
import { commonMessages, messageDigests } from './message-digests.ts';

const digest = (...messages: readonly unknown[]): readonly string[] => digestText(JSON.stringify({ messages }));
const digestText = (text: string): readonly string[] => messageDigests(scanJson(new TextEncoder().encode(text)));
const textBlock = (text: string, more: object = {}): unknown => ({ type: 'text', text, ...more });
const cached = { cache_control: { type: 'ephemeral', ttl: '1h' } };

describe('the digests of messages', () => {
  test.each([
    ['a text as a string or as an array', { role: 'user', content: 'Which port?' }, { role: 'user', content: [textBlock('Which port?')] }],
    ['a text with the cache border on it', { role: 'user', content: 'Which port?' }, { role: 'user', content: [textBlock('Which port?', cached)] }],
    ['a text that got a line feed when another came behind it', { role: 'user', content: [textBlock('a'), textBlock('b')] }, { role: 'user', content: [textBlock('a\n'), textBlock('b\n\n')] }],
    ['the cache border on another block', { role: 'user', content: [textBlock('a', cached), textBlock('b')] }, { role: 'user', content: [textBlock('a'), textBlock('b', cached)] }],
    [
      'a result as a string or as an array, with the border on it',
      { role: 'user', content: [{ type: 'tool_result', tool_use_id: 't', content: '7070' }] },
      { role: 'user', content: [{ type: 'tool_result', tool_use_id: 't', content: [textBlock('7070')], ...cached }] },
    ],
  ])('are the same for %s', (_name, one, other) => {
    expect(digest(one)).toEqual(digest(other));
  });

  test.each([
    ['another role', { role: 'user', content: 'a' }, { role: 'assistant', content: 'a' }],
    ['another text', { role: 'user', content: 'ab' }, { role: 'user', content: 'ba' }],
    ['a text cut in two', { role: 'user', content: 'ab' }, { role: 'user', content: [textBlock('a'), textBlock('b')] }],
    ['blocks in another order', { role: 'user', content: [textBlock('a'), textBlock('b')] }, { role: 'user', content: [textBlock('b'), textBlock('a')] }],
    ['a backslash and an n at the end', { role: 'user', content: 'a\\n' }, { role: 'user', content: 'a' }],
    ['values that nest otherwise', { role: 'user', content: [[1], 2] }, { role: 'user', content: [[1, 2]] }],
    ['another input of a call', { role: 'assistant', content: [{ type: 'tool_use', input: { a: 1 } }] }, { role: 'assistant', content: [{ type: 'tool_use', input: { a: 2 } }] }],
    ['a text that reads as a block', { role: 'user', content: '[{"type":"text"}]' }, { role: 'user', content: [{ type: 'text' }] }],
  ])('differ for %s', (_name, one, other) => {
    expect(digest(one)).not.toEqual(digest(other));
  });

  test('are short, one for each message', () => {
    expect(digest({ role: 'user', content: 'x'.repeat(100_000) }, 1, null)).toEqual([expect.stringMatching(/^.{14}$/), expect.any(String), expect.any(String)]);
    expect(digestText(`{"messages":[${'{},'.repeat(20_000)}{}]}`)).toHaveLength(10_000);
  });

  test('agree as far as the messages do, and no further', () => {
    const message = fc.record({ role: fc.constantFrom('user', 'assistant'), content: fc.oneof(fc.string(), fc.array(fc.jsonValue())) });
    fc.assert(
      fc.property(fc.array(message), fc.array(message), fc.array(message), (shared, one, other) => {
        const [ours, theirs] = [digest(...shared, ...one), digest(...shared, ...other)];
        let equal = 0;
        while (equal < Math.min(ours.length, theirs.length) && ours[equal] === theirs[equal]) equal += 1;
        expect(commonMessages(ours, theirs)).toBe(equal);
        expect(equal).toBeGreaterThanOrEqual(shared.length);
        // Whether the next ones differ is asked of them alone.
        const [first, second] = [one[0], other[0]];
        const goesOn = first === undefined || second === undefined || digest(first)[0] === digest(second)[0];
        expect(equal > shared.length && !goesOn).toBe(false);
      }),
    );
  });

  test.each(['', 'hello', '[]', '{"messages":7}', '{"messages":[{"content":[{"type":"text","text":"\\ud800', `{"messages":[{"content":${'['.repeat(100_000)}`, `{"messages":[${'{"content":[{"type":"tool_result","content":'.repeat(200)}`])(
    'take %.40s without throwing',
    (text) => {
      expect(Array.isArray(digestText(text))).toBe(true);
    },
  );

  test('of a body of 1 MB are there at once', () => {
    const body = new TextEncoder().encode(JSON.stringify({ messages: Array.from({ length: 400 }, () => ({ role: 'user', content: 'line\n'.repeat(500) })) }));
    const tree = scanJson(body);
    const startedAt = processorMs();
    messageDigests(tree);
    expect(processorMs() - startedAt).toBeLessThan(1000);
  });
});
