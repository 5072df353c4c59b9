import { once } from 'node:events';
import { basename } from 'node:path';
import { createServer, connect, type AddressInfo, type Socket } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { ClientProcesses, processSearchOf, type LoopbackConnection, type SearchProcesses } from './client-process.ts';
import { parseStat, rowsIn } from './proc-files.ts';
import { lsofOf, parseLsof, parsePs, psOf } from './macos-processes.ts';
import { netstat, parseNetstat, parseTasklist, tasklistOf } from './windows-processes.ts';
import { closedAfterEach } from '../../../../test-support/closed-after-each.ts';
import { patientSearch } from '../../../../test-support/patient-search.ts';
import { actAsSecondUserInTest, canBeTwoUsers, secondUid } from '../../../../test-support/two-users.ts';
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
  return { clientAddress: socket.remoteAddress ?? '', clientPort: socket.remotePort ?? 0, serverPort: socket.localPort ?? 0 };
}

describe.runIf(process.platform === 'linux')('on Linux', () => {
  test('the process at the other end is found, with its name and start, as long as it runs', async () => {
    const { port, next } = await listening();
    const client = startTunnelClient();
    opened.push(client);
    void client.play({ proxyPort: port, host: 'a.test', does: { kind: 'nothing', text: '' } });
    const processes = new ClientProcesses(patientSearch());
    const owner = await processes.ownerOf(ends(await next()));
    expect(owner).toMatchObject({ kind: 'process', process: { pid: client.pid, name: basename(process.execPath) } });
    if (owner.kind !== 'process') return;
    const found = owner.process;
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
      expect(await processes.ownerOf(ends(await next()))).toMatchObject({ kind: 'process', process: { pid: process.pid } });
    }
  });

  test('nobody is found for a connection that has gone, without a look at any process', async () => {
    const search = patientSearch();
    if (search === null) throw new Error('There is a search on Linux.');
    let steps = 0;
    const counted: SearchProcesses = (connections, findings, isOver) => search.search(connections, findings, () => ((steps += 1), isOver()));
    const processes = new ClientProcesses({ ...search, search: counted });
    expect(await processes.ownerOf({ clientAddress: '127.0.0.1', clientPort: 1, serverPort: 2 })).toEqual({ kind: 'unknown' });
    expect(steps).toBe(0);
  });

  test('a connection of the same two ports from another address is told apart, so that nobody can pass for another', async () => {
    const { port, next } = await listening();
    const client = startTunnelClient();
    opened.push(client);
    void client.play({ proxyPort: port, host: 'a.test', does: { kind: 'nothing', text: '' } });
    const theirs = ends(await next());
    const socket = connect({ host: '127.0.0.1', port, localAddress: '127.0.0.2', localPort: theirs.clientPort });
    socket.on('error', () => {});
    opened.push({ close: async () => void socket.destroy() });
    const own = ends(await next());
    expect(own).toEqual({ ...theirs, clientAddress: '127.0.0.2' });
    const processes = new ClientProcesses(patientSearch());
    expect(await Promise.all([own, theirs].map((one) => processes.ownerOf(one)))).toMatchObject([
      { process: { pid: process.pid } },
      { process: { pid: client.pid } },
    ]);
  });

  test('the user is known as soon as the table of sockets is read, and stands where the process is not found in time', async () => {
    const { port, next } = await listening();
    const client = startTunnelClient();
    opened.push(client);
    void client.play({ proxyPort: port, host: 'a.test', does: { kind: 'nothing', text: '' } });
    const search = patientSearch();
    if (search === null) throw new Error('There is a search on Linux.');
    let isOver = false;
    const hurried: SearchProcesses = (connections, findings) =>
      search.search(connections, { ...findings, user: (...told) => ((isOver = true), findings.user(...told)) }, () => isOver);
    expect(await new ClientProcesses({ ...search, search: hurried }).ownerOf(ends(await next()))).toEqual({ kind: 'user', uid: process.geteuid?.() });
  });
});

describe.runIf(canBeTwoUsers)('on Linux, to another user than root', () => {
  const actAsSecondUser = actAsSecondUserInTest();

  test("the system tells its own processes, and of another user's connection the user", async () => {
    const { port, next } = await listening();
    const found = [];
    for (const uid of [secondUid, 0]) {
      const client = startTunnelClient(uid);
      opened.push(client);
      void client.play({ proxyPort: port, host: 'a.test', does: { kind: 'nothing', text: '' } });
      found.push({ client, connection: ends(await next()) });
    }
    actAsSecondUser();
    const processes = new ClientProcesses(patientSearch());
    expect(await Promise.all(found.map(({ connection }) => processes.ownerOf(connection)))).toMatchObject([
      { kind: 'process', process: { pid: found[0]?.client.pid } },
      { kind: 'user', uid: 0 },
    ]);
  });
});

const unknown = { kind: 'unknown' };

function at(clientPort: number): LoopbackConnection {
  return { clientAddress: '127.0.0.1', clientPort, serverPort: 1 };
}

