import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { messageEvents } from '../../../test-support/message-stream.ts';
import { streamEvents } from './stream-events.ts';

const octetsOf = (text: string): Uint8Array => new TextEncoder().encode(text);
const sent = messageEvents({ content: [{ type: 'text', text: 'Żółw says hello.' }, { type: 'tool_use', id: 't', name: 'Read', input: { file_path: 'a' } }], usage: { input_tokens: 3 }, outputTokens: 7 });

describe('the events of a stream', () => {
  test('are those that were sent, each with its octets', () => {
    const body = octetsOf(sent.join(''));
    const { events, leftOut } = streamEvents(body, []);
    expect(leftOut).toBe(0);
    expect(events.map(({ start, end }) => Buffer.from(body.subarray(start, end)).toString())).toEqual(sent);
    expect(events.map(({ data }) => `event: ${JSON.parse(data).type}\ndata: ${data}\n\n`)).toEqual(sent);
    expect(events.every(({ afterUs }) => afterUs === null)).toBe(true);
  });

  test('came when their last octet did', () => {
    const body = octetsOf(sent.join(''));
    const spans = streamEvents(body, []).events;
    // Each piece ends a byte before an event does, so that the next piece brings its end.
    const arrivals = spans.map(({ start }, index) => ({ offset: Math.max(0, start - 1), afterUs: index * 1000 }));
    const { events } = streamEvents(body, arrivals);
    expect(events.slice(0, -1).map(({ afterUs }) => afterUs)).toEqual(arrivals.slice(1).map(({ afterUs }) => afterUs));
  });

  test('tell their kinds of line end, and what is no JSON', () => {
    const { events } = streamEvents(octetsOf('data: {"type":"ping"}\r\n\r\n: comment\n\nevent: odd\ndata: half {\n\ndata: {"type":"error","error":{"type":"overloaded_error","message":"Later."}}\n'), []);
    expect(events.map(({ type, summary }) => [type, summary])).toEqual([['ping', ''], ['unreadable', 'half {'], ['error', 'overloaded_error: Later.']]);
  });

  test('end where a stream was cut, and the half of one is none', () => {
    const whole = sent.join('');
    for (let length = 0; length <= whole.length; length += 37) {
      const { events } = streamEvents(octetsOf(whole.slice(0, length)), []);
      expect(events.length).toBeLessThanOrEqual(sent.length);
      expect(events.map(({ data }) => data)).toEqual(streamEvents(octetsOf(whole), []).events.slice(0, events.length).map(({ data }) => data));
    }
  });

  test('are bounded, and nothing throws', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (noise) => void streamEvents(noise, [])));
    fc.assert(
      fc.property(fc.array(fc.constantFrom('data: ', 'event: x', '\n', '\r', '\r\n', '{"type":', '1}', '{}', 'id: 2', ':'), { maxLength: 60 }), (parts) => {
        const body = octetsOf(parts.join(''));
        const { events } = streamEvents(body, []);
        let at = 0;
        for (const { start, end } of events) {
          expect(start).toBe(at);
          expect(end).toBeGreaterThanOrEqual(start);
          at = end;
        }
        expect(at).toBeLessThanOrEqual(body.length);
      }),
    );
    // Looked through from every line on, this would take minutes.
    expect(streamEvents(octetsOf('data: {}\r'.repeat(300_000)), []).events).toEqual([]);
    expect(streamEvents(octetsOf('data: {}\r\r'.repeat(3)), []).events.map(({ data }) => data)).toEqual(['{}', '{}', '{}']);
    const many = streamEvents(octetsOf('data: 1\n\n'.repeat(20_003)), []);
    expect([many.events.length, many.leftOut]).toEqual([20_000, 3]);
    expect(streamEvents(octetsOf(`data: "${'x'.repeat(100_001)}"\n\n`), []).events[0]?.data).toBe('');
  });
});
