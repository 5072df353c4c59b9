import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { messageEvents, sseEvent, type StreamedBlock } from '../../../test-support/message-stream.ts';
import { messageView } from '../../contract/exchange-view.ts';
import { readResponse } from './stream.ts';

const eventStream = 'text/event-stream; charset=utf-8';
const content: readonly StreamedBlock[] = [
  { type: 'thinking', thinking: 'Where is it? – perhaps in ß.ts 🙂', signature: 'c2ln' },
  { type: 'text', text: 'I will look at “ß.ts”.\n\nThen I tell you.' },
  { type: 'tool_use', id: 'toolu_1', name: 'Read', input: { file_path: '/p/ß.ts', limit: 3 } },
  { type: 'tool_use', id: 'toolu_2', name: 'mcp__docs__list', input: {} },
];
const usage = {
  input_tokens: 10,
  cache_read_input_tokens: 2000,
  cache_creation_input_tokens: 700,
  cache_creation: { ephemeral_5m_input_tokens: 300, ephemeral_1h_input_tokens: 400 },
};
const events = messageEvents({ content, usage, stopReason: 'tool_use', outputTokens: 55 });
const stream = events.join('');

describe('a stream', () => {
  test('is the same with every way to end a line, and is read at once where one of them is far away', () => {
    for (const end of ['\r', '\r\n']) expect(readResponse(stream.replaceAll('\n', end), eventStream)).toEqual(readResponse(stream, eventStream));
    expect(readResponse(`${stream}${'\r'.repeat(2_000_000)}`, eventStream)).toEqual(readResponse(stream, eventStream));
  });

  test('is put together into the message it would have been', () => {
    const message = readResponse(stream, eventStream);
    expect(message).toMatchObject({ kind: 'stream', id: 'msg_1', model: 'claude-sonnet-4-5', stopReason: 'tool_use', complete: true, error: null });
    expect(message.blocks.map((block) => block.content)).toEqual(content);
    expect(message.blocks.map(({ type, tool, text }) => [type, tool, text])).toEqual([
      ['thinking', null, 'Where is it? – perhaps in ß.ts 🙂'],
      ['text', null, 'I will look at “ß.ts”.\n\nThen I tell you.'],
      ['tool_use', 'Read', '{"file_path":"/p/ß.ts","limit":3}'],
      ['tool_use', 'mcp__docs__list', '{}'],
    ]);
    expect(message.usage).toEqual({
      inputTokens: 10,
      cacheReadTokens: 2000,
      cacheWrite5mTokens: 300,
      cacheWrite1hTokens: 400,
      outputTokens: 55,
    });
    expect(messageView.safeParse(message).success).toBe(true);
  });

  test('reads the same from octets, with CRLF, comments and events of tomorrow', () => {
    const message = readResponse(stream, eventStream);
    expect(readResponse(new TextEncoder().encode(stream), eventStream)).toEqual(message);
    expect(readResponse(stream.replaceAll('\n', '\r\n'), eventStream)).toEqual(message);
    expect(readResponse(`: hello\n\n${sseEvent('weather', { sunny: true })}${stream}`, eventStream)).toEqual(message);
    expect(readResponse(stream, null)).toEqual(message);
  });

  test('takes the figures of the last event for those of the first', () => {
    const last = sseEvent('message_delta', {
      delta: { stop_reason: 'end_turn' },
      usage: { input_tokens: 15, cache_read_input_tokens: 1000, cache_creation_input_tokens: 900, output_tokens: 9 },
    });
    expect(readResponse(`${events[0] ?? ''}${last}${sseEvent('message_stop')}`, eventStream).usage).toEqual({
      inputTokens: 15,
      cacheReadTokens: 1000,
      cacheWrite5mTokens: 500,
      cacheWrite1hTokens: 400,
      outputTokens: 9,
    });
  });

  test('keeps citations and the blocks of server tools', () => {
    const message = readResponse(
      [
        sseEvent('content_block_start', { index: 0, content_block: { type: 'server_tool_use', id: 's', name: 'web_search', input: {} } }),
        sseEvent('content_block_delta', { index: 0, delta: { type: 'input_json_delta', partial_json: '{"query":"x"}' } }),
        sseEvent('content_block_stop', { index: 0 }),
        sseEvent('content_block_start', { index: 1, content_block: { type: 'web_search_tool_result', tool_use_id: 's', content: [{ url: 'u' }] } }),
        sseEvent('content_block_stop', { index: 1 }),
        sseEvent('content_block_start', { index: 2, content_block: { type: 'text', text: '' } }),
        sseEvent('content_block_delta', { index: 2, delta: { type: 'citations_delta', citation: { url: 'u' } } }),
        sseEvent('content_block_delta', { index: 2, delta: { type: 'text_delta', text: 'Found.' } }),
      ].join(''),
      eventStream,
    );
    expect(message.blocks.map(({ tool, text }) => [tool, text])).toEqual([
      ['web_search', '{"query":"x"}'],
      [null, '[{"url":"u"}]'],
      [null, 'Found.'],
    ]);
    expect(message.blocks[0]?.content['input']).toEqual({ query: 'x' });
    expect(message.blocks[2]?.content['citations']).toEqual([{ url: 'u' }]);
  });

  test('that ends with an error keeps what had come and says which', () => {
    const broken = [...events.slice(0, 5), sseEvent('error', { error: { type: 'overloaded_error', message: 'Overloaded' } })];
    const message = readResponse(broken.join(''), eventStream);
    expect(message).toMatchObject({ complete: false, error: { type: 'overloaded_error', message: 'Overloaded' } });
    expect(message.blocks[0]?.text).toBe('Where is it? –');
  });

  test('with garbage in it is read around the garbage, and is not complete', () => {
    const message = readResponse([...events.slice(0, 4), 'data: {"type":\n\n', 'rubbish\n', ...events.slice(4)].join(''), eventStream);
    expect(message.complete).toBe(false);
    expect(message.blocks).toHaveLength(4);
    expect(message.blocks[1]?.text).toBe('I will look at “ß.ts”.\n\nThen I tell you.');
  });

  test('that ends early does not know what it would have cost', () => {
    const message = readResponse(events.slice(0, 8).join(''), eventStream);
    expect(message).toMatchObject({ complete: false, stopReason: null, usage: { inputTokens: 10, outputTokens: null } });
  });

  test('cut at any octet gives a beginning of the message', () => {
    const octets = new TextEncoder().encode(stream);
    const whole = readResponse(octets, eventStream);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: octets.length }), (end) => {
        const part = readResponse(octets.subarray(0, end), eventStream);
        expect(part.blocks.length).toBeLessThanOrEqual(whole.blocks.length);
        for (const [index, block] of part.blocks.entries()) {
          expect(whole.blocks[index]?.text.startsWith(block.text)).toBe(true);
          expect(block.type).toBe(whole.blocks[index]?.type);
        }
        expect(part.complete && end < octets.length - 2).toBe(false);
      }),
      { numRuns: 300 },
    );
  });
});

