import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { ulid } from 'ulid';
import { exchangeWrites } from '../src/main/store/exchange-writes.ts';
import type { Store } from '../src/main/store/open-store.ts';
import { claudeTraffic } from './claude-traffic/claude-traffic.ts';
import { longConversation } from './long-conversation.ts';
import { StoredTraffic } from './stored-traffic.ts';

export interface ManyRows {
  readonly rows: number;
  /** The newest: requests of one conversation, of some 1 MB each. The newest is the first. */
  readonly large: readonly string[];
}

const seed = 20260302;
/** How many are made and analysed as they are; all others repeat what was found of them. */
const analysedPairs = 100;
const largeRequests = 8;
const largeBytes = 1_050_000;
const usMinute = 60_000_000;

/** What of a row is not repeated as it is. Sessions and threads are new with each round, and so are times. */
const changedColumns: Readonly<Record<string, string>> = {
  number: 'number + @round * @pairs',
  id: "substr(id, 1, 20) || printf('%06d', @round)",
  session_id: "printf('%04x', @round) || substr(session_id, 5)",
  thread_key: "printf('%04x', @round) || substr(thread_key, 5)",
  turn_key: "printf('%04x', @round) || substr(turn_key, 5)",
  predecessor_id: 'NULL',
  retry_of: 'NULL',
  is_summed: '0',
};

/**
 * Makes a database of so many rows in a folder: generated traffic, analysed; its repetitions, in sessions of their own, without bodies; and at
 * the end some large requests. Answers what is in it.
 */
export async function storeManyRows(folder: string, rows: number): Promise<ManyRows> {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'whence.db');
  const lastUs = await inStore(file, async (traffic) => {
    exchangeWrites(traffic.store).write([...claudeTraffic({ seed, pairs: Math.min(analysedPairs, rows - largeRequests) })]);
    await traffic.analyse();
    return repeatRows(traffic.store, rows - largeRequests);
  });
  return { rows, large: await inStore(file, (traffic) => addLarge(traffic, lastUs)) };
}

async function inStore<Result>(file: string, work: (traffic: StoredTraffic) => Promise<Result>): Promise<Result> {
  const traffic = new StoredTraffic(file);
  try {
    return await work(traffic);
  } finally {
    traffic.store.pragma('wal_checkpoint(TRUNCATE)');
    traffic.close();
  }
}

/** Repeats all rows, each round later, until there are so many; answers when the last of them began. Written one by one, as the recorder does, they would take minutes. */
async function repeatRows(store: Store, rows: number): Promise<number> {
  const { pairs, firstUs, lastUs } = measureTraffic(store);
  const roundUs = lastUs - firstUs + usMinute;
  const repeatExchanges = store.prepare(repetition(store, 'exchange', changedColumns));
  const repeatSources = store.prepare(repetition(store, 'exchange_source', { exchange_number: 'exchange_number + @round * @pairs' }));
  store.transaction(() => {
    for (let round = 1; round * pairs < rows; round += 1) {
      const asked = { round, pairs, roundUs, most: rows - round * pairs };
      repeatExchanges.run(asked);
      // They are many, and a few requests that can be found by them are enough.
      if (round % 12 === 0) repeatSources.run(asked);
    }
  })();
  return measureTraffic(store).lastUs;
}

function repetition(store: Store, table: string, changed: Readonly<Record<string, string>>): string {
  const columns = store.prepare<[string], string>('SELECT name FROM pragma_table_info(?)').pluck().all(table);
  const values = columns.map((name) => changed[name] ?? (name.endsWith('_at_us') ? `${name} + @round * @roundUs` : name));
  const number = table === 'exchange' ? 'number' : 'exchange_number';
  return `INSERT INTO ${table} (${columns.join(', ')}) SELECT ${values.join(', ')} FROM ${table} WHERE ${number} <= min(@pairs, @most)`;
}

function measureTraffic(store: Store): { readonly pairs: number; readonly firstUs: number; readonly lastUs: number } {
  const measured = store
    .prepare<[], { pairs: number; firstUs: number; lastUs: number }>('SELECT count(*) AS pairs, min(request_started_at_us) AS firstUs, max(request_started_at_us) AS lastUs FROM exchange')
    .get();
  if (measured === undefined) throw new Error('A count has a row.');
  return measured;
}

async function addLarge(traffic: StoredTraffic, lastUs: number): Promise<readonly string[]> {
  const startedAtUs = lastUs + usMinute;
  const large = Array.from({ length: largeRequests }, (_, index) => ulid(Math.floor(startedAtUs / 1000) + index));
  traffic.add(...longConversation(large, startedAtUs, largeBytes));
  await traffic.analyse();
  return large.toReversed();
}
