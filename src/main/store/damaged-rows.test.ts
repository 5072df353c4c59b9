import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { assistant, user } from '../../../test-support/recorded-request.ts';
import { sessionOfTests } from '../../../test-support/claude-request.ts';
import { StoredTraffic, type RequestToStore } from '../../../test-support/stored-traffic.ts';
import { Deletion } from './retention/deletion.ts';
import { Retention } from './retention/retention.ts';

let folder: string;
let traffic: StoredTraffic;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'damaged-rows-'));
  traffic = new StoredTraffic(join(folder, 'whence.db'));
});

afterEach(() => {
  traffic.close();
  rmSync(folder, { recursive: true, force: true });
});

const usDay = 86_400_000_000;

/** Each has the turns before it, so that the digests of the first messages stand in texts. */
function turn(number: number): RequestToStore {
  const messages = Array.from({ length: 40 + number }, (_, index) => (index % 2 === 0 ? user(`asks ${index}`) : assistant(`says ${index}`)));
  return { id: `turn-${number}`, at: number, messages: [...messages, ...(number % 2 === 0 ? [user('and now')] : [])], usage: { input_tokens: 900, output_tokens: 3 } };
}

async function pack(): Promise<void> {
  while ((await traffic.writes.packBodies(50)) > 0);
}

/** Nothing of SQLite's own is broken: what the rows hold is. */
const damages = [
  'UPDATE exchange_head SET packed = randomblob(40) WHERE exchange_number = 2',
  "UPDATE exchange_head SET packed = NULL, request_headers = '{' WHERE exchange_number = 2",
  'UPDATE thread_record SET packed = randomblob(40) WHERE exchange_number = 2',
  "UPDATE thread_record SET texts = x'ff' WHERE exchange_number = 2",
  'UPDATE thread_record SET digests = randomblob(5) WHERE exchange_number = 2',
  'UPDATE segment_list SET columns = randomblob(40) WHERE exchange_number = 2',
  "UPDATE segment_list SET output = '{' WHERE exchange_number = 2",
  "UPDATE body SET texts = x'ff' WHERE number IN (4, 5)",
  // Two to the 48th texts in a row.
  "UPDATE body SET texts = x'02808080808080c000' WHERE number IN (4, 5)",
  'UPDATE pack SET octets = randomblob(40)',
  "UPDATE pack SET lengths = x'ff'",
];

describe.each(damages)('after %s', (damage) => {
  it('all others are read, analysed, packed, listed and found, and what is damaged throws nothing', async () => {
    traffic.add(turn(1), turn(2), turn(3));
    await traffic.analyse();
    await pack();
    traffic.store.exec(damage);
    traffic.restart();
    traffic.add(turn(4), turn(5));
    expect(await traffic.analyse()).toEqual(['turn-4', 'turn-5']);
    await pack();
    const { reads } = traffic;
    expect(reads.listRows({ limit: 9 }).rows).toHaveLength(5);
    for (const number of [1, 2, 3, 4, 5]) {
      const id = `turn-${number}`;
      reads.readDetail(id);
      reads.readArchived(id);
      reads.readAnalysis(id);
      reads.readThreadRecord(id)?.digests.at(0);
      for (const side of ['request', 'response'] as const) reads.readBody(id, side);
    }
    for (const id of ['turn-4', 'turn-5']) {
      expect(reads.readBody(id, 'request')).toMatchObject({ complete: true });
      expect(reads.readAnalysis(id)).toMatchObject({ isPrompt: true });
    }
    reads.readSessionRecords(sessionOfTests);
    await reads.searchTexts({ phrases: ['asks'], limit: 9 });
    reads.exchangesSaying('asks');
  });

  it('is analysed again, which mends what can be mended', async () => {
    traffic.add(turn(1), turn(2), turn(3));
    await traffic.analyse();
    await pack();
    traffic.store.exec(`${damage}; UPDATE exchange SET rule_version = 0`);
    traffic.restart();
    expect(await traffic.analyse()).toHaveLength(3);
    for (const number of [1, 2, 3]) expect(traffic.reads.readAnalysis(`turn-${number}`)).not.toBeNull();
  });

  it('is removed for its age, and deleted, with all of its texts', async () => {
    traffic.add(turn(1), turn(2), turn(3));
    await traffic.analyse();
    await pack();
    traffic.store.exec(damage);
    traffic.restart();
    const deletion = new Deletion(traffic.analystStore, { what: 'exchanges', ids: ['turn-1'] });
    while (deletion.step());
    const retention = new Retention(traffic.analystStore, { days: 1, megabytes: 0, keepRated: true, keepPinned: true });
    while (retention.step(9 * usDay).did !== 'nothing');
    expect(traffic.reads.listRows({ limit: 9 }).rows.map(({ contentRemovedAtUs }) => contentRemovedAtUs === null)).toEqual([false, false]);
    for (const table of ['body', 'pack', 'text', 'pack_use', 'thread_record']) {
      expect([table, traffic.store.prepare(`SELECT count(*) FROM ${table}`).pluck().get()]).toEqual([table, 0]);
    }
  });
});
