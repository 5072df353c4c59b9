import Database from 'better-sqlite3';
import type { Store } from './open-store.ts';

/** A further connection to a database that `openStore` has opened; it waits for other writers for up to five seconds. */
export function openForWriting(databaseFile: string): Store {
  const store = new Database(databaseFile, { fileMustExist: true, timeout: 5000 });
  store.pragma('synchronous = NORMAL');
  store.pragma('wal_autocheckpoint = 0');
  store.pragma('foreign_keys = ON');
  return store;
}
