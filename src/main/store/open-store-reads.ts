import { statSync } from 'node:fs';
import Database from 'better-sqlite3';
import { analysisReads } from './analysis/analysis-reads.ts';
import { archiveReads } from './archive/archive-reads.ts';
import { bodyReads } from './bodies/body-reads.ts';
import { costSummaryReads } from './costs/cost-summary-reads.ts';
import { costTrendReads } from './costs/cost-trend-reads.ts';
import { costReads } from './costs/cost-reads.ts';
import { detailReads } from './detail-reads.ts';
import { gapReads } from './gap-reads.ts';
import { textSearch } from './content/text-search.ts';
import { insightReads } from './insights/insight-reads.ts';
import { knownNameReads } from './rows/known-names.ts';
import { beforeAfterReads } from './insights/before-after-reads.ts';
import { whatIfReads } from './insights/what-if-reads.ts';
import { markerReads } from './markers/marker-reads.ts';
import type { StoreReads } from './reads.ts';
import { storeUseReads } from './retention/store-use-reads.ts';
import { ratingReads } from './ratings/rating-reads.ts';
import { rowReads } from './rows/row-reads.ts';
import { sessionReads } from './session-reads.ts';
import { sourceHolderReads } from './sources/source-holder-reads.ts';
import { sourceReads } from './sources/source-reads.ts';
import { sourceTableReads } from './sources/source-table-reads.ts';
import { withAndWithoutReads } from './sources/with-and-without-reads.ts';
import { threadReads } from './analysis/thread-reads.ts';
import { unknownReads } from './sources/unknown-reads.ts';

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
    ...costTrendReads(store),
    ...costSummaryReads(store),
    ...unknownReads(store),
    ...gapReads(store),
    ...storeUseReads(store),
    ...ratingReads(store),
    ...sourceReads(store),
    ...sourceTableReads(store),
    ...sourceHolderReads(store),
    ...withAndWithoutReads(store),
    ...insightReads(store),
    ...whatIfReads(store),
    ...beforeAfterReads(store),
    ...markerReads(store),
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
