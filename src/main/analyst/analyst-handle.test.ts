import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { StartedWorkers } from '../../../test-support/started-workers.ts';
import { quietAnalyst } from '../../../test-support/quiet-options.ts';
import { exchangeWrites, type ExchangeWrites } from '../store/exchange-writes.ts';
import { openStore, type Store } from '../store/open-store.ts';
import { startAnalystThread } from './analyst-handle.ts';

// Only for what never comes: the analyst works at the lowest priority, and a busy machine may keep it waiting.
const patience = { timeout: 240_000 };
const longTest = { timeout: 300_000 };

let folder: string;
let threads: StartedWorkers;
const endings: (() => unknown)[] = [];
const databaseFile = (): string => join(folder, 'whence.db');

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'analyst-'));
  threads = new StartedWorkers();
});

afterEach(async () => {
  for (const end of endings.splice(0).toReversed()) await end();
  threads.stop();
  rmSync(folder, { recursive: true, force: true });
});

it('goes on where it stopped when its thread dies, and is given up when that happens again and again', longTest, async () => {
  const writes = exchangeWrites(openedStore());
  addExchange(writes, 1);
  const { analyst, analysed, notices } = startAnalyst();
  await expect.poll(() => analysed, patience).toEqual(['id-1']);
  await threads.kill(-1);
  addExchange(writes, 2);
  await expect.poll(() => analysed, patience).toEqual(['id-1', 'id-2']);
  expect(notices).toEqual([expect.stringContaining('started again')]);
  for (let death = 2; death <= 6; death += 1) {
    await threads.kill(-1);
    await expect.poll(() => notices.length, patience).toBe(death);
  }
  expect(notices.at(-1)).toContain('restart Whence');
  // Nobody is there to hear it, and nothing comes of it.
  analyst.wake(1);
  await analyst.close();
});

it('tries again after a while, and once however often it was woken, what the database did not take', longTest, async () => {
  const store = openedStore();
  addExchange(exchangeWrites(store), 1);
  store.exec("CREATE TRIGGER refusal BEFORE UPDATE ON exchange BEGIN SELECT RAISE(ABORT, 'no'); END");
  const { analyst, analysed, notices } = startAnalyst();
  for (let woken = 0; woken < 30; woken += 1) analyst.wake(1);
  await expect.poll(() => notices, patience).toEqual([expect.stringContaining('tried again')]);
  store.exec('DROP TRIGGER refusal');
  await expect.poll(() => analysed, patience).toEqual(['id-1']);
  // It was said once, for as long as it was so.
  expect(notices).toHaveLength(1);
});

it('packs what was recorded, also of exchanges that are analysed already', longTest, async () => {
  const store = openedStore();
  addExchange(exchangeWrites(store), 1, Buffer.from('text '.repeat(2000)));
  const { analyst } = startAnalyst();
  const inPieces = store.prepare('SELECT count(*) FROM body_piece').pluck();
  await expect.poll(() => inPieces.get(), patience).toBe(0);
  store.exec("UPDATE body SET is_packed = 0, texts = NULL; INSERT INTO body_piece VALUES (1, 2, 0, 10000, 'raw', zeroblob(10000))");
  analyst.wake(1);
  await expect.poll(() => inPieces.get(), patience).toBe(0);
  expect(store.prepare('SELECT sum(bytes) FROM pack').pluck().get()).toBe(20_000);
});

function openedStore(): Store {
  const opening = openStore(databaseFile(), new Date(0));
  if (!opening.opened) throw new Error(opening.message);
  endings.push(() => opening.store.close());
  return opening.store;
}

function startAnalyst() {
  const analysed: string[] = [];
  const notices: string[] = [];
  const analyst = startAnalystThread({
    ...quietAnalyst,
    databaseFile: databaseFile(),
    onAnalysed: (ids) => analysed.push(...ids),
    onBacklog: () => undefined,
    onNotice: (text) => notices.push(text),
  });
  endings.push(() => analyst.close());
  return { analyst, analysed, notices };
}

function addExchange(writes: ExchangeWrites, number: number, body?: Uint8Array): void {
  const timing = { requestStartedAtUs: number, requestReceivedAtUs: null, requestForwardedAtUs: null, responseStartedAtUs: null, responseDeliveredAtUs: null };
  const identity = { sessionId: null, agentId: null, promptId: null, requestClass: 'other' } as const;
  const place = { scheme: 'https', host: 'api.test', port: 443, method: 'GET', path: '/' } as const;
  const rest = { status: null, requestBytes: 0, responseBytes: 0, head: null, error: null };
  const end = { complete: true, wireSha256: null, storedSha256: null };
  const bodies = body === undefined ? [] : [{ side: 'request', start: 0, replaces: false, octets: [body], masks: [], decodedFrom: null, end } as const];
  writes.write([{ number, id: `id-${number}`, state: 'complete', ...identity, ...place, timing, ...rest, bodies }]);
}
