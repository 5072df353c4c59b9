import { describe, expect, it } from 'vitest';
import { segmentText } from './segment-text.ts';

const body = new TextEncoder().encode(
  JSON.stringify({
    tools: [{ name: 'Read', description: 'Reads a file.' }],
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

  it('gives a tool definition as the JSON it is', () => {
    const definition = '{"name":"Read","description":"Reads a file."}';
    expect(segmentText(body, ...rangeOf(definition))).toBe(definition);
  });

  it('gives bytes that are no JSON as they stand', () => {
    expect(segmentText(new TextEncoder().encode('hello'), 1, 4)).toBe('ell');
  });
});
