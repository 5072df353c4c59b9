import { statSync } from 'node:fs';
import Database from 'better-sqlite3';
import { analysisReads } from './analysis-reads.ts';
import { archiveReads } from './archive-reads.ts';
import { bodyReads } from './body-reads.ts';
import { costReads } from './cost-reads.ts';
import { detailReads } from './detail-reads.ts';
import { textSearch } from './content/text-search.ts';
import { knownNameReads } from './known-names.ts';
import type { StoreReads } from './reads.ts';
import { ratingReads } from './rating-reads.ts';
import { rowReads } from './row-reads.ts';
import { sessionReads } from './session-reads.ts';
import { sourceReads } from './source-reads.ts';
import { threadReads } from './thread-reads.ts';
import { unknownReads } from './unknown-reads.ts';

/**
 * Opens a connection that can only read. The recorder must have opened the database before: it makes the file and brings it up
 * to date. Every call sees what was committed before it. `onStatement` is told each SQL statement before it runs.
 */
export function openStoreReads(databaseFile: string, onStatement?: (sql: string) => void): StoreReads & { close(): void } {
  const verbose = (sql: unknown): void => onStatement?.(String(sql));
  const options = { readonly: true, fileMustExist: true, timeout: 5000 };
  const store = new Database(databaseFile, onStatement === undefined ? options : { ...options, verbose });
  const countExchanges = store.prepare<[], number>('SELECT count(*) FROM exchange').pluck();
  const texts = textSearch(store);
  return {
    ...rowReads(store, texts),
    ...knownNameReads(store),
    ...sessionReads(store),
    ...detailReads(store),
    ...bodyReads(store),
    ...analysisReads(store),
    ...threadReads(store),
    ...costReads(store),
    ...unknownReads(store),
    ...ratingReads(store),
    ...sourceReads(store),
    ...archiveReads(store),
    ...texts,
    readFigures: () => ({
      exchanges: countExchanges.get() ?? 0,
      storeBytes: sizeOf(databaseFile) + sizeOf(`${databaseFile}-wal`),
    }),
    close: () => {
      store.close();
    },
  };
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}
