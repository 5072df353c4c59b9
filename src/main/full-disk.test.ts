import { createHash } from 'node:crypto';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { askPlainly, startPlainEngine, startPlainUpstream, type PlainUpstream } from '../../test-support/plain-engine.ts';
import { mountSmallDisk, whyNoSmallDisk, type SmallDisk } from '../../test-support/small-disk.ts';
import type { Engine } from './engine.ts';

// Only for what never comes.
const patience = { timeout: 60_000 };
const longTest = { timeout: 170_000 };
const megabyte = 1024 * 1024;
const whyNot = whyNoSmallDisk();

let disk: SmallDisk;
let upstream: PlainUpstream;
let engine: Engine | null = null;

describe.skipIf(whyNot !== null)(`a full disk${whyNot === null ? '' : ` (skipped: ${whyNot})`}`, () => {
  beforeEach(async () => {
    disk = mountSmallDisk(8);
    // The answer tells whether every byte came.
    upstream = await startPlainUpstream((body, response) => response.end(sha256(body)));
  });
  afterEach(async () => {
    await engine?.close();
    engine = null;
    upstream.close();
    disk.remove();
  });

  it('is said, and is not felt by traffic; when there is space again, all that waited is on disk, and the notice is gone', longTest, async () => {
    const filling = join(disk.folder, 'filling');
    const running = await start();
    await ask(running, 1, 1000);
    await expect.poll(() => statesOf(running), patience).toEqual(['complete']);
    fill(filling);
    for (let number = 2; number <= 9; number += 1) await ask(running, number, megabyte);
    await expect.poll(() => noticesOf(running), patience).toContain('The disk is full');
    await expect.poll(() => running.readStatus().recordingTrouble, patience).toContain('The disk is full');
    rmSync(filling);
    disk.remount('size=64m');
    await expect.poll(() => statesOf(running), patience).toEqual(Array.from({ length: 9 }, () => 'complete'));
    expect(noticesOf(running)).not.toContain('The disk is full');
    expect(noticesOf(running)).toContain('Recording works again');
    await expect.poll(() => running.readStatus().recordingTrouble, patience).toBeNull();
    for (const { id, requestBytes } of running.store.listRows({ limit: 99 }).rows) {
      expect(running.store.readBody(id, 'request')).toMatchObject({ complete: true });
      expect(running.store.readBody(id, 'request')?.octets.length).toBe(requestBytes);
    }
    expect(running.store.listGaps({ limit: 9 })).toEqual([]);
    expect(running.readStatus()).toMatchObject({ lost: 0, accounts: { difference: null } });
    // The analyst, whom it hit too, has caught up.
    await ask(running, 10, 1000);
    await expect.poll(() => running.store.countUnanalysed(), patience).toBe(0);
    await expect.poll(() => noticesOf(running), patience).not.toContain('could not be analysed just now');
  });

  it('leaves a gap when it lasts: what passed unrecorded has its rows, and its stretch of time, its number and its bytes are listed', longTest, async () => {
    const running = await start();
    fill(join(disk.folder, 'filling'));
    await ask(running, 0, megabyte);
    await expect.poll(() => noticesOf(running), patience).toContain('The disk is full');
    // More than may wait, in the recorder and before it.
    let passed = 0;
    for (let number = 1; number < 60 && running.readStatus().unseen === 0; number += 1) {
      await ask(running, number, 16 * megabyte);
      passed = number;
    }
    expect(running.readStatus().unseen).toBeGreaterThan(0);
    for (let number = passed + 1; number <= passed + 3; number += 1) await ask(running, number, 16 * megabyte);
    disk.remount('size=2g');
    await expect.poll(() => noticesOf(running), patience).toContain('Recording works again');
    // The one that was under way when it became too much has two: what came of it, and the rest of its connection.
    await expect.poll(() => running.store.listRows({ limit: 99 }).total, patience).toBeGreaterThanOrEqual(passed + 4);
    await expect.poll(() => statesOf(running), patience).not.toContain('open');
    await expect.poll(() => running.readStatus().accounts, patience).toMatchObject({ difference: null });
    await ask(running, 99, 1000);
    await expect.poll(() => running.store.listRows({ limit: 1 }).rows, patience).toMatchObject([{ state: 'complete', requestBytes: 1000 }]);
    const { rows } = running.store.listRows({ limit: 99 });
    const missed = rows.filter(({ state }) => state !== 'complete');
    expect(missed.length).toBeGreaterThanOrEqual(3);
    for (const { state, error } of missed) expect([state === 'uncaptured' || state === 'interrupted', error?.code]).toEqual([true, 'recorder-behind']);
    const [gap, ...others] = running.store.listGaps({ limit: 9 });
    expect(others).toEqual([]);
    expect(gap).toMatchObject({ code: 'recorder-behind', exchanges: missed.length, requestBytes: missed.reduce((sum, { requestBytes }) => sum + requestBytes, 0) });
    // Those of a connection: heads are among them.
    expect(gap?.requestBytes).toBeGreaterThanOrEqual(3 * 16 * megabyte);
    expect(noticesOf(running)).toContain('could not keep up');
  });
});

async function start(): Promise<Engine> {
  engine = await startPlainEngine(join(disk.folder, 'data'), upstream.port);
  return engine;
}

/** Takes all the space there is. */
function fill(file: string): void {
  mkdirSync(join(disk.folder), { recursive: true });
  for (let pieceBytes = megabyte; pieceBytes >= 1024; ) {
    try {
      writeFileSync(file, Buffer.alloc(pieceBytes), { flag: 'a' });
    } catch {
      pieceBytes /= 4;
    }
  }
}

/** Asks, and looks whether all bytes came there and back. */
async function ask(running: Engine, number: number, bytes: number): Promise<void> {
  const body = Buffer.alloc(bytes, `request ${number} `);
  expect(String(await askPlainly(running.proxyUrl, body))).toBe(sha256(body));
}

function statesOf(running: Engine): string[] {
  return running.store.listRows({ limit: 99 }).rows.map(({ state }) => state);
}

function noticesOf(running: Engine): string {
  return running.readStatus().notices.join(' ');
}

function sha256(octets: Uint8Array): string {
  return createHash('sha256').update(octets).digest('hex');
}
