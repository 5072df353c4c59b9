import { expect, test } from 'vitest';
import { columnVisibilityAt } from './column-layout.ts';

test('a wide timeline shows every column, and so does one that is not measured yet', () => {
  for (const widthPx of [0, 1200]) expect(Object.values(columnVisibilityAt(widthPx))).not.toContain(false);
});

test('a narrow one gives up what the open request says as well, and keeps time, status, input and cost', () => {
  const narrow = columnVisibilityAt(600);
  expect(narrow['first-token']).toBe(false);
  for (const kept of ['time', 'status', 'input', 'cost']) expect(narrow[kept]).not.toBe(false);
});
