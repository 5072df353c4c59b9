import { execFileSync } from 'node:child_process';
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { processStat } from '../proxy/clients/proc-files.ts';
import { coveringEntries } from './covering-entries.ts';
import type { EnvFacts } from './env-scripts.ts';

/**
 * The file that is there while Whence runs on a data directory, and says where it listens. The port alone does not tell: the standby keeps
 * it when Whence is gone. The first line is the process, the port, and what tells this process from a later one of the same number; the
 * second the entries of NO_PROXY that keep claude away.
 */
export function runningFileOf(dataDir: string): string {
  return join(dataDir, 'running');
}

/** Writes it in one step. Throws where it cannot be written. */
export function writeRunningFile(dataDir: string, { port, listedHosts }: Pick<EnvFacts, 'port' | 'listedHosts'>): void {
  const file = runningFileOf(dataDir);
  const lines = [`${process.pid} ${port} ${ownIdentity()}`, coveringEntries(listedHosts).join(' ')];
  writeFileSync(`${file}.new`, `${lines.join('\n')}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

/** Takes it away: whoever is started through the command from now on goes its usual way. */
export function removeRunningFile(dataDir: string): void {
  try {
    rmSync(runningFileOf(dataDir), { force: true });
  } catch {
    // One that stays does little harm: the command looks whether its process is there.
  }
}

let identity: string | null = null;

/** When this process began, as the command asks for it too; on Windows, where that is slow to ask, the name of its program. */
function ownIdentity(): string {
  identity ??= readIdentity();
  return identity;
}

function readIdentity(): string {
  try {
    if (process.platform === 'win32') return basename(process.execPath);
    if (process.platform === 'linux') return processStat(readFileSync('/proc/self/stat', 'latin1'))?.startedAt ?? '';
    return startByPs(process.pid);
  } catch {
    // The number of the process has to do.
    return '';
  }
}

/** When a process began, as ps says it on macOS, where there is no /proc, with one space between its words. */
export function startByPs(pid: number): string {
  const env = { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC0' };
  return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { env, encoding: 'utf8', timeout: 2000 }).trim().replaceAll(/\s+/g, ' ');
}
