import { setTimeout as sleep } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { openForWriting } from '../open-for-writing.ts';
import type { Store } from '../open-store.ts';
import type { StoredRating } from '../reads.ts';

/** `unknown-id`: no such exchange is stored. `busy`: another writer did not let go of the database in time, and nothing was written. */
export type KeepingWrite = 'written' | 'unknown-id' | 'busy';

/** The small writes of the main process: what the user says of an exchange. */
export interface RatingWrites {
  /** Puts a rating in the place of the one there was. */
  rate(rating: StoredRating): Promise<KeepingWrite>;
  /** An exchange without a rating stays as it is. */
  withdraw(id: string): Promise<KeepingWrite>;
  pin(id: string, isPinned: boolean): Promise<KeepingWrite>;
  /** For other small writes over the same connection, in a transaction of their own; they answer how many rows they changed. */
  within(change: (store: Store) => number): Promise<KeepingWrite>;
  close(): void;
}

/** Short, since this thread does nothing else meanwhile; then others have their turn. */
const busyTimeoutMs = 20;
/** The recorder and the analyst hold the database for far less at a time. */
const usualPatienceMs = 5000;

/**
 * A connection for ratings and pins, opened with the first of them. Each write is a transaction of its own that takes the database at once
 * (`BEGIN IMMEDIATE`); while another connection writes it is tried again, without holding up the thread. A database that cannot be
 * written throws.
 */
export function ratingWrites(databaseFile: string, patienceMs = usualPatienceMs): RatingWrites {
  let store: Store | null = null;
  let statements: ReturnType<typeof prepare> | null = null;
  const write = async (change: (of: ReturnType<typeof prepare>) => number): Promise<KeepingWrite> => {
    const giveUpAtMs = performance.now() + patienceMs;
    for (let waitMs = 5; ; waitMs = Math.min(waitMs * 2, 200)) {
      try {
        store ??= openForWriting(databaseFile, busyTimeoutMs);
        const prepared = (statements ??= prepare(store));
        const changed = store.transaction(() => change(prepared)).immediate();
        return changed === 0 ? 'unknown-id' : 'written';
      } catch (error) {
        if (!isBusy(error)) throw error;
        if (performance.now() > giveUpAtMs) return 'busy';
        await sleep(waitMs);
      }
    }
  };
  return {
    rate: (rating) => write(({ rate }) => rate.run(rating).changes),
    withdraw: (id) => write(({ find, withdraw }) => {
      const number = find.get(id);
      if (number === undefined) return 0;
      withdraw.run(number);
      return 1;
    }),
    pin: (id, isPinned) => write(({ pin }) => pin.run(isPinned ? 1 : 0, id).changes),
    within: (change) => write((prepared) => change(prepared.store)),
    close: () => {
      store?.close();
      store = null;
      statements = null;
    },
  };
}

function prepare(store: Store) {
  return {
    store,
    find: store.prepare<[string], number>('SELECT number FROM exchange WHERE id = ?').pluck(),
    rate: store.prepare<[StoredRating]>(`
      INSERT INTO rating (exchange_number, stars, comment, rated_at_us) SELECT number, @stars, @comment, @ratedAtUs FROM exchange WHERE id = @id
      ON CONFLICT DO UPDATE SET stars = excluded.stars, comment = excluded.comment, rated_at_us = excluded.rated_at_us`),
    withdraw: store.prepare<[number]>('DELETE FROM rating WHERE exchange_number = ?'),
    pin: store.prepare<[number, string]>('UPDATE exchange SET is_pinned = ? WHERE id = ?'),
  };
}

function isBusy(error: unknown): boolean {
  return error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY');
}
