import { expect, test } from 'vitest';
import { exchangeRow } from '../../../../../test-support/exchange-row.ts';
import { rowSpan, waterfallScale } from './waterfall-scale.ts';

const second = 1_000_000;

test('the axis goes from the first start to the last end', () => {
  const { place } = waterfallScale([
    { fromUs: 10 * second, untilUs: 12 * second },
    { fromUs: 11 * second, untilUs: 14 * second },
  ]);
  expect(place(10 * second)).toBe(0);
  expect(place(12 * second)).toBeCloseTo(0.5);
  expect(place(14 * second)).toBe(1);
});

test('an hour in which nothing happened does not squeeze the seconds of work', () => {
  const { place } = waterfallScale([
    { fromUs: 0, untilUs: 2 * second },
    { fromUs: 3600 * second, untilUs: 3602 * second },
  ]);
  expect(place(2 * second)).toBeGreaterThan(0.45);
  expect(place(3600 * second)).toBeGreaterThan(place(2 * second));
  expect(place(3600 * second) - place(2 * second)).toBeLessThan(0.02);
});

test('no rows and rows without length have places too', () => {
  expect(waterfallScale([]).place(5)).toBe(0);
  expect(waterfallScale([{ fromUs: 5, untilUs: 5 }]).place(5)).toBe(0);
});

test('an open row reaches to now, a broken one to the last that is known of it', () => {
  const timing = { ...exchangeRow('a', 0).timing, responseDeliveredAtUs: null };
  expect(rowSpan({ state: 'open', timing }, 9 * second).untilUs).toBe(9 * second);
  expect(rowSpan({ state: 'interrupted', timing }, 9 * second).untilUs).toBe(400_000);
});
