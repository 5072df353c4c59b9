import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { connect, createServer, type AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { processStat, rowsTo } from './proc-files.ts';

const addresses = [
  ['tcp', '127.0.0.1'],
  ['tcp6', '::ffff:127.0.0.1'],
] as const;

test.each(addresses.filter(([table]) => existsSync(`/proc/self/net/${table}`)))('the table %s has a row of what is connected to a port of this machine by the address %s', async (table, host) => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const client = connect(port, host);
  await once(client, 'connect');
  const rows = [...rowsTo(readFileSync(`/proc/self/net/${table}`, 'latin1'), port)];
  expect(rows).toEqual([{ local: expect.any(String), uid: process.getuid?.(), inode: expect.stringMatching(/^[1-9]\d*$/) }]);
  client.destroy();
  server.close();
});

test.runIf(process.platform === 'linux')('the system tells of a process who its parent is', () => {
  expect(processStat(readFileSync('/proc/self/stat', 'latin1'))).toMatchObject({ state: expect.stringMatching(/^\w$/), parent: process.ppid });
});
