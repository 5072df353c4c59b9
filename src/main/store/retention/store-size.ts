import { statSync } from 'node:fs';
import type { Store } from '../open-store.ts';

/** Readers are waited for so long; writers wait meanwhile. */
const truncatePatienceMs = 30;
const usualPatienceMs = 5000;

/** The database and its log in bytes, without pages that are free. */
export function usedBytes(store: Store): number {
  return liveBytes(store) + logBytes(store);
}

/** The pages that hold something. */
export function liveBytes(store: Store): number {
  return (pragma(store, 'page_count') - pragma(store, 'freelist_count')) * pragma(store, 'page_size');
}

/** The log lies about as large as it ever was; it is used again from its start. */
export function logBytes(store: Store): number {
  return statSync(`${store.name}-wal`, { throwIfNoEntry: false })?.size ?? 0;
}

/**
 * Works the log into the file and empties it; false where somebody reads from it just now. What was deleted stands in it until then.
 */
export function emptyLog(store: Store): boolean {
  // As much as can be done without holding up anybody.
  store.pragma('wal_checkpoint(PASSIVE)');
  store.pragma(`busy_timeout = ${truncatePatienceMs}`);
  try {
    return store.prepare<[], { readonly busy: number }>('PRAGMA wal_checkpoint(TRUNCATE)').get()?.busy === 0;
  } finally {
    store.pragma(`busy_timeout = ${usualPatienceMs}`);
  }
}

/** Gives up to so many free pages back to the system; false when none were left. */
export function giveBackPages(store: Store, most: number, kept = 0): boolean {
  const free = pragma(store, 'freelist_count');
  // Only files that were made for it have this.
  if (free <= kept || pragma(store, 'auto_vacuum') !== 2) return false;
  store.pragma(`incremental_vacuum(${Math.min(most, free - kept)})`);
  return true;
}

function pragma(store: Store, name: string): number {
  return Number(store.pragma(name, { simple: true }));
}
