import { copyFileSync, existsSync, openSync, closeSync, readSync, rmSync, statSync, writeSync } from 'node:fs';
import Database from 'better-sqlite3';
import type { Store } from '../open-store.ts';
import { readInRanges } from './read-in-ranges.ts';

/** A value of a column; numbers are exact up to 2^53. */
export type ColumnValue = number | string | Uint8Array | null;
export type ColumnValues = Readonly<Record<string, ColumnValue>>;

/** What can be read of a damaged database. Nothing throws: what cannot be read is left out. */
export interface DamagedStore {
  readonly schemaVersion: number;
  /** The numbers of the exchanges lie between these, both included; null where none can be found. */
  readonly bounds: { readonly first: number; readonly last: number } | null;
  /** The columns that a table has; none for a table that is not there. */
  columnsOf(table: string): readonly string[];
  /** The rows of a table whose column `key`, its number, is in this range. */
  readRows(table: string, key: string, from: number, to: number): readonly ColumnValues[];
  /** The rows that a column finds by an index; by way of `readAll` where that is to be had no more. */
  readBy(table: string, column: string, value: number): readonly ColumnValues[] | null;
  /** For reading in another way. */
  readonly store: Store;
  close(): void;
}

/** Numbers are given one after the other; higher ones come out of the damage. */
const highestNumber = 2 ** 40;

/**
 * Opens a file that was put aside, to read only; it is not changed. One whose first bytes were overwritten is read from a copy that has them again,
 * and that is gone after `close`. Null where nothing can be read, or it is of a newer schema than `knownVersion`.
 */
export function openDamaged(file: string, knownVersion: number): DamagedStore | null {
  const mended = hasOwnHeader(file) ? null : mendedCopy(file);
  try {
    const store = new Database(mended ?? file, { readonly: true, fileMustExist: true });
    const remove = (): void => {
      store.close();
      if (mended !== null) removeCopy(mended);
    };
    try {
      // Lets a schema be read that has entries which cannot be.
      store.unsafeMode(true);
      store.pragma('writable_schema = ON');
      store.pragma('cell_size_check = ON');
      const damaged = damagedStore(store, mended === null ? null : knownVersion, remove);
      if (damaged.schemaVersion <= knownVersion && damaged.columnsOf('exchange').length > 0) return damaged;
    } catch {
      // Nothing to be had.
    }
    remove();
  } catch {
    if (mended !== null) removeCopy(mended);
  }
  return null;
}

/** `newest`: the version of a file that has lost its own, where it has all that this one brought. */
function damagedStore(store: Store, newest: number | null, close: () => void): DamagedStore {
  const columns = new Map<string, readonly string[]>();
  const columnsOf = (table: string): readonly string[] => {
    const known = columns.get(table) ?? listColumns(store, table);
    columns.set(table, known);
    return known;
  };
  const readRows: DamagedStore['readRows'] = (table, key, from, to) => {
    if (columnsOf(table).length === 0) return [];
    const read = store.prepare<[number, number], ColumnValues>(`SELECT * FROM ${table} NOT INDEXED WHERE ${key} BETWEEN ? AND ? ORDER BY ${key}`);
    return readInRanges(from, to, (first, last) => read.all(first, last));
  };
  const stated = newest === null ? Number(store.pragma('user_version', { simple: true })) : null;
  return {
    schemaVersion: stated ?? (columnsOf('exchange').includes('content_removed_at_us') ? newest ?? 1 : 1),
    bounds: boundsOf(store),
    columnsOf,
    readRows,
    readBy: (table, column, value) => {
      try {
        return store.prepare<[number], ColumnValues>(`SELECT * FROM ${table} WHERE ${column} = ?`).all(value);
      } catch {
        return null;
      }
    },
    store,
    close,
  };
}

function listColumns(store: Store, table: string): readonly string[] {
  try {
    return store.prepare<[string], string>('SELECT name FROM pragma_table_info(?)').pluck().all(table);
  } catch {
    return [];
  }
}

/** By whatever says so: any one of them may lie in the damage. */
function boundsOf(store: Store): DamagedStore['bounds'] {
  const found: number[] = [];
  for (const end of ['min', 'max']) {
    for (const from of ['(number) FROM exchange NOT INDEXED', '(exchange_number) FROM exchange_head NOT INDEXED', '(number >> 1) FROM body NOT INDEXED', '(exchange_number) FROM body', '(exchange_number) FROM segment_list NOT INDEXED', '(+number) FROM exchange INDEXED BY exchange_by_time']) {
      try {
        const number = store.prepare<[], number | null>(`SELECT ${end}${from}`).pluck().get() ?? null;
        if (number !== null && Math.abs(number) < highestNumber) found.push(number);
      } catch {
        // The others may say it.
      }
    }
  }
  return found.length === 0 ? null : { first: Math.min(...found), last: Math.max(...found) };
}

const magic = 'SQLite format 3\0';
const pageBytes = 4096;

function hasOwnHeader(file: string): boolean {
  const header = firstBytes(file);
  // Magic, page size, both versions, and the fractions that are always the same.
  return header.toString('latin1', 0, 16) === magic && header.readUInt16BE(16) === pageBytes && header[20] === 0 && header[21] === 64 && header[22] === 32 && header[23] === 32;
}

function firstBytes(file: string): Buffer {
  const header = Buffer.alloc(100);
  const opened = openSync(file, 'r');
  try {
    readSync(opened, header, 0, header.length, 0);
  } finally {
    closeSync(opened);
  }
  return header;
}

/** A copy with the header that a database of ours of this size has; what it says of free pages is nothing a reader needs. */
function mendedCopy(file: string): string {
  const copy = `${file}.mended`;
  copyFileSync(file, copy);
  if (existsSync(`${file}-wal`)) copyFileSync(`${file}-wal`, `${copy}-wal`);
  const header = Buffer.alloc(100);
  header.write(magic, 'latin1');
  header.writeUInt16BE(pageBytes, 16);
  // WAL, to read and to write; no bytes reserved on a page; the fractions.
  header.set([2, 2, 0, 64, 32, 32], 18);
  header.writeUInt32BE(1, 24);
  header.writeUInt32BE(Math.floor(statSync(file).size / pageBytes), 28);
  // The schema format, the largest root page (other than 0: the file has pages that say where pages are), UTF-8.
  header.writeUInt32BE(4, 44);
  header.writeUInt32BE(1, 52);
  header.writeUInt32BE(1, 56);
  header.writeUInt32BE(1, 64);
  header.writeUInt32BE(1, 92);
  const opened = openSync(copy, 'r+');
  try {
    writeSync(opened, header, 0, header.length, 0);
  } finally {
    closeSync(opened);
  }
  return copy;
}

function removeCopy(copy: string): void {
  for (const suffix of ['', '-wal', '-shm']) rmSync(copy + suffix, { force: true });
}
