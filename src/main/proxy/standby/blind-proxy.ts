import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { parseTarget } from '../connect-request.ts';
import { maxHeaderSize, servePlainRequest, servePlainUpgrade, type PlainServing } from '../plain-request.ts';
import { refuseConnect } from '../refuse-connect.ts';
import { relay } from '../relay.ts';
import type { Journal } from './journal.ts';

/** What a request is passed on with, as things stand now. */
export interface BlindServing extends PlainServing {
  isListed(host: string): boolean;
}

export interface BlindProxy {
  readonly server: Server;
  /** Connections that are open. */
  readonly openConnections: number;
  /** Calls back when no connection is open any more, once it has stopped to listen. */
  drain(whenEmpty: () => void): void;
}

/** A proxy that opens nothing: CONNECT is a tunnel, whatever the host; plain requests are passed on. It does not listen yet. */
export function makeBlindProxy(servingOf: (request: IncomingMessage) => BlindServing, journal: Journal): BlindProxy {
  const clients = new Set<Socket>();
  let whenEmpty: (() => void) | null = null;
  const server = createServer({ noDelay: true, maxHeaderSize, keepAliveTimeout: 0, requestTimeout: 0, headersTimeout: 0 });
  server.maxHeadersCount = 0;
  server.on('connection', (client: Socket) => {
    clients.add(client);
    client.once('close', () => {
      clients.delete(client);
      if (clients.size === 0) whenEmpty?.();
    });
  });
  server.on('connect', (request, client: Socket, head) =>
    contain(client, serveConnect(servingOf(request), journal, { authority: request.url ?? '', client, head })),
  );
  server.on('upgrade', (request, client: Socket, head) => {
    journal.countOther();
    contain(client, servePlainUpgrade(servingOf(request), request, client, head));
  });
  const plain = (request: IncomingMessage, response: ServerResponse): void => {
    journal.countOther();
    contain(request.socket, servePlainRequest(servingOf(request), request, response));
  };
  server.on('request', plain);
  server.on('checkContinue', plain);
  server.on('clientError', (_error, client: Socket) => client.destroy());
  return {
    server,
    get openConnections() {
      return clients.size;
    },
    drain(empty) {
      whenEmpty = empty;
      server.closeIdleConnections();
      if (clients.size === 0) empty();
    },
  };
}

// One connection's mistake of ours ends that connection and no other.
function contain(client: Socket, served: Promise<void>): void {
  served.catch(() => client.destroy());
}

async function serveConnect(
  { dial, isListed }: BlindServing,
  journal: Journal,
  { authority, client, head }: { readonly authority: string; readonly client: Socket; readonly head: Buffer },
): Promise<void> {
  client.on('error', () => {});
  client.setNoDelay(true);
  if (head.length > 0) client.unshift(head);
  const target = parseTarget(authority);
  if (target === null) {
    client.end('HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n');
    client.resume();
    return;
  }
  const abandoned = new AbortController();
  const abandon = (): void => abandoned.abort();
  client.once('close', abandon);
  const dialled = await dial(target, abandoned.signal);
  client.off('close', abandon);
  if ('failure' in dialled) {
    if (!client.destroyed) refuseConnect(client, dialled.failure);
    return;
  }
  const upstream = dialled.socket;
  if (client.destroyed) {
    upstream.destroy();
    return;
  }
  const noted = isListed(target.host) ? journal.note(target) : null;
  if (noted === null) journal.countOther();
  client.write('HTTP/1.1 200 Connection Established\r\n\r\n');
  relay(
    { stream: client, raw: client },
    { stream: upstream, raw: upstream },
    {
      read: (from, chunk) => noted?.count(from, chunk.length),
      delivered() {},
      ended() {},
      closed: () => noted?.end(),
    },
  );
}
