import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { SegmentView } from '../../../../contract/context-view.ts';
import type { Source } from '../../../../domain/attribution/source.ts';
import { icicleCells, treemapCells, type MapCell } from './map-layout.ts';
import { cellBeside } from './map-moves.ts';
import { mapParts, weigher, type MapPart } from './map-parts.ts';
import { sourceTree, type SourceOrder } from './source-tree.ts';

const source: fc.Arbitrary<Source> = fc.oneof(
  fc.record({ kind: fc.constant('mcp-result' as const), server: fc.constantFrom('docs', 'depot'), tool: fc.constantFrom('find', 'read') }),
  fc.record({ kind: fc.constant('tool-definition' as const), tool: fc.constantFrom('Read', 'Bash') }),
  fc.constant({ kind: 'user-input' as const }),
  fc.constant({ kind: 'api-overhead' as const }),
);
const segments = fc
  .array(fc.record({ source, tokens: fc.option(fc.oneof(fc.nat(3), fc.nat(9000))), place: fc.constantFrom('tools', 'system', 'messages') }), { minLength: 1, maxLength: 120 })
  .map((rows) =>
    rows.map(
      ({ source: from, tokens, place }, index): SegmentView => ({
        start: index * 10,
        end: index * 10 + 10,
        path: `${place}[${index}]`,
        source: from,
        confidence: 'certain',
        tokens,
        tokensByState: null,
        costMicroUsd: null,
      }),
    ),
  );
const room = fc.record({ width: fc.integer({ min: 20, max: 900 }), height: fc.integer({ min: 20, max: 300 }) });

const row = (path: string, from: Source): SegmentView => ({ start: 0, end: 1, path, source: from, confidence: 'certain', tokens: 100, tokensByState: null, costMicroUsd: null });

function partsOf(list: readonly SegmentView[], order: SourceOrder): readonly MapPart[] {
  const tree = sourceTree(list, 'size', null);
  return mapParts(tree, list, tree.order, order);
}
const leavesOf = (cells: readonly MapCell[]) => cells.filter(({ part }) => part.children.length === 0);
const weighing = (list: readonly SegmentView[]) => list.flatMap((_segment, index) => (weigher(list)(index) > 0 ? [index] : []));
const sum = (values: readonly number[]) => values.reduce((all, value) => all + value, 0);

test('every segment that weighs something is in exactly one innermost part, whichever the order', () => {
  fc.assert(
    fc.property(segments, room, (list, size) => {
      for (const cells of [icicleCells(partsOf(list, 'prompt'), size), treemapCells(partsOf(list, 'size'), size)]) {
        const shown = leavesOf(cells).flatMap(({ part }) => part.segments);
        expect(shown.toSorted((a, b) => a - b)).toEqual(weighing(list));
        const weight = weigher(list);
        for (const { part } of cells) expect(part.weight).toBe(sum(part.segments.map(weight)));
      }
    }),
  );
});

test('in the order of the prompt each band fills the whole width without gaps, as wide as it weighs', () => {
  fc.assert(
    fc.property(segments, room, (list, size) => {
      fc.pre(weighing(list).length > 0);
      const cells = icicleCells(partsOf(list, 'prompt'), size);
      const total = sum(weighing(list).map(weigher(list)));
      for (const level of [1, 2, 3]) {
        let x = 0;
        // What is gathered stands in all bands below it.
        const band = cells.filter((cell) => cell.level === level || (cell.level < level && cell.part.band === 'more'));
        for (const { x0, x1, part } of band.toSorted((one, other) => one.x0 - other.x0)) {
          expect(x0).toBeCloseTo(x, 6);
          expect(x1 - x0).toBeCloseTo((part.weight / total) * size.width, 6);
          x = x1;
        }
        expect(x).toBeCloseTo(size.width, 6);
      }
      const order = leavesOf(cells).toSorted((one, other) => one.x0 - other.x0).flatMap(({ part }) => part.segments);
      expect(order).toEqual(sourceTree(list, 'size', null).order.filter((index) => weigher(list)(index) > 0));
    }),
  );
});

test('by size no two boxes of a level overlap, and each is within the one it is in', () => {
  fc.assert(
    fc.property(segments, room, (list, size) => {
      const cells = treemapCells(partsOf(list, 'size'), size);
      const byKey = new Map(cells.map((cell) => [cell.part.key, cell]));
      for (const [at, one] of cells.entries()) {
        const frame = (one.parent === null ? undefined : byKey.get(one.parent)) ?? { x0: 0, x1: size.width, y0: 0, y1: size.height };
        expect(one.x0 >= frame.x0 - 1e-6 && one.x1 <= frame.x1 + 1e-6 && one.y0 >= frame.y0 - 1e-6 && one.y1 <= frame.y1 + 1e-6).toBe(true);
        for (const other of cells.slice(at + 1)) {
          if (other.level !== one.level) continue;
          const across = Math.min(one.x1, other.x1) - Math.max(one.x0, other.x0);
          const down = Math.min(one.y1, other.y1) - Math.max(one.y0, other.y0);
          expect(across > 1e-6 && down > 1e-6).toBe(false);
        }
      }
    }),
  );
});

test('three thousand small parts become few that can be seen', () => {
  const list = Array.from({ length: 3000 }, (_, index): SegmentView => {
    const own: Source = index % 2 === 0 ? { kind: 'user-input' } : { kind: 'builtin-result', tool: 'Read' };
    return { start: index, end: index + 1, path: `messages[${index}]`, source: own, confidence: 'certain', tokens: 10, tokensByState: null, costMicroUsd: null };
  });
  const cells = icicleCells(partsOf(list, 'prompt'), { width: 600, height: 120 });
  expect(cells.length).toBeLessThan(60);
  expect(cells[0]?.part).toMatchObject({ band: 'more', nodeKey: null });
  expect(cells[0]?.part.label).toMatch(/^\d+ more$/);
});

test('arrow keys lead to neighbours, into a part and out of it', () => {
  const list = [row('tools[0]', { kind: 'tool-definition', tool: 'Read' }), row('messages[0]', { kind: 'user-input' }), row('messages[1]', { kind: 'assistant-text' })];
  const cells = icicleCells(partsOf(list, 'prompt'), { width: 600, height: 120 });
  const walk = (...keys: readonly string[]) =>
    keys.reduce<MapCell | null | undefined>((cell, key) => (cell === null || cell === undefined ? null : cellBeside(cells, cell, key)), cells[0])?.part.label;
  expect(walk()).toBe('Tools');
  expect(walk('ArrowRight', 'ArrowDown', 'ArrowRight')).toBe('assistant text');
  expect(walk('ArrowRight', 'ArrowDown', 'ArrowUp', 'ArrowLeft')).toBe('Tools');
  expect(walk('ArrowLeft')).toBeUndefined();
});
