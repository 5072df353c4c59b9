import { execFile } from 'node:child_process';
import os from 'node:os';
import { promisify } from 'node:util';

/**
 * What the figures were measured on.
 * @param {string | null} electron the binary, where there is one
 */
export async function describeMachine(electron) {
  return {
    measuredAt: new Date().toISOString(),
    system: `${os.type()} ${os.release()} ${os.arch()}`,
    processor: os.cpus()[0]?.model.trim() ?? 'unknown',
    cores: os.availableParallelism(),
    memoryGb: Math.round(os.totalmem() / 2 ** 30),
    loadBefore: os.loadavg()[0] ?? null,
    node: process.version,
    electron: electron === null ? null : await electronVersion(electron),
  };
}

async function electronVersion(/** @type {string} */ electron) {
  const asNode = { env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' } };
  try {
    const asked = await promisify(execFile)(electron, ['-p', '`${process.versions.electron} (Node ${process.versions.node})`'], asNode);
    return asked.stdout.trim();
  } catch {
    return 'does not start';
  }
}
