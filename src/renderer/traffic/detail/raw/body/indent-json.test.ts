import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { indentJson } from './indent-json.ts';

/** JSON with white space of its own between tokens. */
const spacedJson = fc
  .tuple(fc.json({ maxDepth: 4 }), fc.array(fc.constantFrom('', ' ', '\n', '\t \r\n'), { minLength: 1, maxLength: 7 }))
  .filter(([text]) => /^[[{]/.test(text))
  .map(([text, spaces]) => tokensOf(text).map((token, index) => token + (spaces[index % spaces.length] ?? '')).join(''));

/** The tokens of a JSON text, in order. */
function tokensOf(text: string): readonly string[] {
  return text.match(/"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g) ?? [];
}

describe('a body, indented', () => {
  test('stands as the usual two spaces a level, empty brackets closed', () => {
    const value = { a: [1, 'two', { three: null }], b: {}, c: [], d: 'x{"y":[1]}' };
    expect(indentJson(JSON.stringify(value))?.text).toBe(JSON.stringify(value, null, 2));
  });

  test('keeps every token as it was spelled', () => {
    const sent = '{ "a":1.0e+2,"a":"\\u00e9\\/","b":[12345678901234567890,-0] }';
    expect(tokensOf(indentJson(sent)?.text ?? '')).toEqual(tokensOf(sent));
  });

  test('keeps the place of every token, both ways', () => {
    fc.assert(
      fc.property(spacedJson, (sent) => {
        const indented = indentJson(sent);
        if (indented === null) throw new Error(sent);
        let at = 0;
        for (const token of tokensOf(sent)) {
          const start = sent.indexOf(token, at);
          const end = start + token.length;
          expect(indented.text.slice(indented.startOf(start), indented.endOf(end))).toBe(token);
          for (let offset = start; offset < end; offset += 1) expect(indented.sentOf(indented.startOf(offset))).toBe(offset);
          at = end;
        }
        expect(tokensOf(indented.text)).toEqual(tokensOf(sent));
        expect(indented.startOf(0)).toBe(0);
        expect(indented.endOf(sent.length)).toBe(indented.text.length);
      }),
    );
  });

  test('runs without gaps stay runs without gaps but for white space', () => {
    fc.assert(
      fc.property(spacedJson, fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 6 }), (sent, cuts) => {
        const indented = indentJson(sent);
        if (indented === null) throw new Error(sent);
        const offsets = [0, ...cuts.map((cut) => Math.floor(cut * sent.length)).toSorted((one, other) => one - other), sent.length];
        const runs = offsets.slice(1).map((end, index) => ({ from: indented.startOf(offsets[index] ?? 0), to: indented.endOf(end) }));
        let end = 0;
        for (const run of runs) {
          if (run.to <= run.from) continue;
          expect(indented.text.slice(end, run.from).trim()).toBe('');
          end = run.to;
        }
        expect(indented.text.slice(end).trim()).toBe('');
      }),
    );
  });

  test('folds between the brackets of what is not empty', () => {
    const indented = indentJson('{"a":[1,{"b":2}],"c":{}}');
    const folded = (indented?.folds ?? []).map(({ open, close, depth }) => `${depth} ${tokensOf(indented?.text.slice(open - 1, close + 1) ?? '').join('')}`);
    expect(folded).toEqual(['2 {"b":2}', '1 [1,{"b":2}]', '0 {"a":[1,{"b":2}],"c":{}}']);
  });

  test('is not made of what is no object or array', () => {
    for (const text of ['', 'null', '"a"', '1', '{"a":', '{"a":1}x', 'event: ping']) expect(indentJson(text)).toBeNull();
  });

  test('does not grow with the square of its depth', () => {
    const deep = `${'['.repeat(5000)}1${']'.repeat(5000)}`;
    expect(indentJson(deep)?.text.length).toBeLessThan(1_000_000);
  });
});
