import type { SearchProcesses } from './client-process.ts';
import { printable } from './printable.ts';
import { runQuickly } from './run-quickly.ts';

/** Looks for processes with netstat, and asks tasklist what they are called. When they started it cannot say quickly. */
export const searchWindows: SearchProcesses = async (connections, findings, isOver) => {
  const owners = parseNetstat(await runQuickly(...netstat));
  const pidOf = new Map(
    connections.map((connection) => [connection, owners.get(`${connection.clientAddress}:${connection.clientPort} ${connection.serverPort}`) ?? 0]),
  );
  for (const pid of new Set(pidOf.values())) {
    if (pid === 0 || isOver()) continue;
    const name = parseTasklist(await runQuickly(...tasklistOf(pid)), pid);
    for (const connection of connections) {
      if (pidOf.get(connection) === pid) findings.process(connection, { pid, startedAt: null, name: name ?? 'a program' });
    }
  }
};

/** All TCP connections over IPv4, in numbers, with the pid. */
export const netstat: readonly [program: string, programArguments: readonly string[]] = ['netstat.exe', ['-ano', '-p', 'TCP']];

export function tasklistOf(pid: number): readonly [program: string, programArguments: readonly string[]] {
  return ['tasklist.exe', ['/FI', `PID eq ${pid}`, '/FO', 'CSV', '/NH']];
}

/** The pids by `client address:client port server port`, of connections to 127.0.0.1. The state's name depends on the system's language, and is not looked at. */
export function parseNetstat(output: string): ReadonlyMap<string, number> {
  const owners = new Map<string, number>();
  for (const line of output.split('\n')) {
    const match = /^ *TCP +([\d.]+:\d+) +127\.0\.0\.1:(\d+) +.*?(\d+) *\r?$/.exec(line);
    if (match !== null) owners.set(`${match[1]} ${match[2]}`, Number(match[3]));
  }
  return owners;
}

export function parseTasklist(output: string, pid: number): string | null {
  const match = /^"([^"]+)","(\d+)"/m.exec(output);
  return match?.[1] === undefined || Number(match[2]) !== pid ? null : printable(match[1]);
}
