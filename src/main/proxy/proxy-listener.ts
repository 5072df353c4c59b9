import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { parseTarget } from './connect-request.ts';
import { maxHeaderSize } from './plain-request.ts';
import type { Target } from './upstream/dial.ts';

/** What is done with what comes to a proxy's port. A promise that is rejected is a mistake of ours, and ends that one connection. */
export interface ProxyDuties {
  connect(request: IncomingMessage, client: Socket, head: Buffer, target: Target): Promise<void>;
  plain(request: IncomingMessage, response: ServerResponse): Promise<void>;
  upgrade(request: IncomingMessage, client: Socket, head: Buffer): Promise<void>;
  /** Called after each change of `clients`. */
  clientsChanged(): void;
}

export interface ProxyListener {
  readonly server: Server;
  /** The connections that are open. */
  readonly clients: ReadonlySet<Socket>;
}

/** An HTTP server that listens nowhere yet and has no time limits of its own. What is no request to a proxy is answered 400. */
export function makeProxyListener(duties: ProxyDuties): ProxyListener {
  const clients = new Set<Socket>();
  const server = createServer({ noDelay: true, maxHeaderSize, keepAliveTimeout: 0, requestTimeout: 0, headersTimeout: 0 });
  // Node drops those beyond 2000 without a word; the head's size is limit enough.
  server.maxHeadersCount = 0;
  // A client that has ended its side still waits for its answer. Node's types do not know of it.
  Object.assign(server, { httpAllowHalfOpen: true });
  server.on('connection', (client: Socket) => {
    // Each of the requests that wait on it listens for its end.
    client.setMaxListeners(0);
    clients.add(client);
    duties.clientsChanged();
    client.once('close', () => {
      clients.delete(client);
      duties.clientsChanged();
    });
  });
  server.on('connect', (request, client: Socket, head) => {
    const target = parseTarget(request.url ?? '');
    if (target === null) refuseGarbage(client);
    else contain(client, duties.connect(request, client, head, target));
  });
  server.on('upgrade', (request, client: Socket, head) => contain(client, duties.upgrade(request, client, head)));
  const latest = new WeakMap<Socket, Exchange>();
  const plain = (request: IncomingMessage, response: ServerResponse): void => {
    latest.set(request.socket, { request, response });
    contain(request.socket, duties.plain(request, response));
  };
  server.on('request', plain);
  // "Expect: 100-continue" is the upstream's to answer.
  server.on('checkContinue', plain);
  server.on('clientError', (error, client: Socket) => answerGarbage(error, client, latest.get(client)));
  return { server, clients };
}

function contain(client: Socket, served: Promise<void>): void {
  served.catch((error: unknown) => {
    client.destroy();
    process.emitWarning(error instanceof Error ? error : String(error));
  });
}

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

/** `latest`: the last request that was read on the connection. What is answered before is no business of what came later. */
function answerGarbage(error: Error, client: Socket, latest: Exchange | undefined): void {
  if (latest === undefined || latest.response.writableFinished) refuseGarbage(client);
  // It has ended in the middle of a request, which is ended likewise.
  else if ('code' in error && error.code === 'HPE_INVALID_EOF_STATE') latest.response.once('close', () => client.end());
  else if (latest.request.complete) latest.response.once('close', () => refuseGarbage(client));
  else if (latest.response.headersSent) client.resetAndDestroy();
  else refuseGarbage(client);
}

function refuseGarbage(client: Socket): void {
  client.on('error', () => {});
  if (!client.writable) {
    client.destroy();
    return;
  }
  const text = 'This is a proxy for HTTP/1.1: it takes CONNECT, and requests with a whole http:// address.\n';
  const head = `HTTP/1.1 400 Bad Request\r\nContent-Type: text/plain\r\nContent-Length: ${text.length}\r\nConnection: close\r\n\r\n`;
  client.end(head + text, () => client.destroySoon());
}
