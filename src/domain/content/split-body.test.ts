import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitBody } from './split-body.ts';

const octetsOf = (text: string): Uint8Array => Buffer.from(text);

describe('the texts of a body', () => {
  it('make it up, whatever it is', () => {
    const anyBody = fc.oneof(fc.uint8Array({ maxLength: 3000 }), fc.json({ maxDepth: 6 }).map(octetsOf), requests().map(octetsOf), requests().map((text) => octetsOf(text.slice(0, text.length / 2))));
    fc.assert(
      fc.property(anyBody, (body) => {
        const ends = splitBody(body);
        expect(ends.at(-1) ?? 0).toBe(body.length);
        for (const [index, end] of ends.entries()) expect(end).toBeGreaterThan(ends[index - 1] ?? 0);
      }),
    );
  });

  it('are the same in the next request of a conversation, but for what is new and where the cache mark was', () => {
    const words = Array.from({ length: 20 }, (_, index) => `turn ${index} `.repeat(60));
    const request = (turns: number): string[] =>
      textsOf(JSON.stringify({ model: 'm', messages: words.slice(0, turns).map((text, index) => turn(text, index === turns - 1)), system: 'you are '.repeat(50), tools: [{ name: 'T', description: 'does '.repeat(80) }] }));
    const before = new Set(request(19));
    const isNew = request(20).filter((text) => !before.has(text));
    expect(isNew.join('').length).toBeLessThan('turn 19 '.length * 60 + 400);
    expect(isNew).toContain(words[19]);
  });

  it('find a tool again when another is put before it', () => {
    const tools = ['Read', 'Write', 'Bash', 'Grep'].map(tool);
    const before = new Set(textsOf(JSON.stringify({ tools })));
    const after = textsOf(JSON.stringify({ tools: [tool('New'), ...tools] }));
    expect(after.filter((text) => !before.has(text)).join('').length).toBeLessThan(JSON.stringify(tool('New')).length + 100);
  });

  it('end at a string of 192 bytes, not at one of 191, and not at an escaped quote', () => {
    expect(textsOf(`{"a":"${'x'.repeat(191)}"}`)).toHaveLength(1);
    expect(textsOf(`{"a":"${'x'.repeat(192)}"}`)).toEqual(['{"a":"', 'x'.repeat(192), '"}']);
    const escaped = String.raw`\"`.repeat(100);
    expect(textsOf(`{"a":"${escaped}"}`)).toEqual(['{"a":"', escaped, '"}']);
    expect(textsOf(`{"a":"${'x'.repeat(200)}\\\\"}`)).toEqual(['{"a":"', `${'x'.repeat(200)}\\\\`, '"}']);
  });

  it('are fewer in a very large body', () => {
    const messages = Array.from({ length: 60_000 }, (_, index) => ({ role: 'user', content: `message ${index} ${'x'.repeat(200)}` }));
    const octets = Buffer.from(JSON.stringify({ messages }));
    expect(octets.length).toBeGreaterThan(8 * 1024 * 1024);
    expect(splitBody(octets).length).toBeLessThan(5000);
    expect(splitBody(octets.subarray(0, 1_000_000)).length).toBeGreaterThan(6000);
  });

  it('are no longer than a megabyte', () => {
    const long = textsOf(`{"a":"${'x'.repeat(2_500_000)}"}`);
    expect(long.map((text) => text.length)).toEqual([6, 1_048_576, 1_048_576, 402_848, 2]);
    expect(textsOf('y'.repeat(1_048_577)).map((text) => text.length)).toEqual([1_048_576, 1]);
    expect(textsOf('')).toEqual([]);
  });
});

function turn(text: string, isLast: boolean): object {
  return { role: 'user', content: [{ type: 'text', text, ...(isLast ? { cache_control: { type: 'ephemeral' } } : {}) }] };
}

function tool(name: string): object {
  const properties = Object.fromEntries(Array.from({ length: 12 }, (_, index) => [`${name}-${index}`, { type: 'string' }]));
  return { name, description: `what ${name} does `.repeat(30), input_schema: { properties } };
}

function textsOf(body: string): string[] {
  const octets = Buffer.from(body);
  const ends = splitBody(octets);
  return ends.map((end, index) => octets.subarray(ends[index - 1] ?? 0, end).toString());
}

/** Bodies of requests with strings of all lengths in them. */
function requests(): fc.Arbitrary<string> {
  const text = fc.string({ unit: 'binary', maxLength: 600 });
  const message = fc.record({ role: fc.constantFrom('user', 'assistant'), content: fc.oneof(text, fc.array(fc.record({ type: fc.constant('text'), text }), { maxLength: 4 })) });
  return fc.record({ model: text, messages: fc.array(message, { maxLength: 8 }), tools: fc.array(fc.record({ name: text, description: text })) }).map((body) => JSON.stringify(body));
}
