import type { ExchangeWrite, ExchangeWrites } from '../exchange-writes.ts';
import type { Store } from '../open-store.ts';

/** An exchange that was in a file, with what is kept of it besides what a recorder knows. */
export interface ImportedWrite {
  readonly exchange: ExchangeWrite;
  readonly isPinned: boolean;
  readonly rating: { readonly stars: number; readonly comment: string | null; readonly ratedAtUs: number } | null;
  /** When its bodies and heads were removed where it was captured. */
  readonly contentRemovedAtUs: number | null;
}

/** What is written of imports, by the recorder's thread alone: it gives the numbers. */
export interface ImportWrites {
  /** Answers the number of the new import. */
  begin(fileName: string, importedAtUs: number): number;
  /** Keeps the name of the program that wrote the file. */
  setCreator(importNumber: number, creator: string): void;
  /** Writes all of these in one transaction, or none of them and throws. */
  write(importNumber: number, imported: readonly ImportedWrite[]): void;
}

export function importWrites(store: Store, exchanges: Pick<ExchangeWrites, 'write'>): ImportWrites {
  const begin = store.prepare<[string, number]>('INSERT INTO import (file_name, imported_at_us) VALUES (?, ?)');
  const setCreator = store.prepare<[string, number]>('UPDATE import SET creator = ? WHERE number = ?');
  const mark = store.prepare<[number, number, number | null, number]>(
    'UPDATE exchange SET import_number = ?, is_pinned = ?, content_removed_at_us = ? WHERE number = ?',
  );
  const rate = store.prepare<[number, number, string | null, number]>(
    'INSERT OR REPLACE INTO rating (exchange_number, stars, comment, rated_at_us) VALUES (?, ?, ?, ?)',
  );
  const writeAll = store.transaction((importNumber: number, imported: readonly ImportedWrite[]) => {
    exchanges.write(imported.map(({ exchange }) => exchange));
    for (const { exchange, isPinned, rating, contentRemovedAtUs } of imported) {
      mark.run(importNumber, isPinned ? 1 : 0, contentRemovedAtUs, exchange.number);
      if (rating !== null) rate.run(exchange.number, rating.stars, rating.comment, rating.ratedAtUs);
    }
  });
  return {
    begin: (fileName, importedAtUs) => Number(begin.run(fileName, importedAtUs).lastInsertRowid),
    setCreator: (importNumber, creator) => void setCreator.run(creator, importNumber),
    write: (importNumber, imported) => writeAll.immediate(importNumber, imported),
  };
}