describe('a body that is no stream', () => {
  test('is read when it is a JSON message, whatever it is called', () => {
    const body = JSON.stringify({ type: 'message', id: 'msg_2', model: 'm', stop_reason: 'end_turn', content, usage: { input_tokens: 3, output_tokens: 4 } });
    const message = readResponse(body, 'application/json');
    expect(message).toMatchObject({ kind: 'message', id: 'msg_2', stopReason: 'end_turn', complete: true });
    expect(message.blocks.map((block) => block.text)).toEqual(readResponse(stream, eventStream).blocks.map((block) => block.text));
    expect(message.usage).toEqual({ inputTokens: 3, cacheReadTokens: null, cacheWrite5mTokens: null, cacheWrite1hTokens: null, outputTokens: 4 });
    expect(readResponse(body, eventStream)).toEqual(message);
  });

  test('is read when it is an error', () => {
    expect(readResponse('{"type":"error","error":{"type":"rate_limit_error","message":"Slow down"}}', 'application/json')).toMatchObject({
      kind: 'error',
      complete: true,
      error: { type: 'rate_limit_error', message: 'Slow down' },
      blocks: [],
    });
  });

  test('counts cache writes without a split as written for five minutes', () => {
    const body = '{"type":"message","content":[],"usage":{"input_tokens":1,"cache_creation_input_tokens":7,"output_tokens":-2}}';
    expect(readResponse(body, null).usage).toEqual({ inputTokens: 1, cacheReadTokens: null, cacheWrite5mTokens: 7, cacheWrite1hTokens: null, outputTokens: null });
  });

  test.each(['', '<html><body>502</body></html>', '{"type":"message","con', '{"input_tokens":14}', 'null', '[]'])('%j is nothing we know', (body) => {
    expect(readResponse(body, 'text/html')).toMatchObject({ kind: 'other', complete: false, blocks: [], usage: null, error: null });
  });

  test('is read however deep the input of a call is', () => {
    const input = `${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`;
    const message = readResponse(`{"type":"message","content":[{"type":"tool_use","id":"t","name":"Read","input":${input}}]}`, 'application/json');
    expect(message.blocks[0]?.text).toMatch(/^(?:\{"a":)+"…"\}+$/);
  });

  test('never makes the reader throw', () => {
    const event = fc.record({ type: fc.constantFrom('message_start', 'content_block_start', 'content_block_delta', 'content_block_stop', 'message_delta', 'error') });
    fc.assert(
      fc.property(fc.array(fc.tuple(event, fc.jsonValue(), fc.jsonValue())), fc.uint8Array(), (parts, octets) => {
        const text = parts.map(([{ type }, a, b]) => sseEvent(type, { index: 0, message: a, content_block: b, delta: a, usage: b, error: a }));
        expect(readResponse(text.join(''), eventStream).kind).toBe('stream');
        expect(readResponse(octets, eventStream).complete).toBe(false);
      }),
    );
  });
});
