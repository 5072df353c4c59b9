import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { user } from '../../../test-support/recorded-request.ts';
import { StartedWorkers } from '../../../test-support/started-workers.ts';
import { StoredTraffic } from '../../../test-support/stored-traffic.ts';
import { quietAnalyst } from '../../../test-support/quiet-options.ts';
import { startAnalystThread, type AnalystHandle } from './analyst-handle.ts';

// Only for what never comes: the analyst works at the lowest priority, and a busy machine keeps it waiting for minutes. What a test is not about is analysed before its thread begins.
const patience = { timeout: 240_000 };
const longTest = { timeout: 300_000 };
const limits = { days: 30, megabytes: 0, keepRated: true, keepPinned: true };
const nowUs = Date.now() * 1000;
const usDay = 86_400_000_000;

let folder: string;
let threads: StartedWorkers;
let traffic: StoredTraffic;
let analyst: AnalystHandle | null = null;
const notices: string[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'store-keeping-'));
  threads = new StartedWorkers();
  traffic = new StoredTraffic(join(folder, 'whence.db'));
  notices.length = 0;
});
afterEach(async () => {
  await analyst?.close();
  analyst = null;
  traffic.close();
  threads.stop();
  rmSync(folder, { recursive: true, force: true });
});

describe('the analyst', () => {
  it('removes what is too old while it analyses what is new, and goes on after its thread has died', longTest, async () => {
    add('old', 60, nowUs - 40 * usDay);
    await traffic.analyse();
    const removed = new Set<string>();
    const started = start(limits, (ids) => ids.forEach((id) => removed.add(id)));
    await expect.poll(() => removed.size, patience).toBeGreaterThan(0);
    await threads.kill(-1);
    add('new', 5, nowUs);
    started.wake(5);
    await expect.poll(() => withoutContent(), patience).toBe(60);
    await expect.poll(() => traffic.reads.countUnanalysed(), patience).toBe(0);
    for (const { id, contentRemovedAtUs } of rows()) expect([id, contentRemovedAtUs === null]).toEqual([id, id.startsWith('new')]);
    expect(traffic.store.pragma('integrity_check', { simple: true })).toBe('ok');
  });

  it('takes limits that are changed at once', longTest, async () => {
    add('old', 9, nowUs - 40 * usDay);
    await traffic.analyse();
    add('last', 1, nowUs - 40 * usDay);
    const started = start({ ...limits, days: 0 });
    await expect.poll(() => traffic.reads.countUnanalysed(), patience).toBe(0);
    expect(withoutContent()).toBe(0);
    started.setRetention(limits);
    await expect.poll(() => withoutContent(), patience).toBe(10);
  });

  it('says once when what is exempt takes more than the limit, and no more once it does not', longTest, async () => {
    add('kept', 5, nowUs);
    await traffic.analyse();
    traffic.store.exec('UPDATE exchange SET is_pinned = 1; CREATE TABLE ballast (octets BLOB); INSERT INTO ballast VALUES (zeroblob(2000000))');
    const started = start({ ...limits, megabytes: 1 });
    await expect.poll(() => notices, patience).toEqual([expect.stringContaining('more than its limit of 1 MB')]);
    started.setRetention({ ...limits, megabytes: 100 });
    await expect.poll(() => notices, patience).toEqual([]);
  });

  it('deletes also while nothing can be analysed', longTest, async () => {
    add('one', 20, nowUs);
    add('two', 2, nowUs + 1000);
    traffic.store.exec("CREATE TRIGGER refuses BEFORE UPDATE OF rule_version ON exchange BEGIN SELECT RAISE(ABORT, 'as a full disk'); END");
    const started = start(limits);
    await expect.poll(() => notices, patience).toEqual([expect.stringContaining('could not be analysed just now')]);
    expect(await started.delete({ what: 'session', sessionId: 'one' })).toBe(20);
    expect(rows().map(({ sessionId }) => sessionId)).toEqual(['two', 'two']);
  });

  it('deletes what the user wants gone, one wish after the other, while more comes', longTest, async () => {
    add('one', 20, nowUs);
    add('two', 20, nowUs + 1000);
    await traffic.analyse();
    const started = start(limits);
    const deleting = started.delete({ what: 'session', sessionId: 'one' });
    const selection = started.delete({ what: 'exchanges', ids: ['two-1', 'two-2'] });
    add('three', 5, nowUs + 2000);
    started.wake(5);
    expect(await deleting).toBe(20);
    expect(await selection).toBe(2);
    await expect.poll(() => traffic.reads.countUnanalysed(), patience).toBe(0);
    expect(rows().map(({ sessionId }) => sessionId).filter((session) => session === 'one')).toEqual([]);
    expect(rows()).toHaveLength(23);
    expect(await started.delete({ what: 'everything' })).toBe(23);
    expect(rows()).toEqual([]);
  });
});

function start(retention: typeof limits, onContentRemoved: (ids: readonly string[]) => void = () => undefined): AnalystHandle {
  analyst = startAnalystThread({
    ...quietAnalyst,
    databaseFile: traffic.file,
    retention,
    onAnalysed: () => undefined,
    onBacklog: () => undefined,
    onContentRemoved,
    onNotice: (text) => notices.push(text),
    onSettled: (text) => notices.splice(notices.indexOf(text), 1),
  });
  return analyst;
}

function add(session: string, exchanges: number, fromUs: number): void {
  for (let number = 1; number <= exchanges; number += 1) {
    traffic.add({ id: `${session}-${number}`, at: fromUs + number, sessionId: session, messages: [user(`${session} asks ${number}: ${'and so on '.repeat(50)}`)], usage: { input_tokens: 400, output_tokens: 3 } });
  }
}

const rows = () => traffic.reads.listRows({ limit: 1000 }).rows;
const withoutContent = () => rows().filter(({ contentRemovedAtUs }) => contentRemovedAtUs !== null).length;
