import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, describe, expect, it } from 'vitest';
import { withLock } from './lock.mjs';

describe('a lock', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'whence-lock-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('lets one caller work at a time, and every caller in the end', async () => {
    const lockFile = path.join(folder, 'in', 'turn.lock');
    let working = 0;
    const seen: number[] = [];
    const work = async () => {
      seen.push(++working);
      await sleep(20);
      working--;
    };
    await Promise.all([withLock(lockFile, work), withLock(lockFile, work), withLock(lockFile, work)]);
    expect(seen).toEqual([1, 1, 1]);
    expect(existsSync(lockFile)).toBe(false);
  });

  it('is let go of when the work fails', async () => {
    const lockFile = path.join(folder, 'failing.lock');
    await expect(withLock(lockFile, () => Promise.reject(new Error('no disk')))).rejects.toThrow('no disk');
    expect(await withLock(lockFile, () => Promise.resolve('done'))).toBe('done');
  });

  it('is taken over from a process that is no more', async () => {
    const lockFile = path.join(folder, 'abandoned.lock');
    const gone = spawnSync(process.execPath, ['-e', '']).pid;
    writeFileSync(lockFile, `${gone} ${hostname()}`);
    expect(await withLock(lockFile, () => Promise.resolve('done'))).toBe('done');
  });
});
