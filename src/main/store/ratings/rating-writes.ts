import { setTimeout as sleep } from 'node:timers/promises';
import Database from 'better-sqlite3';
import type { Rated } from '../../../contract/rating-view.ts';
import { openForWriting } from '../open-for-writing.ts';
import type { Store } from '../open-store.ts';
import { groupRater, type RatedGroup, type RatingValues } from './group-ratings.ts';
import { ratedWriter } from './rated-writes.ts';

/** `unknown-id`: no such exchange, turn or session is stored. `busy`: another writer did not let go of the database in time, and nothing was written. */
export type KeepingWrite = 'written' | 'unknown-id' | 'busy';

/** The small writes of the main process: what the user says of exchanges, turns and sessions. */
export interface RatingWrites {
  /** Puts a rating in the place of the one there was; its comment stays where none is said. */
  rate(rated: Rated, rating: RatingValues): Promise<KeepingWrite>;
  /** What has no rating stays as it is. */
  withdraw(rated: Rated): Promise<KeepingWrite>;
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
  const write = async (change: (of: ReturnType<typeof prepare>) => boolean): Promise<KeepingWrite> => {
    const giveUpAtMs = performance.now() + patienceMs;
    for (let waitMs = 5; ; waitMs = Math.min(waitMs * 2, 200)) {
      try {
        store ??= openForWriting(databaseFile, busyTimeoutMs);
        const prepared = (statements ??= prepare(store));
        return store.transaction(() => change(prepared)).immediate() ? 'written' : 'unknown-id';
      } catch (error) {
        if (!isBusy(error)) throw error;
        if (performance.now() > giveUpAtMs) return 'busy';
        await sleep(waitMs);
      }
    }
  };
  return {
    rate: (rated, rating) => write(({ exchanges, groups }) => (rated.of === 'request' ? exchanges.rate(rated.id, rating) : groups.rate(groupOf(rated), rating))),
    withdraw: (rated) => write(({ exchanges, groups }) => (rated.of === 'request' ? exchanges.withdraw(rated.id) : groups.withdraw(groupOf(rated)))),
    pin: (id, isPinned) => write(({ pin }) => pin.run(isPinned ? 1 : 0, id).changes > 0),
    within: (change) => write((prepared) => change(prepared.store) > 0),
    close: () => {
      store?.close();
      store = null;
      statements = null;
    },
  };
}

function prepare(store: Store) {
  return {
    exchanges: exchangeRater(store),
    groups: groupRater(store),
    store,
    pin: store.prepare<[number, string]>('UPDATE exchange SET is_pinned = ? WHERE id = ?'),
  };
}

function exchangeRater(store: Store) {
  const find = store.prepare<[string], number>('SELECT number FROM exchange WHERE id = ?').pluck();
  const put = store.prepare(`
    INSERT INTO rating (exchange_number, stars, comment, rated_at_us) VALUES (@number, @stars, @comment, @ratedAtUs)
    ON CONFLICT DO UPDATE SET stars = excluded.stars, comment = iif(@keepsComment, comment, excluded.comment), rated_at_us = excluded.rated_at_us`);
  const drop = store.prepare<[number]>('DELETE FROM rating WHERE exchange_number = ?');
  const rated = ratedWriter(store);
  return {
    rate: (id: string, { stars, comment, ratedAtUs }: RatingValues): boolean => {
      const number = find.get(id);
      if (number === undefined) return false;
      rated.leave(number);
      put.run({ number, stars, comment: comment ?? null, keepsComment: comment === undefined ? 1 : 0, ratedAtUs });
      rated.join(number);
      return true;
    },
    withdraw: (id: string): boolean => {
      const number = find.get(id);
      if (number === undefined) return false;
      rated.leave(number);
      drop.run(number);
      rated.join(number);
      return true;
    },
  };
}

function groupOf(rated: Exclude<Rated, { readonly of: 'request' }>): RatedGroup {
  return { sessionKey: rated.sessionId, turnKey: rated.of === 'turn' ? rated.turnKey : null };
}

function isBusy(error: unknown): boolean {
  return error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY');
}
