import { mkdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const refreshedEveryMs = 2_000;
const holder = `${process.pid} ${os.hostname()}`;
const abandonedAfterMs = 15_000;

/**
 * Runs `work` while holding the lock file, waiting for whoever holds it now. A lock that its holder stopped refreshing is
 * taken over. What `work` leaves behind must still be put in place in one step: the lock saves double work, it proves nothing.
 * @template Result
 * @param {string} lockFile
 * @param {() => Promise<Result>} work
 * @returns {Promise<Result>}
 */
export async function withLock(lockFile, work) {
  mkdirSync(path.dirname(lockFile), { recursive: true });
  while (!tryCreate(lockFile)) {
    if (isAbandoned(lockFile)) rmSync(lockFile, { force: true });
    else await sleep(200);
  }
  const refresh = setInterval(() => touch(lockFile), refreshedEveryMs);
  try {
    return await work();
  } finally {
    clearInterval(refresh);
    rmSync(lockFile, { force: true });
  }
}

function tryCreate(/** @type {string} */ lockFile) {
  try {
    writeFileSync(lockFile, holder, { flag: 'wx' });
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

function isAbandoned(/** @type {string} */ lockFile) {
  const state = statSync(lockFile, { throwIfNoEntry: false });
  if (state === undefined) return false;
  if (Date.now() - state.mtimeMs > abandonedAfterMs) return true;
  const [pid, host] = readHolder(lockFile);
  return host === os.hostname() && pid !== undefined && !isRunning(Number(pid));
}

function touch(/** @type {string} */ lockFile) {
  try {
    utimesSync(lockFile, new Date(), new Date());
  } catch {
    // Taken over by another; the work goes on, its result is put in place in one step.
  }
}

function readHolder(/** @type {string} */ lockFile) {
  try {
    return readFileSync(lockFile, 'utf8').split(' ');
  } catch {
    return []; // Let go of in this moment.
  }
}

function isRunning(/** @type {number} */ pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
