import fc from 'fast-check';
import { expect, test } from 'vitest';
import { stackParts } from './stack-parts.ts';

test('parts stand on each other, in proportion', () => {
  expect(stackParts([1, null, 0, 3], 100, 40)).toEqual([{ index: 0, y: 90, height: 10 }, { index: 3, y: 60, height: 30 }]);
});

test('what is something has a pixel, what is nothing or unknown has none', () => {
  expect(stackParts([5], 100, 0.2)).toEqual([{ index: 0, y: 99, height: 1 }]);
  expect(stackParts([0, null], 100, 40)).toEqual([]);
});

test('there is no gap in a bar, and it has its height', () => {
  fc.assert(
    fc.property(fc.array(fc.option(fc.nat()), { minLength: 1 }), fc.double({ min: 1, max: 500, noNaN: true }), (values, height) => {
      const parts = stackParts(values, 500, height);
      if (!values.some((value) => (value ?? 0) > 0)) return;
      const sum = parts.reduce((all, part) => all + part.height, 0);
      expect(sum).toBe(500 - Math.round(500 - height));
      expect(parts.every((part, at) => part.y + part.height === (parts[at - 1]?.y ?? 500))).toBe(true);
    }),
  );
});
