import { chmodSync, closeSync, existsSync, mkdirSync, openSync, renameSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import type { Database as Store } from 'better-sqlite3';
import { addBillFunctions } from './costs/bill-functions.ts';
import { migrations } from './migrations/migrations.ts';
import type { Migration } from './migrations/migration.ts';
import { setAsideName } from './salvage/set-aside.ts';

export type { Store };

export type StoreOpening =
  | {
      readonly opened: true;
      readonly store: Store;
      /** The name of the damaged file that was put aside for this one, or null. */
      readonly setAside: string | null;
    }
  | { readonly opened: false; readonly code: StoreRefusal; readonly message: string };

export type StoreRefusal = 'in-use' | 'newer-schema' | 'foreign-database' | 'cannot-open';

/** The step of the schema that brought the table for it. */
const salvagedSince = 8;
/** Marks a database file as ours (SQLite's `application_id`): the letters "Whnc". */
const applicationId = 0x57686e63;
/** Larger files are not read through at the start: it would take longer than the window may. */
const checkedWholeUpToBytes = 128 * 1024 * 1024;
const largestLogBytes = 64 * 1024 * 1024;
/** How long another writer is waited for; the recorder keeps what comes meanwhile, and tries again. */
const busyTimeoutMs = 1000;

/**
 * Opens the database for writing, making folder (0700) and file (0600) where they are missing, and brings its schema up to
 * date. A damaged file is renamed, with its log files, and a new one begun. A file of a newer version or of another program
 * is refused and left untouched.
 */
export function openStore(file: string, now: Date, steps: readonly Migration[] = migrations): StoreOpening {
  try {
    makePrivate(file);
    if (!existsSync(damageMark(file))) {
      const opening = openSound(file, steps);
      if (opening !== 'damaged') return opening;
    }
    const setAside = setDamagedAside(file, now);
    makePrivate(file);
    const opening = openSound(file, steps);
    if (opening === 'damaged') throw new Error('a newly made database is damaged too');
    if (!opening.opened) return opening;
    // From then on numbers are kept free for what is saved of it.
    if (steps.length >= salvagedSince) opening.store.prepare('INSERT OR IGNORE INTO salvage (file_name) VALUES (?)').run(setAside);
    return { ...opening, setAside };
  } catch (error) {
    return {
      opened: false,
      code: 'cannot-open',
      message:
        `The database ${file} cannot be opened (${error instanceof Error ? error.message : 'unknown error'}). ` +
        'Check that its folder can be written to and that the disk is not full.',
    };
  }
}

/** Has the next start put this file aside: it was found to be damaged while in use. */
export function markDamaged(file: string): void {
  closeSync(openSync(damageMark(file), 'a', 0o600));
}

/** For the user, with SQLite's code. */
export function damagedSentence(code: string): string {
  return `The database is damaged (${code}). Traffic passes on; restart Whence: the file is then put aside, a new one begun, and what can be read is saved into it.`;
}

/** True for SQLite's ways of saying that the file's content is broken. */
export function saysDamaged(error: unknown): boolean {
  return error instanceof Database.SqliteError && /^SQLITE_(CORRUPT|NOTADB)/.test(error.code);
}

function openSound(file: string, steps: readonly Migration[]): StoreOpening | 'damaged' {
  const store = new Database(file, { timeout: busyTimeoutMs });
  addBillFunctions(store);
  try {
    const refusal = refuse(store, file, steps);
    if (refusal !== null) {
      store.close();
      return refusal;
    }
    if (statSync(file).size <= checkedWholeUpToBytes && !isSound(store)) {
      store.close();
      return 'damaged';
    }
    prepareForWriting(store, steps);
    return { opened: true, store, setAside: null };
  } catch (error) {
    store.close();
    if (saysDamaged(error)) return 'damaged';
    throw error;
  }
}

/** Each table by itself: the check of all would go through every word of the index of texts, which takes four times as long as the rest. */
function isSound(store: Store): boolean {
  const tables = store.prepare<[], string>("SELECT name FROM sqlite_schema WHERE type = 'table' AND rootpage > 0").pluck().all();
  return tables.every((table) => store.pragma(`quick_check("${table.replaceAll('"', '""')}")`, { simple: true }) === 'ok');
}

function refuse(store: Store, file: string, steps: readonly Migration[]): StoreOpening | null {
  const version = Number(store.pragma('user_version', { simple: true }));
  const tables = store.prepare<[], number>('SELECT count(*) FROM sqlite_schema').pluck().get() ?? 0;
  if (tables > 0 && store.pragma('application_id', { simple: true }) !== applicationId) {
    const message = `${file} is a database of another program. Move it away, or choose another data folder.`;
    return { opened: false, code: 'foreign-database', message };
  }
  if (version > steps.length) {
    const message =
      `${file} was written by a newer version of Whence (schema ${version}; this one knows ${steps.length}). ` +
      'Update Whence, or choose another data folder. The file was not changed.';
    return { opened: false, code: 'newer-schema', message };
  }
  return null;
}

function prepareForWriting(store: Store, steps: readonly Migration[]): void {
  // Has an effect only on a file that is empty yet.
  store.pragma('auto_vacuum = INCREMENTAL');
  store.pragma('journal_mode = WAL');
  store.pragma('synchronous = NORMAL');
  store.pragma(`journal_size_limit = ${largestLogBytes}`);
  // The analyst does it sooner, while it runs; here it would keep the recorder waiting for the disk.
  store.pragma(`wal_autocheckpoint = ${largestLogBytes / 4096}`);
  migrate(store, steps);
  store.pragma('foreign_keys = ON');
}

function migrate(store: Store, steps: readonly Migration[]): void {
  // Read again within the transaction: another process may have been quicker.
  const version = (): number => Number(store.pragma('user_version', { simple: true }));
  if (version() === steps.length) return;
  // A table that others refer to can only be made anew while that is not watched over; off is refused within a transaction.
  store.pragma('foreign_keys = OFF');
  const stepUp = store.transaction(() => {
    const from = version();
    for (const step of steps.slice(from)) store.exec(step.sql);
    if (store.prepare('PRAGMA foreign_key_check').get() !== undefined) throw new Error('a step of the schema left rows without those they refer to');
    store.pragma(`application_id = ${applicationId}`);
    store.pragma(`user_version = ${steps.length}`);
  });
  stepUp.immediate();
}

function makePrivate(file: string): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  // SQLite gives its log files the mode of the database file.
  closeSync(openSync(file, 'a', 0o600));
  chmodSync(file, 0o600);
}

function setDamagedAside(file: string, now: Date): string {
  const name = setAsideName(file, now);
  const aside = join(dirname(file), name);
  // The mark goes last: a start that is cut short here is repeated by the next.
  for (const suffix of ['-wal', '-shm', '', damageMark('')]) {
    if (existsSync(file + suffix)) renameSync(file + suffix, aside + suffix);
  }
  return name;
}

function damageMark(file: string): string {
  return `${file}.damaged`;
}
