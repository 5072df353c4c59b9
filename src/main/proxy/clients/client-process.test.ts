import { once } from 'node:events';
import { basename } from 'node:path';
import { createServer, connect, type AddressInfo, type Socket } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { ClientProcesses, processSearchOf, type LoopbackConnection, type SearchProcesses } from './client-process.ts';
import { inodesIn, parseStat } from './linux-processes.ts';
import { lsofOf, parseLsof, parsePs, psOf } from './macos-processes.ts';
import { netstat, parseNetstat, parseTasklist, tasklistOf } from './windows-processes.ts';
import { closedAfterEach } from '../../../../test-support/closed-after-each.ts';
import { patientSearch } from '../../../../test-support/patient-search.ts';
import { startTunnelClient } from '../../../../test-support/tunnel-client/start-tunnel-client.ts';

const opened = closedAfterEach();

/** A listener on loopback, and the connections that come to it. */
async function listening(): Promise<{ readonly port: number; next(): Promise<Socket> }> {
  const server = createServer();
  const came: Socket[] = [];
  server.on('connection', (socket) => {
    socket.on('error', () => {});
    came.push(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  opened.push({
    close: async () => {
      for (const socket of came) socket.destroy();
      server.close();
    },
  });
  return {
    port: (server.address() as AddressInfo).port,
    async next() {
      if (came.length === 0) await once(server, 'connection');
      const [socket] = came.splice(0, 1);
      if (socket === undefined) throw new Error('A connection came.');
      opened.push({ close: async () => void socket.destroy() });
      return socket;
    },
  };
}

function ends(socket: Socket): LoopbackConnection {
  return { clientPort: socket.remotePort ?? 0, serverPort: socket.localPort ?? 0 };
}

describe.runIf(process.platform === 'linux')('on Linux', () => {
  test('the process at the other end is found, with its name and start, as long as it runs', async () => {
    const { port, next } = await listening();
    const client = startTunnelClient();
    opened.push(client);
    void client.play({ proxyPort: port, host: 'a.test', does: { kind: 'nothing', text: '' } });
    const processes = new ClientProcesses(patientSearch());
    const found = await processes.processOf(ends(await next()));
    expect(found).toMatchObject({ pid: client.pid, name: basename(process.execPath) });
    if (found === null) return;
    expect(processes.isRunning(found)).toBe(true);
    expect(processes.isRunning({ ...found, startedAt: '1' })).toBe(false);
    await client.close();
    await expect.poll(() => processes.isRunning(found)).toBe(false);
  });

  test('a client that is this very process, or connects with a socket for both families, is found too', async () => {
    const { port, next } = await listening();
    const processes = new ClientProcesses(patientSearch());
    for (const host of ['127.0.0.1', '::ffff:127.0.0.1']) {
      const socket = connect({ host, port });
      socket.on('error', () => {});
      opened.push({ close: async () => void socket.destroy() });
      expect(await processes.processOf(ends(await next()))).toMatchObject({ pid: process.pid });
    }
  });

  test('nobody is found for a connection that has gone, quickly', async () => {
    const processes = new ClientProcesses(patientSearch());
    expect(await processes.processOf({ clientPort: 1, serverPort: 2 })).toBeNull();
  });
});

describe('questions that come together', () => {
  const waits: (() => void)[] = [];
  afterEach(() => {
    for (const end of waits.splice(0)) end();
  });

  test('share a search, and those that come meanwhile the next', async () => {
    const searched: number[] = [];
    const search: SearchProcesses = async (connections, found) => {
      searched.push(connections.length);
      for (const one of connections) found(one, { pid: one.clientPort, startedAt: null, name: 'x' });
      await new Promise<void>((resolve) => waits.push(resolve));
    };
    const processes = new ClientProcesses({ search, timeLimitMs: 10_000, isRunning: () => true });
    const ask = (clientPort: number): Promise<number | undefined> =>
      processes.processOf({ clientPort, serverPort: 1 }).then((found) => found?.pid);
    const first = Array.from({ length: 100 }, (_, index) => ask(index + 1));
    expect(await Promise.all(first)).toEqual(first.map((_, index) => index + 1));
    const later = [ask(200), ask(201)];
    waits.shift()?.();
    expect(await Promise.all(later)).toEqual([200, 201]);
    expect(searched).toEqual([100, 2]);
  });

  test('are answered with nobody when the search fails or takes too long', async () => {
    const failing = new ClientProcesses({ search: () => Promise.reject(new Error('no')), timeLimitMs: 10_000, isRunning: () => true });
    expect(await failing.processOf({ clientPort: 1, serverPort: 1 })).toBeNull();
    const slow = new ClientProcesses({ search: () => new Promise<void>((resolve) => waits.push(resolve)), timeLimitMs: 20, isRunning: () => true });
    expect(await slow.processOf({ clientPort: 1, serverPort: 1 })).toBeNull();
    expect(await new ClientProcesses(processSearchOf('aix')).processOf({ clientPort: 1, serverPort: 1 })).toBeNull();
  });
});

describe('what the systems say', () => {
  test('Linux: rows of the socket tables, those of other users left out unless we are root', () => {
    const table = [
      '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode',
      '   0: 0100007F:20FB 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 111 1 0000000000000000 100 0 0 10 0',
      '   1: 0100007F:20FB 0100007F:D431 01 00000000:00000000 00:00000000 00000000  1000        0 222 1 0000000000000000 20 4 30 10 -1',
      '  12: 0100007F:D431 0100007F:20FB 01 00000000:00000000 02:000A1B2C 00000000  1000        0 333 2 0000000000000000 20 4 30 10 -1',
      '  13: 0100007F:D432 0100007F:20FB 06 00000000:00000000 03:00001770 00000000     0        0 0 3 0000000000000000',
    ].join('\n');
    const connection = { clientPort: 0xd431, serverPort: 0x20fb };
    const asked = [connection, { clientPort: 0xd432, serverPort: 0x20fb }];
    expect([...inodesIn(table, asked, 1000)]).toEqual([[connection, '333']]);
    expect([...inodesIn(table, asked, 0)]).toEqual([[connection, '333']]);
    expect([...inodesIn(table, asked, 1001)]).toEqual([]);
  });

  test('Linux: the state of a process that calls itself something odd', () => {
    const fields = 'S 1 2 3 0 -1 4194560 1 2 3 4 5 6 7 8 20 0 11 0 98765 1 2 3';
    expect(parseStat(`42 (a) b (c\n) ${fields}`)).toEqual({ state: 'S', startedAt: '98765', name: 'a) b (c?' });
    expect(parseStat('')).toBeNull();
  });

  test('macOS: lsof and ps', () => {
    expect(lsofOf(8443)).toEqual(['/usr/sbin/lsof', ['-nP', '-iTCP@127.0.0.1:8443', '-sTCP:ESTABLISHED', '-Fpn']]);
    const output = ['p500', 'f12', 'n127.0.0.1:8443->127.0.0.1:54001', 'p812', 'f20', 'n127.0.0.1:54001->127.0.0.1:8443', 'f21', 'n127.0.0.1:54002->127.0.0.1:8443', ''].join('\n');
    expect([...parseLsof(output, 8443)]).toEqual([
      [54001, 812],
      [54002, 812],
    ]);
    expect(psOf([812, 900])).toEqual(['/bin/ps', ['-o', 'pid=,lstart=,comm=', '-p', '812,900']]);
    expect([...parsePs('  812 Sat Nov 21 23:28:39 2026     /opt/My Tools/claude\n').values()]).toEqual([
      { pid: 812, startedAt: 'Sat Nov 21 23:28:39 2026', name: 'claude' },
    ]);
  });

  test('Windows: netstat in any language, and tasklist', () => {
    expect(netstat).toEqual(['netstat.exe', ['-ano', '-p', 'TCP']]);
    const output = [
      'Aktive Verbindungen',
      '',
      '  Proto  Lokale Adresse         Remoteadresse          Status           PID',
      '  TCP    0.0.0.0:135            0.0.0.0:0              ABHÖREN         1104',
      '  TCP    127.0.0.1:8443         127.0.0.1:54001        HERGESTELLT     500',
      '  TCP    127.0.0.1:54001        127.0.0.1:8443         HERGESTELLT     812',
    ].join('\r\n');
    expect(parseNetstat(output).get('54001:8443')).toBe(812);
    expect(tasklistOf(812)).toEqual(['tasklist.exe', ['/FI', 'PID eq 812', '/FO', 'CSV', '/NH']]);
    expect(parseTasklist('"claude.exe","812","Console","1","120.000 K"\r\n', 812)).toBe('claude.exe');
    expect(parseTasklist('INFO: No tasks are running which match the specified criteria.\r\n', 812)).toBeNull();
  });
});
