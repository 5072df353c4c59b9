import type { TreeItem } from './tree.tsx';

/** Whether a key folds or unfolds the item that it is pressed on. */
export function isTreeToggle(key: string, expanded: boolean): boolean {
  return key === 'Enter' || key === ' ' || (key === 'ArrowRight' && !expanded) || (key === 'ArrowLeft' && expanded);
}

/** The item that a key moves to, from the one at `at` (-1 for none); null for keys that do not move. It may be beyond the ends. */
export function treeIndexAfter(key: string, at: number, items: readonly TreeItem[]): number | null {
  const item = items[at];
  if (key === 'ArrowDown' || key === 'j') return at + 1;
  if (key === 'ArrowUp' || key === 'k') return at - 1;
  if (key === 'Home') return 0;
  if (key === 'End') return items.length - 1;
  if (item === undefined) return null;
  if (key === 'ArrowRight' && item.expanded === true) return at + 1;
  if (key === 'ArrowLeft' && item.expanded !== true) {
    const parent = items.slice(0, at).findLastIndex((other) => other.level < item.level);
    return parent === -1 ? null : parent;
  }
  return null;
}
