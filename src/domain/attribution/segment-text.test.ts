import { describe, expect, it } from 'vitest';
import { segmentText } from './segment-text.ts';

const body = new TextEncoder().encode(
  JSON.stringify({
    tools: [{ name: 'Read', description: 'Reads\na file.', input_schema: { type: 'object' } }],
    metadata: { user_id: 'u' },
    messages: [
      { role: 'user', content: [{ type: 'text', text: 'line one\nline "two" – three' }] },
      { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'a', content: [{ type: 'text', text: 'result é' }] }] },
    ],
  }),
);
const whole = new TextDecoder().decode(body);
const rangeOf = (part: string): [number, number] => {
  const start = new TextEncoder().encode(whole.slice(0, whole.indexOf(part))).length;
  return [start, start + new TextEncoder().encode(part).length];
};

describe('segmentText', () => {
  it('gives the text of a block without frame and escapes', () => {
    expect(segmentText(body, ...rangeOf('{"type":"text","text":"line one\\nline \\"two\\" – three"}'))).toBe('line one\nline "two" – three');
  });

  it('gives the part of a string that the range covers', () => {
    expect(segmentText(body, ...rangeOf('line \\"two\\" –'))).toBe('line "two" –');
  });

  it('finds the texts inside a tool result', () => {
    expect(segmentText(body, ...rangeOf('"tool_use_id":"a","content":[{"type":"text","text":"result é"}]'))).toBe('result é');
  });

  it('sets a tool definition out', () => {
    const definition = '{"name":"Read","description":"Reads\\na file.","input_schema":{"type":"object"}}';
    expect(segmentText(body, ...rangeOf(definition))).toBe('Read\n\nReads\na file.\n\n{\n  "type": "object"\n}');
  });

  it('gives what holds no text as it stands', () => {
    expect(segmentText(body, ...rangeOf('"metadata":{"user_id":"u"}'))).toBe('"metadata":{"user_id":"u"}');
  });

  it('gives bytes that are no JSON as they stand', () => {
    expect(segmentText(new TextEncoder().encode('hello'), 1, 4)).toBe('ell');
  });

  it('gives a schema as it stands that is nested deeper than any stack', () => {
    const schema = `${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`;
    const tool = new TextEncoder().encode(`{"name":"Read","description":"reads","input_schema":${schema}}`);
    expect(segmentText(tool, 0, tool.length)).toBe(`Read\n\nreads\n\n${schema}`);
  });
});
