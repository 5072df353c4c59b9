import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { createSecureContext } from 'node:tls';
import { expect, test } from 'vitest';
import { closedAfterEach } from '../closed-after-each.ts';
import { openRaw } from '../raw-tls.ts';
import { playCase, type Way } from './play-case.ts';
import type { WireCase } from './wire-case.ts';

const opened = closedAfterEach();

const request = 'GET / HTTP/1.1\r\nX-A:  1\r\n\r\n';
const head = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n';

function caseThatEnds(finish: 'fin' | 'reset'): WireCase {
  return {
    name: finish,
    mode: 'tunnelled-plain',
    stored: [],
    connections: [
      {
        client: [{ send: request }, { receive: `${head}ok` }, { receiveEnd: true }, { finish: 'fin' }],
        upstream: [{ receive: request }, { send: head }, { pauseMs: 300 }, { send: 'ok' }, { pauseMs: 300 }, { finish }],
      },
    ],
  };
}

/** A proxy that does to the bytes of the response what a test wants to be noticed. */
async function spoiling(forward: (upstream: Socket, client: Socket) => void): Promise<Way> {
  let port = 0;
  const server = createServer({ allowHalfOpen: true }, (client) => {
    client.on('error', () => {});
    void join(client);
  });
  const join = async (client: Socket): Promise<void> => {
    const upstream = await openRaw(port);
    client.pipe(upstream);
    forward(upstream, client);
  };
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  opened.push({ close: async () => void server.close() });
  const bound = server.address();
  if (bound === null || typeof bound === 'string') throw new Error('A TCP server has a port.');
  return {
    connect: (_mode, upstreamPort) => {
      port = upstreamPort;
      return openRaw(bound.port);
    },
    caFor: () => '',
  };
}

async function seenThrough(way: Way, wireCase: WireCase) {
  const { connections, release } = await playCase(wireCase, way, createSecureContext());
  opened.push({ close: release });
  return connections;
}

const honest = (upstream: Socket, client: Socket): void => {
  upstream.on('data', (chunk) => client.write(chunk));
  upstream.once('end', () => client.end());
  upstream.once('close', () => upstream.readableEnded || client.resetAndDestroy());
};

test.each([
  ['a byte in another case', 'fin', (upstream: Socket, client: Socket) => {
    upstream.on('data', (chunk: Buffer) => client.write(chunk.toString('latin1').replace('C', 'c')));
    upstream.once('end', () => client.end());
  }],
  ['a head that waits for its body', 'fin', (upstream: Socket, client: Socket) => {
    let held = '';
    upstream.on('data', (chunk: Buffer) => {
      held += chunk.toString('latin1');
      if (held.endsWith('ok')) client.write(held);
    });
    upstream.once('end', () => client.end());
  }],
  ['an end that comes with the body', 'fin', (upstream: Socket, client: Socket) => {
    upstream.on('data', (chunk: Buffer) => (chunk.includes('ok') ? client.end(chunk) : client.write(chunk)));
  }],
  ['a reset that became an end', 'reset', (upstream: Socket, client: Socket) => {
    upstream.on('data', (chunk: Buffer) => client.write(chunk));
    upstream.once('close', () => client.end());
  }],
] as const)('notices %s', { timeout: 40_000 }, async (_what, finish, spoil) => {
  const wireCase = caseThatEnds(finish);
  const fair = await seenThrough(await spoiling(honest), wireCase);
  expect(await seenThrough({ connect: (_mode, port) => openRaw(port), caFor: () => '' }, wireCase)).toEqual(fair);
  expect(await seenThrough(await spoiling(spoil), wireCase)).not.toEqual(fair);
});
