import type { IncomingMessage, Server } from 'node:http';
import type { Socket } from 'node:net';
import { servePlainRequest, servePlainUpgrade, type PlainServing } from '../plain-request.ts';
import { makeProxyListener } from '../proxy-listener.ts';
import { refuseConnect } from '../refuse-connect.ts';
import { relay, Relays } from '../relay.ts';
import type { Target } from '../upstream/dial.ts';
import type { Journal } from './journal.ts';

/** What a request is passed on with, as things stand now. */
export interface BlindServing extends Omit<PlainServing, 'relays'> {
  isListed(host: string): boolean;
}

export interface BlindProxy {
  readonly server: Server;
  /** Connections that are open. */
  readonly openConnections: number;
  /** Calls back when no connection is open any more, and all are noted, once it has stopped to listen. */
  drain(whenEmpty: () => void): void;
}

/** A proxy that opens nothing: CONNECT is a tunnel, whatever the host; plain requests are passed on. It does not listen yet. */
export function makeBlindProxy(servingOf: (request: IncomingMessage) => BlindServing, journal: Journal): BlindProxy {
  const relays = new Relays();
  let whenEmpty: (() => void) | null = null;
  let carried = 0;
  const tellWhenEmpty = (): void => {
    if (clients.size === 0 && carried === 0) whenEmpty?.();
  };
  // The upstream's side may close after the client's, and only then is the connection noted to its end.
  const carry: Carry = {
    begins: () => void (carried += 1),
    ends: () => {
      carried -= 1;
      tellWhenEmpty();
    },
  };
  const { server, clients } = makeProxyListener({
    connect: (request, client, head, target) => serveConnect(servingOf(request), journal, carry, { target, client, head }),
    plain: (request, response) => {
      journal.countOther();
      // A connection on which a client may ask again at any time would keep this process for as long.
      if (whenEmpty !== null) response.shouldKeepAlive = false;
      response.once('finish', () => setImmediate(() => whenEmpty !== null && server.closeIdleConnections()));
      return servePlainRequest({ ...servingOf(request), relays }, request, response);
    },
    upgrade: (request, client, head) => {
      journal.countOther();
      return servePlainUpgrade({ ...servingOf(request), relays }, request, client, head);
    },
    clientsChanged: tellWhenEmpty,
  });
  return {
    server,
    get openConnections() {
      return clients.size;
    },
    drain(empty) {
      whenEmpty = empty;
      server.closeIdleConnections();
      tellWhenEmpty();
    },
  };
}

/** Told of each tunnel. */
interface Carry {
  begins(): void;
  ends(): void;
}

async function serveConnect(
  { dial, isListed }: BlindServing,
  journal: Journal,
  carry: Carry,
  { target, client, head }: { readonly target: Target; readonly client: Socket; readonly head: Buffer },
): Promise<void> {
  client.on('error', () => {});
  client.setNoDelay(true);
  if (head.length > 0) client.unshift(head);
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
  carry.begins();
  client.write('HTTP/1.1 200 Connection Established\r\n\r\n');
  relay(
    { stream: client, raw: client },
    { stream: upstream, raw: upstream },
    {
      read: (from, chunk) => noted?.count(from, chunk.length),
      delivered() {},
      ended() {},
      closed() {
        noted?.end();
        carry.ends();
      },
    },
  );
}
