import type { LoopbackConnection } from './client-process.ts';
import { printable } from './printable.ts';

const loopback = [127, 0, 0, 1];

/** A row of the socket tables: whose it is, and its number. */
export interface SocketRow {
  readonly uid: number;
  readonly inode: string;
}

/** The rows of /proc/net/tcp or tcp6 of the clients' ends of connections. */
export function rowsIn(table: string, connections: readonly LoopbackConnection[]): ReadonlyMap<LoopbackConnection, SocketRow> {
  const rows = new Map<LoopbackConnection, SocketRow>();
  for (const serverPort of new Set(connections.map((connection) => connection.serverPort))) {
    const asked = new Map<string, LoopbackConnection>();
    for (const connection of connections) {
      if (connection.serverPort !== serverPort) continue;
      const client = connection.clientAddress.split('.').map(Number);
      for (const end of endsOf(client, connection.clientPort)) asked.set(end, connection);
    }
    for (const { local, uid, inode } of rowsTo(table, serverPort)) {
      const connection = asked.get(local);
      if (connection !== undefined) rows.set(connection, { uid, inode });
    }
  }
  return rows;
}

/**
 * The rows of /proc/net/tcp or tcp6 of all that is connected to a port of 127.0.0.1, with their own end as it is written there. One
 * without an inode is of a socket that its process has closed, and does not count: many kernels say of it that it is root's.
 */
export function* rowsTo(table: string, serverPort: number): Generator<SocketRow & { readonly local: string }, void> {
  const servers = endsOf(loopback, serverPort);
  // A table can have many thousands of rows, of which few are of this port.
  const marker = `:${hex(serverPort)} `;
  for (let at = table.indexOf(marker); at !== -1; at = table.indexOf(marker, at + marker.length)) {
    const end = table.indexOf('\n', at);
    const row = table.slice(table.lastIndexOf('\n', at) + 1, end === -1 ? undefined : end);
    // sl local:port remote:port state tx:rx tr:when retransmit uid timeout inode
    const [, local, remote, uid, inode] = /^ *\d+: ([0-9A-F]+:[0-9A-F]{4}) ([0-9A-F]+:[0-9A-F]{4}) \S+ \S+ \S+ \S+ +(\d+) +\d+ (\d+)/.exec(row) ?? [];
    if (local === undefined || remote === undefined || inode === undefined || inode === '0') continue;
    if (servers.includes(remote)) yield { local, uid: Number(uid), inode };
  }
}

/** What a descriptor of the socket of a row is a link to. */
export function linkToSocket({ inode }: SocketRow): string {
  return `socket:[${inode}]`;
}

/** What /proc/PID/stat says of a process. */
export interface ProcessStat {
  /** As the process chose it: anything may be in it, brackets included. */
  readonly name: string;
  readonly state: string;
  readonly parent: number;
  /** In ticks since the system started. */
  readonly startedAt: string;
}

/** Reads the text of /proc/PID/stat (proc(5)), or null where it is none. */
export function processStat(text: string): ProcessStat | null {
  const open = text.indexOf('(');
  const close = text.lastIndexOf(')');
  // From field 3 on; the start time is field 22.
  const fields = text.slice(close + 2).split(' ');
  const [state, parent] = fields;
  const startedAt = fields[19];
  if (open < 0 || close < open || state === undefined || startedAt === undefined) return null;
  return { name: text.slice(open + 1, close), state, parent: Number(parent), startedAt };
}

/** State, start time and name in the text of /proc/PID/stat, the name fit to be shown. */
export function parseStat(text: string): Omit<ProcessStat, 'parent'> | null {
  const stat = processStat(text);
  return stat === null ? null : { state: stat.state, startedAt: stat.startedAt, name: printable(stat.name) };
}

/** An end as the tables write it: of a socket of IPv4, and of one for both families (RFC 4291, section 2.5.5.2). */
function endsOf(address: readonly number[], port: number): readonly string[] {
  const mapped = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, ...address];
  return [address, mapped].map((written) => `${hexWords(written)}:${hex(port)}`);
}

/** Four bytes at a time, each four as a number in the machine's own order. */
function hexWords(address: readonly number[]): string {
  return [...new Uint32Array(Uint8Array.from(address).buffer)].map((word) => word.toString(16).toUpperCase().padStart(8, '0')).join('');
}

function hex(port: number): string {
  return port.toString(16).toUpperCase().padStart(4, '0');
}
