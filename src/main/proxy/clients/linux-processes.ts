import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { ClientProcess, LoopbackConnection, SearchProcesses } from './client-process.ts';
import { printable } from './printable.ts';
import { linkToSocket, parseStat, rowsIn, type SocketRow } from './proc-files.ts';

const stepMs = 0.5;
const rememberedPids = 16;
// A client with a socket for both families has its row in the other table. A table is read piece by piece, and may miss a row
// when others come and go meanwhile: hence twice.
const socketTables = ['/proc/net/tcp', '/proc/net/tcp6', '/proc/net/tcp'];

/**
 * Looks for processes in /proc (proc(5)): the table of TCP sockets gives the socket's user and inode, and the process is the one that
 * has a descriptor of it. Descriptors of another user's processes can be seen by root alone: there the user is all. Processes found lately are looked at first, then all, the newest first, in steps of half a
 * millisecond, between which the loop does other work.
 */
export function searchLinux(): SearchProcesses {
  let lately: readonly number[] = [];
  return async (connections, findings, isOver) => {
    // By what a descriptor of the socket is a link to.
    const sockets = new Map<string, LoopbackConnection>();
    const ownUid = process.geteuid?.() ?? 0;
    for (const [connection, row] of await socketsOf(connections)) {
      const canBeSeen = ownUid === 0 || row.uid === ownUid;
      findings.user(connection, row.uid, !canBeSeen);
      if (canBeSeen) sockets.set(linkToSocket(row), connection);
    }
    if (sockets.size === 0) return;
    const steps = look(sockets, lately, (connection, pid) => {
      lately = [pid, ...lately.filter((other) => other !== pid)].slice(0, rememberedPids);
      const process = describe(pid);
      if (process !== null) findings.process(connection, process);
    });
    while (!isOver()) {
      const untilMs = performance.now() + stepMs;
      while (performance.now() < untilMs) {
        if (steps.next().done === true) return;
      }
      await new Promise((resolve) => setImmediate(resolve));
    }
  };
}

/** A process that is dead but not buried does not run. */
export function isRunningOnLinux(process: ClientProcess): boolean {
  const now = readStat(process.pid);
  return now !== null && now.state !== 'Z' && now.startedAt === process.startedAt;
}

async function socketsOf(connections: readonly LoopbackConnection[]): Promise<ReadonlyMap<LoopbackConnection, SocketRow>> {
  const sockets = new Map<LoopbackConnection, SocketRow>();
  for (const file of socketTables) {
    const left = connections.filter((connection) => !sockets.has(connection));
    if (left.length === 0) break;
    for (const [connection, row] of rowsIn(await readFile(file, 'latin1').catch(() => ''), left)) sockets.set(connection, row);
  }
  return sockets;
}

/** Takes one small step at a time; takes out of `sockets` what it has found. */
function* look(
  sockets: Map<string, LoopbackConnection>,
  lately: readonly number[],
  found: (connection: LoopbackConnection, pid: number) => void,
): Generator<void, void> {
  const seen = new Set<number>();
  for (const pid of [...lately, ...newestPids()]) {
    if (sockets.size === 0) return;
    if (seen.has(pid)) continue;
    seen.add(pid);
    const descriptors = namesIn(`/proc/${pid}/fd`);
    // What was opened last has the highest number, as a rule.
    for (let index = descriptors.length - 1; index >= 0 && sockets.size > 0; index -= 1) {
      const target = linkTarget(`/proc/${pid}/fd/${descriptors[index]}`);
      const connection = sockets.get(target);
      if (connection !== undefined) {
        sockets.delete(target);
        found(connection, pid);
      }
      if (index % 16 === 0) yield;
    }
  }
}

function* newestPids(): Generator<number, void> {
  const pids = namesIn('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number);
  yield* pids.toSorted((left, right) => right - left);
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    // It has ended, or is not ours to see.
    return [];
  }
}

function linkTarget(file: string): string {
  try {
    return readlinkSync(file);
  } catch {
    return '';
  }
}

function describe(pid: number): ClientProcess | null {
  const stat = readStat(pid);
  if (stat === null) return null;
  // What newer versions of Node call themselves tells nothing.
  const name = stat.name === 'MainThread' ? basename(linkTarget(`/proc/${pid}/exe`)) : stat.name;
  return { pid, startedAt: stat.startedAt, name: printable(name) };
}

function readStat(pid: number): ReturnType<typeof parseStat> {
  try {
    return parseStat(readFileSync(`/proc/${pid}/stat`, 'latin1'));
  } catch {
    return null;
  }
}
