import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { claudeRequest } from '../../../test-support/claude-request.ts';
import { attribute } from '../attribution/attribute.ts';
import type { Segment } from '../attribution/segment.ts';
import type { ConversationBlock, TextPart } from './conversation.ts';
import { readConversation } from './read-conversation.ts';

const octetsOf = (value: unknown): Uint8Array => new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value));
const textOf = (block: ConversationBlock | undefined): string => (block?.kind === 'text' || block?.kind === 'thinking' ? block.parts.map(({ text }) => text).join('') : '');
const read = (messages: readonly unknown[]) => readConversation(octetsOf({ messages }), []).messages;
const call = (id: string) => ({ type: 'tool_use', id, name: 'Read', input: { file_path: id } });
const result = (id: string, content: unknown, more = {}) => ({ type: 'tool_result', tool_use_id: id, content, ...more });

describe('a conversation', () => {
  test('is its messages in order, contents as one text or as blocks, with the system before them', () => {
    const { system, messages, isWhole } = readConversation(
      octetsOf({ system: [{ type: 'text', text: 'Be brief.', cache_control: { type: 'ephemeral' } }], messages: [{ role: 'user', content: 'Hello "you"' }, { role: 'system', content: 'Mind the date.' }, { role: 'assistant', content: [{ type: 'thinking', thinking: 'Hm.', signature: 's' }, { type: 'redacted_thinking', data: 'x' }, { type: 'text', text: 'Żółw' }] }] }),
      [],
    );
    expect([system.map(textOf), system.map(({ hasCacheMark }) => hasCacheMark), isWhole]).toEqual([['Be brief.'], [true], true]);
    expect(messages.map(({ role, position, isPrompt, blocks }) => [role, position, isPrompt, blocks.map((block) => [block.kind, textOf(block)])])).toEqual([
      ['user', 0, true, [['text', 'Hello "you"']]],
      ['system', 1, false, [['text', 'Mind the date.']]],
      ['assistant', 2, false, [['thinking', 'Hm.'], ['thinking', ''], ['text', 'Żółw']]],
    ]);
  });

  test('says whether the body ends in the middle', () => {
    const body = JSON.stringify({ messages: [{ role: 'user', content: 'Hello' }] });
    const texts = [body, body.slice(0, -1), body.slice(0, -6), `${body} and more`];
    expect(texts.map((text) => readConversation(octetsOf(text), []).isWhole)).toEqual([true, false, false, false]);
  });

  test('shows a result with its call, whichever message it came in, and leaves one without a call where it is', () => {
    const messages = read([
      { role: 'user', content: [result('b', 'too early')] },
      { role: 'assistant', content: [call('a'), call('b'), call('c')] },
      { role: 'user', content: [result('b', [{ type: 'text', text: 'B' }, { type: 'image', source: { type: 'base64', media_type: 'image/png', data: 'aGVsbG8=' } }], { is_error: true })] },
      { role: 'user', content: [result('a', 'A'), { type: 'text', text: 'And now?' }, result('nobody', 'orphan'), result('a', 'again')] },
    ]);
    const calls = messages[1]?.blocks.map((block) => (block.kind === 'tool-use' ? [block.tool, block.input.text, block.result?.position, block.result?.isError, block.result?.items.map(textOf)] : block));
    expect(calls).toEqual([
      ['Read', '{"file_path":"a"}', 3, false, ['A']],
      ['Read', '{"file_path":"b"}', 2, true, ['B', '']],
      ['Read', '{"file_path":"c"}', undefined, undefined, undefined],
    ]);
    expect(messages[2]).toMatchObject({ blocks: [], pairedResults: 1, isPrompt: false });
    expect(messages[3]?.blocks.map(({ kind }) => kind)).toEqual(['text', 'tool-result', 'tool-result']);
    expect(messages[0]?.blocks.map(({ kind }) => kind)).toEqual(['tool-result']);
  });

  test('says what images and documents are, and where their data stands', () => {
    const body = octetsOf({ messages: [{ role: 'user', content: [{ type: 'image', source: { type: 'base64', media_type: 'image/png', data: 'aGVsbG8=' } }, { type: 'image', source: { type: 'url', url: 'https://e.test/x.png' } }, { type: 'document', title: 'A', source: { type: 'text', media_type: 'text/plain', data: 'said' } }] }] });
    const [image, named, document] = readConversation(body, []).messages[0]?.blocks ?? [];
    expect(image).toMatchObject({ kind: 'image', media: { mediaType: 'image/png', address: null, data: { bytes: 6 } } });
    const data = image?.kind === 'image' ? image.media.data : null;
    expect(Buffer.from(body.subarray(data?.start, data?.end)).toString()).toBe('aGVsbG8=');
    expect(named).toMatchObject({ kind: 'image', media: { data: null, address: 'https://e.test/x.png' } });
    expect(document).toMatchObject({ kind: 'document', title: 'A', media: { mediaType: 'text/plain', data: null }, parts: [{ text: 'said' }] });
  });

  test('tells what the harness put into a message from the words of the user', () => {
    const request = claudeRequest('Which port?');
    const body = octetsOf(request.body);
    const { messages } = readConversation(body, attribute(body, Object.entries(request.headers)).segments);
    const parts = messages[0]?.blocks.flatMap((block) => (block.kind === 'text' ? block.parts : [])) ?? [];
    expect(parts.map(({ source }) => source?.kind)).toEqual(expect.arrayContaining(['memory-file', 'user-input']));
    expect(parts.filter(({ source }) => source?.kind === 'user-input').map(({ text }) => text)).toEqual(['Which port?']);
    expect(messages.map(({ isPrompt }) => isPrompt)).toEqual([true, false, false]);
  });

  test('is given from its end where it is too long, and its texts from the last', () => {
    const long = read(Array.from({ length: 5003 }, (_, index) => ({ role: 'user', content: `${index}` })));
    expect([long.length, long[0]?.position, textOf(long.at(-1)?.blocks[0])]).toEqual([5000, 3, '5002']);
    const [cut] = read([{ role: 'user', content: 'ü'.repeat(30_000) }]);
    expect(cut?.blocks[0]).toMatchObject({ parts: [{ isCut: true, text: 'ü'.repeat(20_000) }] });
    const system = readConversation(octetsOf({ system: Array.from({ length: 1003 }, () => ({ type: 'text', text: 'x' })) }), []);
    expect([system.system.length, system.leftOutSystemBlocks]).toEqual([1000, 3]);
    const many = read(Array.from({ length: 300 }, () => ({ role: 'user', content: 'x'.repeat(20_000) })));
    expect(textOf(many.at(-1)?.blocks[0])).toHaveLength(20_000);
    expect(many[0]?.blocks[0]).toMatchObject({ parts: [{ isCut: true, text: '' }] });
  });
});

