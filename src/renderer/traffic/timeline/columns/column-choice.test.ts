import { expect, test } from 'vitest';
import { firstChoice, movedBefore, movedBy, parseColumnChoice } from './column-choice.ts';
import { columnIds } from './column-facts.ts';
import { visibleColumns, widthOf, headButtonPx, gridColumns } from './column-layout.ts';

test('what was kept is read back, and what cannot be read is as at first', () => {
  const choice = { ...firstChoice, order: movedBefore(columnIds, 'cost', 'time'), shown: { size: true, model: false }, widths: { kind: 200 }, sort: { id: 'cost', desc: false }, isFolding: false } as const;
  expect(parseColumnChoice(JSON.stringify(choice))).toEqual(choice);
  for (const text of [null, '', '[]', '7', '{"order":5,"shown":{"x":true,"kind":"no"},"widths":{"kind":-1},"sort":{"id":"waterfall"}}']) {
    expect(parseColumnChoice(text)).toEqual(firstChoice);
  }
});

test('a column of a later version stands where it belongs', () => {
  const { order } = parseColumnChoice(JSON.stringify({ order: ['cost', 'time', 'agent'] }));
  expect(order.toSorted()).toEqual(columnIds.toSorted());
  expect(order.slice(0, 2)).toEqual(['cost', 'first-token']);
  expect(order.indexOf('kind')).toBe(order.indexOf('agent') + 1);
});

test('a column is moved among those that are seen', () => {
  expect(movedBy(['time', 'date', 'agent', 'kind'], ['time', 'agent', 'kind'], 'time', 1)).toEqual(['date', 'agent', 'time', 'kind']);
  expect(movedBy(['time', 'date', 'agent'], ['time', 'agent'], 'agent', -1)).toEqual(['agent', 'time', 'date']);
  expect(movedBy(['time', 'agent'], ['time', 'agent'], 'agent', 1)).toEqual(['time', 'agent']);
  expect(movedBefore(['time', 'agent', 'kind'], 'time', null)).toEqual(['agent', 'kind', 'time']);
});

test('a wide timeline shows every column that is on at first, and so does one that is not measured yet', () => {
  for (const widthPx of [0, 1300]) expect(visibleColumns(firstChoice, widthPx)).toHaveLength(13);
});

test('a narrow one gives up what the open request says as well, and keeps time, status, input and cost', () => {
  const narrow = visibleColumns(firstChoice, 640);
  expect(narrow).not.toContain('first-token');
  expect(narrow).toEqual(expect.arrayContaining(['time', 'kind', 'status', 'input', 'cost']));
});

test('what was asked for stays, however narrow it is', () => {
  expect(visibleColumns({ ...firstChoice, shown: { 'first-token': true, size: true, cost: false } }, 640)).toEqual(expect.arrayContaining(['first-token', 'size']));
  expect(visibleColumns({ ...firstChoice, shown: { cost: false } }, 0)).not.toContain('cost');
});

test('what is left fits without scrolling sideways, from the narrowest window up', () => {
  for (let width = 640; width < 1300; width += 1) {
    const sum = visibleColumns(firstChoice, width).reduce((px, id) => px + widthOf(firstChoice, id), headButtonPx);
    expect(sum).toBeLessThanOrEqual(width);
  }
});

test('one column takes the room that is left', () => {
  expect(gridColumns(firstChoice, ['time', 'kind', 'waterfall'])).toBe('94px 128px minmax(100px, 1fr)');
  expect(gridColumns(firstChoice, ['time', 'kind', 'cost'])).toBe('94px minmax(128px, 1fr) 72px');
});
