import { expect, test } from 'vitest';
import { columnVisibilityAt, narrowestWaterfallPx } from './column-layout.ts';
import { timelineColumns } from './timeline-columns.tsx';

test('a wide timeline shows every column, and so does one that is not measured yet', () => {
  for (const widthPx of [0, 1200]) expect(Object.values(columnVisibilityAt(widthPx))).not.toContain(false);
});

test('a narrow one gives up what the open request says as well, and keeps time, status, input and cost', () => {
  const narrow = columnVisibilityAt(600);
  expect(narrow['first-token']).toBe(false);
  for (const kept of ['time', 'status', 'input', 'cost']) expect(narrow[kept]).not.toBe(false);
});

test('what is left fits without scrolling sideways, from the narrowest window up', () => {
  for (let width = 620; width < 1200; width += 1) {
    const isVisible = columnVisibilityAt(width);
    const sum = timelineColumns
      .filter(({ id }) => isVisible[id ?? ''] !== false)
      .reduce((widths, { id, size }) => widths + (id === 'waterfall' ? narrowestWaterfallPx : (size ?? 0)), 0);
    expect(sum).toBeLessThanOrEqual(width);
  }
});
