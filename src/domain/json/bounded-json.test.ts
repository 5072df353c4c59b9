import fc from 'fast-check';
import { expect, test } from 'vitest';
import { boundedJson, deepestWritten, isDeeper } from './bounded-json.ts';

const nested = (levels: number): unknown => JSON.parse(`${'{"a":['.repeat(levels / 2)}1${']}'.repeat(levels / 2)}`);

test('writes what JSON.stringify writes', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(boundedJson(value)).toBe(JSON.stringify(value));
    }),
  );
  expect(boundedJson(nested(deepestWritten))).toBe(JSON.stringify(nested(deepestWritten)));
});

test('writes what is deeper than anybody writes as a sign that there was more', () => {
  const cut = `${'{"a":['.repeat(deepestWritten / 2)}"…"${']}'.repeat(deepestWritten / 2)}`;
  for (const levels of [deepestWritten + 2, 200_000]) expect(boundedJson(nested(levels))).toBe(cut);
  expect(boundedJson([nested(200_000), 'after'])).toMatch(/,"after"]$/);
});

test('counts levels from the outermost array or object on', () => {
  expect([1, [], [1], [[]], { a: { b: 1 } }].map((value) => isDeeper(value, 1))).toEqual([false, false, false, true, true]);
});