describe('whatever the body is', () => {
  const value = fc.letrec((tie) => ({
    any: fc.oneof({ depthSize: 'small' }, fc.constantFrom('x', 7, null, true, 't1', 't2'), fc.array(tie('block'), { maxLength: 4 }), tie('block')),
    block: fc.record(
      { role: fc.constantFrom('user', 'assistant', 'system', 4), type: fc.constantFrom('text', 'thinking', 'tool_use', 'tool_result', 'image', 'document', 'server_tool_use', 'x'), id: fc.constantFrom('t1', 't2'), tool_use_id: fc.constantFrom('t1', 't2'), text: tie('any'), thinking: tie('any'), content: tie('any'), input: tie('any'), source: tie('any'), data: fc.constantFrom('aGk=', 3), is_error: fc.boolean() },
      { requiredKeys: [] },
    ),
  })).any;

  test('nothing throws, each result is shown once, and what is not cut is the text of the body', () => {
    fc.assert(
      fc.property(value, value, fc.nat(400), (messages, system, length) => {
        const whole = octetsOf({ messages, system });
        for (const body of [whole, whole.subarray(0, length)]) {
          const segments = halved(body.length);
          const { messages: found } = readConversation(body, segments);
          const starts = found.flatMap(({ blocks }) => blocks.flatMap((block) => (block.kind === 'tool-use' ? (block.result?.start ?? []) : block.kind === 'tool-result' ? block.result.start : [])));
          expect(new Set(starts).size).toBe(starts.length);
        }
      }),
      { numRuns: 100 },
    );
    for (const noise of ['', '[', '{"messages":', '[[[[', '"x"', '{"messages":[{"content":"\\ud800']) expect(() => readConversation(octetsOf(noise), [])).not.toThrow();
  });

  test('the parts of a text are the text, however segments cut it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), fc.array(fc.nat(120), { maxLength: 5 }), (text, cuts) => {
        const body = octetsOf({ messages: [{ role: 'user', content: [{ type: 'text', text }] }] });
        const borders = [...cuts.toSorted((a, b) => a - b), body.length];
        const segments = borders.map((end, index): Segment => ({ start: borders[index - 1] ?? 0, end, path: '', source: index % 2 === 0 ? { kind: 'unknown' } : { kind: 'user-input' }, confidence: 'certain' }));
        const [block] = readConversation(body, segments).messages[0]?.blocks ?? [];
        const parts: readonly TextPart[] = block?.kind === 'text' ? block.parts : [];
        expect(parts.slice(1).map(({ start }) => start)).toEqual(parts.slice(0, -1).map(({ end }) => end));
        const inside = Buffer.from(body.subarray(parts[0]?.start ?? 0, parts.at(-1)?.end ?? 0)).toString();
        expect(JSON.parse(`"${inside}"`)).toBe(JSON.parse(JSON.stringify(text)));
      }),
    );
  });
});

function halved(length: number): readonly Segment[] {
  const middle = length >> 1;
  return [{ start: 0, end: middle, path: '', source: { kind: 'unknown' }, confidence: 'certain' }, { start: middle, end: length, path: '', source: { kind: 'user-input' }, confidence: 'certain' }];
}
