import { describe, expect, it } from 'vitest';
import { BodyMasker } from './body-masker.ts';

// Put together at run time, so that no scanner finds a key here.
const token = `a7B8c9D0e1F2g3H4i5J6k7L8${'m9N0o1P2q3R4'}`;

describe('DeltaReader', () => {
  it.each([
    ['the text of a chat', (text: string) => ({ choices: [{ index: 0, delta: { content: text }, finish_reason: null }] })],
    ['the text of a chat whose index comes last', (text: string) => ({ choices: [{ delta: { role: 'assistant', content: text }, index: 0 }] })],
    ['what a tool is given in a chat', (text: string) => ({ id: 'a', choices: [{ index: 0, delta: { tool_calls: [{ index: 0, function: { arguments: text } }] } }], usage: null })],
    ['a delta of others', (text: string) => ({ result: { delta: { text } } })],
  ])('reads %s', (_what, eventOf) => {
    const pieces = `Use this: ghp_${token} here.`.match(/.{1,4}/g) ?? [];
    const body = `${pieces.map((piece) => `data: ${JSON.stringify(eventOf(piece))}\n\n`).join('')}data: [DONE]\n\n`;
    const stored = masked(body, Infinity);
    expect(masked(body, 1)).toBe(stored);
    expect(stored.match(/\*+/g)?.join('')).toBe('*'.repeat(token.length));
    expect(stored).toContain('ghp_'.slice(-2));
  });

  it('keeps the choices of a chat apart', () => {
    const body = choice(0, `ghp_${token.slice(0, 20)}`) + choice(1, 'other words') + choice(0, token.slice(20)) + choice(1, ` and npm_${token.slice(0, 16)}`);
    const stored = masked(body, Infinity);
    expect(stored).toBe(body.replace(token.slice(0, 20), '*'.repeat(20)).replace(`"${token.slice(20)}"`, `"${'*'.repeat(16)}"`).replace(token.slice(0, 16), '*'.repeat(16)));
  });
});

function choice(index: number, content: string): string {
  return `data: ${JSON.stringify({ choices: [{ index, delta: { content } }] })}\n\n`;
}

function masked(text: string, pieceBytes: number): string {
  const masker = new BodyMasker({ secrets: [], form: 'event-stream', rulesOff: [] });
  const body = Buffer.from(text);
  const stored: Uint8Array[] = [];
  for (let at = 0; at < body.length; at += pieceBytes) stored.push(masker.write(body.subarray(at, at + pieceBytes)).stored);
  stored.push(masker.end().stored);
  return Buffer.concat(stored).toString();
}
