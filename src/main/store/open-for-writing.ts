import Database from 'better-sqlite3';
import { addBillFunctions } from './costs/bill-functions.ts';
import type { Store } from './open-store.ts';

/** A further connection to a database that `openStore` has opened; it waits for other writers, by default for up to five seconds. */
export function openForWriting(databaseFile: string, busyTimeoutMs = 5000): Store {
  const store = new Database(databaseFile, { fileMustExist: true, timeout: busyTimeoutMs });
  addBillFunctions(store);
  store.pragma('synchronous = NORMAL');
  store.pragma('wal_autocheckpoint = 0');
  store.pragma('foreign_keys = ON');
  return store;
}
