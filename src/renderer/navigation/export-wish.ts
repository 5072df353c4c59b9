import { useSyncExternalStore } from 'react';

let wish: readonly string[] | null = null;
const listeners = new Set<() => void>();

/** Asks for these requests to be exported: whoever shows the export dialog opens it. Null when it is closed. */
export function wishToExport(ids: readonly string[] | null): void {
  wish = ids;
  for (const listener of listeners) listener();
}

/** The requests that are wished to be exported; null while there is no such wish. */
export function useExportWish(): readonly string[] | null {
  return useSyncExternalStore(subscribe, () => wish);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
