import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { ClientProcess, LoopbackConnection, SearchProcesses } from './client-process.ts';
import { printable } from './printable.ts';

const stepMs = 0.5;
const rememberedPids = 16;
const loopback = [127, 0, 0, 1];
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
    for (const [connection, { uid, inode }] of await socketsOf(connections)) {
      const canBeSeen = ownUid === 0 || uid === ownUid;
      findings.user(connection, uid, !canBeSeen);
      if (canBeSeen) sockets.set(`socket:[${inode}]`, connection);
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

/** A row of the socket tables: whose it is, and its number. */
export interface SocketRow {
  readonly uid: number;
  readonly inode: string;
}

/**
 * The rows of /proc/net/tcp or tcp6 of the clients' ends of connections. One without an inode is of a socket that its process has
 * closed, and does not count: many kernels say of it that it is root's.
 */
export function rowsIn(table: string, connections: readonly LoopbackConnection[]): ReadonlyMap<LoopbackConnection, SocketRow> {
  const rows = new Map<LoopbackConnection, SocketRow>();
  const asked = new Map(connections.flatMap((connection) => endsOf(connection).map((ends) => [ends, connection] as const)));
  for (const serverPort of new Set(connections.map((connection) => connection.serverPort))) {
    // A table can have many thousands of rows, of which few are of this port.
    const marker = `:${hex(serverPort)} `;
    for (let at = table.indexOf(marker); at !== -1; at = table.indexOf(marker, at + marker.length)) {
      const end = table.indexOf('\n', at);
      const row = table.slice(table.lastIndexOf('\n', at) + 1, end === -1 ? undefined : end);
      // sl local:port remote:port state tx:rx tr:when retransmit uid timeout inode
      const match = /^ *\d+: ([0-9A-F]+:[0-9A-F]{4} [0-9A-F]+:[0-9A-F]{4}) \S+ \S+ \S+ \S+ +(\d+) +\d+ (\d+)/.exec(row);
      const connection = asked.get(match?.[1] ?? '');
      const inode = match?.[3];
      if (connection === undefined || inode === undefined || inode === '0') continue;
      rows.set(connection, { uid: Number(match?.[2]), inode });
    }
  }
  return rows;
}

/** Both ends as the tables write them: of a socket of IPv4, and of one for both families (RFC 4291, section 2.5.5.2). */
function endsOf({ clientAddress, clientPort, serverPort }: LoopbackConnection): readonly string[] {
  const client = clientAddress.split('.').map(Number);
  return [[], [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff]].map((prefix) => {
    const end = (address: readonly number[], port: number): string => `${hexWords([...prefix, ...address])}:${hex(port)}`;
    return `${end(client, clientPort)} ${end(loopback, serverPort)}`;
  });
}

/** Four bytes at a time, each four as a number in the machine's own order. */
function hexWords(address: readonly number[]): string {
  return [...new Uint32Array(Uint8Array.from(address).buffer)].map((word) => word.toString(16).toUpperCase().padStart(8, '0')).join('');
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

async function socketsOf(connections: readonly LoopbackConnection[]): Promise<ReadonlyMap<LoopbackConnection, SocketRow>> {
  const sockets = new Map<LoopbackConnection, SocketRow>();
  for (const file of socketTables) {
    const left = connections.filter((connection) => !sockets.has(connection));
    if (left.length === 0) break;
    for (const [connection, row] of rowsIn(await readFile(file, 'latin1').catch(() => ''), left)) sockets.set(connection, row);
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
