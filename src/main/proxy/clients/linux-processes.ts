import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { ClientProcess, LoopbackConnection, SearchProcesses } from './client-process.ts';
import { printable } from './printable.ts';

const stepMs = 0.5;
const rememberedPids = 16;
// A client with a socket for both families has its row in the other table. A table is read piece by piece, and may miss a row
// when others come and go meanwhile: hence twice.
const socketTables = ['/proc/net/tcp', '/proc/net/tcp6', '/proc/net/tcp'];

/**
 * Looks for processes in /proc (proc(5)): the table of TCP sockets gives the socket's inode, and the process is the one that has a
 * descriptor of it. Processes found lately are looked at first, then all, the newest first, in steps of half a
 * millisecond, between which the loop does other work.
 */
export function searchLinux(): SearchProcesses {
  let lately: readonly number[] = [];
  return async (connections, found, isOver) => {
    const sockets = await socketsOf(connections);
    if (sockets.size === 0) return;
    const steps = look(sockets, lately, (connection, pid) => {
      lately = [pid, ...lately.filter((other) => other !== pid)].slice(0, rememberedPids);
      const process = describe(pid);
      if (process !== null) found(connection, process);
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

/**
 * The inodes of the clients' ends of connections, as rows of /proc/net/tcp or tcp6 give them. A row of another user is left
 * out unless we are root: the descriptors of its process cannot be seen.
 */
export function inodesIn(
  table: string,
  connections: readonly LoopbackConnection[],
  ownUid: number,
): ReadonlyMap<LoopbackConnection, string> {
  const inodes = new Map<LoopbackConnection, string>();
  const asked = new Map(connections.map((connection) => [`${hex(connection.clientPort)}:${hex(connection.serverPort)}`, connection]));
  for (const serverPort of new Set(connections.map((connection) => connection.serverPort))) {
    // A table can have many thousands of rows, of which few are of this port.
    const marker = `:${hex(serverPort)} `;
    for (let at = table.indexOf(marker); at !== -1; at = table.indexOf(marker, at + marker.length)) {
      const end = table.indexOf('\n', at);
      const row = table.slice(table.lastIndexOf('\n', at) + 1, end === -1 ? undefined : end);
      // sl local:port remote:port state tx:rx tr:when retransmit uid timeout inode
      const match = /^ *\d+: [0-9A-F]+:([0-9A-F]{4}) [0-9A-F]+:([0-9A-F]{4}) \S+ \S+ \S+ \S+ +(\d+) +\d+ (\d+)/.exec(row);
      const connection = asked.get(`${match?.[1]}:${match?.[2]}`);
      const inode = match?.[4];
      if (connection === undefined || inode === undefined || inode === '0') continue;
      if (ownUid === 0 || Number(match?.[3]) === ownUid) inodes.set(connection, inode);
    }
  }
  return inodes;
}

/** State, start time (ticks since boot) and name in the text of /proc/PID/stat. The name may hold anything, brackets included. */
export function parseStat(text: string): { readonly state: string; readonly startedAt: string; readonly name: string } | null {
  const open = text.indexOf('(');
  const close = text.lastIndexOf(')');
  const fields = text.slice(close + 2).split(' ');
  const [state] = fields;
  // Field 22, where the state is field 3.
  const startedAt = fields[19];
  if (open < 0 || close < open || state === undefined || startedAt === undefined) return null;
  return { state, startedAt, name: printable(text.slice(open + 1, close)) };
}

/** By what a descriptor of the socket is a link to. */
async function socketsOf(connections: readonly LoopbackConnection[]): Promise<Map<string, LoopbackConnection>> {
  const sockets = new Map<string, LoopbackConnection>();
  const left = new Set(connections);
  for (const file of socketTables) {
    if (left.size === 0) break;
    for (const [connection, inode] of inodesIn(await readFile(file, 'latin1').catch(() => ''), [...left], process.getuid?.() ?? 0)) {
      sockets.set(`socket:[${inode}]`, connection);
      left.delete(connection);
    }
  }
  return sockets;
}

function hex(port: number): string {
  return port.toString(16).toUpperCase().padStart(4, '0');
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
