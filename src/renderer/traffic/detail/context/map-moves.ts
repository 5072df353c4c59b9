import type { MapCell } from './map-layout.ts';

/** The cell that a key leads to from another: neighbours of the same level left and right, what it is in above, what is in it below; null where there is none. */
export function cellBeside(cells: readonly MapCell[], from: MapCell, key: string): MapCell | null {
  const level = cells.filter((cell) => cell.level === from.level);
  const at = level.indexOf(from);
  switch (key) {
    case 'ArrowRight':
      return level[at + 1] ?? null;
    case 'ArrowLeft':
      return level[at - 1] ?? null;
    case 'ArrowUp':
      return cells.find(({ part }) => part.key === from.parent) ?? null;
    case 'ArrowDown':
      return cells.find(({ parent }) => parent === from.part.key) ?? null;
    case 'Home':
      return level[0] ?? null;
    case 'End':
      return level.at(-1) ?? null;
    default:
      return null;
  }
}
