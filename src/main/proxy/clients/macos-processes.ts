import type { ClientProcess, LoopbackConnection, SearchProcesses } from './client-process.ts';
import { printable } from './printable.ts';
import { runQuickly } from './run-quickly.ts';

/** Looks for processes with lsof, and asks ps when they started and what they are called. */
export const searchMacos: SearchProcesses = async (connections, findings, isOver) => {
  const pidOf = new Map<LoopbackConnection, number>();
  for (const serverPort of new Set(connections.map((connection) => connection.serverPort))) {
    const owners = parseLsof(await runQuickly(...lsofOf(serverPort)), serverPort);
    for (const connection of connections) {
      const pid = owners.get(`${connection.clientAddress}:${connection.clientPort}`);
      if (connection.serverPort === serverPort && pid !== undefined) pidOf.set(connection, pid);
    }
  }
  const pids = new Set(pidOf.values());
  if (pids.size === 0 || isOver()) return;
  const processes = parsePs(await runQuickly(...psOf([...pids])));
  for (const [connection, pid] of pidOf) {
    const process = processes.get(pid);
    if (process !== undefined) findings.process(connection, process);
  }
};

/** Numbers instead of names, all TCP connections with this port at either end, one field a line. */
export function lsofOf(serverPort: number): readonly [program: string, programArguments: readonly string[]] {
  return ['/usr/sbin/lsof', ['-nP', `-iTCP@127.0.0.1:${serverPort}`, '-sTCP:ESTABLISHED', '-Fpn']];
}

export function psOf(pids: readonly number[]): readonly [program: string, programArguments: readonly string[]] {
  return ['/bin/ps', ['-o', 'pid=,lstart=,comm=', '-p', pids.join(',')]];
}

/** The pid at each client's address and port that is connected to `serverPort` of 127.0.0.1. */
export function parseLsof(output: string, serverPort: number): ReadonlyMap<string, number> {
  const owners = new Map<string, number>();
  let pid = 0;
  for (const line of output.split('\n')) {
    if (/^p\d+$/.test(line)) pid = Number(line.slice(1));
    const match = /^n(?:\[::ffff:)?([\d.]+)\]?:(\d+)->(?:\[::ffff:)?127\.0\.0\.1\]?:(\d+)$/.exec(line);
    if (match !== null && Number(match[3]) === serverPort) owners.set(`${match[1]}:${match[2]}`, pid);
  }
  return owners;
}

export function parsePs(output: string): ReadonlyMap<number, ClientProcess> {
  const processes = new Map<number, ClientProcess>();
  for (const line of output.split('\n')) {
    // "  123 Sat Nov 21 23:28:39 2026     /path/to/program"
    const match = /^ *(\d+) +(\S+ +\S+ +\d+ +[\d:]+ +\d{4}) +(.+)$/.exec(line);
    const [, pid, startedAt, program] = match ?? [];
    if (pid === undefined || startedAt === undefined || program === undefined) continue;
    const name = printable(program.slice(program.lastIndexOf('/') + 1));
    processes.set(Number(pid), { pid: Number(pid), startedAt, name });
  }
  return processes;
}
