import { expect, test } from 'vitest';
import { exchangeRow } from '../../../../test-support/exchange-row.ts';
import { chartPoints, samePoints } from './chart-points.ts';

test('the chart shows prompts whose sources are known, oldest first', () => {
  const rows = [
    exchangeRow('d', 40, { groupTokens: null }),
    exchangeRow('c', 30),
    exchangeRow('b', 20, { requestClass: 'count-tokens' }),
    exchangeRow('a', 10),
  ];
  expect(chartPoints(rows).map(({ id }) => id)).toEqual(['a', 'c']);
});

test('it shows the latest only, when there are more than fit', () => {
  const rows = Array.from({ length: 500 }, (_, index) => exchangeRow(`r${index}`, 1000 - index));
  const points = chartPoints(rows);
  expect(points).toHaveLength(160);
  expect(points.at(-1)?.id).toBe('r0');
});

test('a chart is another one when an estimate becomes a bill', () => {
  const before = chartPoints([exchangeRow('a', 10)]);
  const after = chartPoints([exchangeRow('a', 10, { promptTokens: 501 })]);
  expect(samePoints(before, before)).toBe(true);
  expect(samePoints(before, after)).toBe(false);
});
