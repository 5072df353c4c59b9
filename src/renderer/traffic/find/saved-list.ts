import type { SavedFilter } from '../../../contract/settings-view.ts';

/** The list with this filter under a name; one that has the name already is replaced where it stands. */
export function withSaved(saved: readonly SavedFilter[], entry: SavedFilter): SavedFilter[] {
  const isThere = saved.some(({ name }) => name === entry.name);
  return isThere ? saved.map((other) => (other.name === entry.name ? entry : other)) : [...saved, entry];
}

/** The list with an entry under another name. What had that name goes. */
export function withRenamed(saved: readonly SavedFilter[], name: string, newName: string): SavedFilter[] {
  return saved
    .filter((other) => other.name === name || other.name !== newName)
    .map((other) => (other.name === name ? { ...other, name: newName } : other));
}

export function without(saved: readonly SavedFilter[], name: string): SavedFilter[] {
  return saved.filter((other) => other.name !== name);
}

/** The list with an entry one place up (-1) or down (1); as it was at its end. */
export function withMoved(saved: readonly SavedFilter[], name: string, step: -1 | 1): SavedFilter[] {
  const at = saved.findIndex((other) => other.name === name);
  const entry = saved[at];
  const to = at + step;
  if (entry === undefined || to < 0 || to >= saved.length) return [...saved];
  return without(saved, name).toSpliced(to, 0, entry);
}
