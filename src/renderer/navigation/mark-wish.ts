import { useSyncExternalStore } from 'react';

/** A point in time that is to be marked. */
export interface MarkWish {
  readonly atUs: number;
}

let wish: MarkWish | null = null;
const listeners = new Set<() => void>();

/** Asks for a point in time to be marked: whoever shows the dialog for it opens it. Null when it is closed. */
export function wishToMark(wanted: MarkWish | null): void {
  wish = wanted;
  for (const listener of listeners) listener();
}

/** The point that is wished to be marked; null while there is no such wish. */
export function useMarkWish(): MarkWish | null {
  return useSyncExternalStore(subscribe, () => wish);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