describe('questions that come together', () => {
  const waits: (() => void)[] = [];
  afterEach(() => {
    for (const end of waits.splice(0)) end();
  });

  test('share a search, and those that come meanwhile the next', async () => {
    const searched: number[] = [];
    const search: SearchProcesses = async (connections, { process: found }) => {
      searched.push(connections.length);
      for (const one of connections) found(one, { pid: one.clientPort, startedAt: null, name: 'x' });
      await new Promise<void>((resolve) => waits.push(resolve));
    };
    const processes = new ClientProcesses({ search, timeLimitMs: 10_000, isRunning: () => true });
    const ask = (clientPort: number): Promise<number | undefined> =>
      processes.ownerOf(at(clientPort)).then((owner) => (owner.kind === 'process' ? owner.process.pid : undefined));
    const first = Array.from({ length: 100 }, (_, index) => ask(index + 1));
    expect(await Promise.all(first)).toEqual(first.map((_, index) => index + 1));
    const later = [ask(200), ask(201)];
    waits.shift()?.();
    expect(await Promise.all(later)).toEqual([200, 201]);
    expect(searched).toEqual([100, 2]);
  });

  test('are answered with what is known by then, or nobody, when the search fails or takes too long', async () => {
    const failing = new ClientProcesses({ search: () => Promise.reject(new Error('no')), timeLimitMs: 10_000, isRunning: () => true });
    expect(await failing.ownerOf(at(1))).toEqual(unknown);
    const slow = new ClientProcesses({
      search(connections, findings) {
        for (const one of connections) if (one.clientPort === 2) findings.user(one, 1000, false);
        return new Promise<void>((resolve) => waits.push(resolve));
      },
      timeLimitMs: 20,
      isRunning: () => true,
    });
    expect(await Promise.all([slow.ownerOf(at(1)), slow.ownerOf(at(2))])).toEqual([unknown, { kind: 'user', uid: 1000 }]);
    expect(await new ClientProcesses(processSearchOf('aix')).ownerOf(at(1))).toEqual(unknown);
  });
});

describe('what the systems say', () => {
  test('Linux: rows of the socket tables with their users, but none of a socket that has been closed', () => {
    const table = [
      '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode',
      '   0: 0100007F:20FB 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 111 1 0000000000000000 100 0 0 10 0',
      '   1: 0100007F:20FB 0100007F:D431 01 00000000:00000000 00:00000000 00000000  1000        0 222 1 0000000000000000 20 4 30 10 -1',
      '  12: 0100007F:D431 0100007F:20FB 01 00000000:00000000 02:000A1B2C 00000000  1000        0 333 2 0000000000000000 20 4 30 10 -1',
      '  13: 0100007F:D432 0100007F:20FB 06 00000000:00000000 03:00001770 00000000     0        0 0 3 0000000000000000',
      '  14: 0200007F:D431 0100007F:20FB 01 00000000:00000000 02:000A1B2C 00000000  1001        0 444 2 0000000000000000 20 4 30 10 -1',
      '  15: 0100007F:D431 0300007F:20FB 01 00000000:00000000 02:000A1B2C 00000000  1001        0 555 2 0000000000000000 20 4 30 10 -1',
    ].join('\n');
    const connection = { clientAddress: '127.0.0.1', clientPort: 0xd431, serverPort: 0x20fb };
    expect([...rowsIn(table, [connection, { ...connection, clientPort: 0xd432 }])]).toEqual([[connection, { uid: 1000, inode: '333' }]]);
    const both = '  1: 0000000000000000FFFF00000100007F:D431 0000000000000000FFFF00000100007F:20FB 01 0:0 02:0 0  7        0 666 2';
    expect([...rowsIn(both, [connection])]).toEqual([[connection, { uid: 7, inode: '666' }]]);
  });

  test('Linux: the state of a process that calls itself something odd', () => {
    const fields = 'S 1 2 3 0 -1 4194560 1 2 3 4 5 6 7 8 20 0 11 0 98765 1 2 3';
    expect(parseStat(`42 (a) b (c\n) ${fields}`)).toEqual({ state: 'S', startedAt: '98765', name: 'a) b (c?' });
    expect(parseStat('')).toBeNull();
  });

  test('macOS: lsof and ps', () => {
    expect(lsofOf(8443)).toEqual(['/usr/sbin/lsof', ['-nP', '-iTCP@127.0.0.1:8443', '-sTCP:ESTABLISHED', '-Fpn']]);
    const output = ['p500', 'f12', 'n127.0.0.1:8443->127.0.0.1:54001', 'p812', 'f20', 'n127.0.0.1:54001->127.0.0.1:8443', 'f21', 'n127.0.0.2:54002->127.0.0.1:8443', 'p813', 'n127.0.0.1:54001->127.0.0.3:8443', ''].join('\n');
    expect([...parseLsof(output, 8443)]).toEqual([
      ['127.0.0.1:54001', 812],
      ['127.0.0.2:54002', 812],
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
      '  TCP    127.0.0.2:54001        127.0.0.1:8443         HERGESTELLT     813',
    ].join('\r\n');
    expect(parseNetstat(output).get('127.0.0.1:54001 8443')).toBe(812);
    expect(tasklistOf(812)).toEqual(['tasklist.exe', ['/FI', 'PID eq 812', '/FO', 'CSV', '/NH']]);
    expect(parseTasklist('"claude.exe","812","Console","1","120.000 K"\r\n', 812)).toBe('claude.exe');
    expect(parseTasklist('INFO: No tasks are running which match the specified criteria.\r\n', 812)).toBeNull();
  });
});
