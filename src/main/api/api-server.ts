import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { getRequestListener } from '@hono/node-server';
import { apiApp } from './api-app.ts';
import type { ApiGround } from './api-ground.ts';
import { refusalOf, type Guarded, type Refusal } from './guard.ts';
import { methodsByAddress } from './methods-by-address.ts';
import { problem, problemType } from './problem.ts';
import { safeHeaders } from './safe-headers.ts';

/** The local HTTP API while it listens. */
export interface Api {
  readonly url: string;
  readonly port: number;
  readonly token: string;
  close(): Promise<void>;
}

export type ApiStart = { readonly started: true; readonly api: Api } | { readonly started: false; readonly message: string };

/** How long a client may take, and how many there may be. */
export interface ApiLimits {
  /** For a head, and for a whole request with its body. */
  readonly headMs: number;
  readonly requestMs: number;
  /** A connection on which nothing moves, either way. */
  readonly idleMs: number;
  readonly connections: number;
}

const usualLimits: ApiLimits = { headMs: 10_000, requestMs: 30_000, idleMs: 120_000, connections: 64 };
const mostHeadBytes = 16 * 1024;

export interface ApiOptions {
  /** 0: any that is free. */
  readonly port: number;
  readonly token: string;
  readonly limits?: ApiLimits;
}

/** Serves the local API on loopback, for whoever has the token (`guard.ts`). A port that cannot be had is a refusal with a sentence. */
export async function startApi(ground: ApiGround, { port, token, limits = usualLimits }: ApiOptions): Promise<ApiStart> {
  const app = apiApp(ground);
  const guarded = { token, methodsAt: methodsByAddress(app) };
  // Ours alone: the process that relays keeps its own Request and Response.
  const answer = getRequestListener(app.fetch, { overrideGlobalObjects: false, errorHandler: () => failure() });
  const server = createServer({
    maxHeaderSize: mostHeadBytes,
    headersTimeout: limits.headMs,
    requestTimeout: limits.requestMs,
    connectionsCheckingInterval: Math.min(1000, limits.headMs / 2),
    keepAliveTimeout: 5000,
  });
  server.maxConnections = limits.connections;
  server.setTimeout(limits.idleMs);
  server.on('clientError', refuseMalformed);
  const obstacle = await new Promise<Error | null>((resolve) => {
    server.once('error', resolve);
    server.listen(port, '127.0.0.1', () => resolve(null));
  });
  if (obstacle !== null) return { started: false, message: `The local API cannot listen on port ${port} (${obstacle.message}).` };
  const given = portOf(server);
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    // One answer that cannot be written must not end the process that relays.
    response.on('error', () => response.destroy());
    const refusal = refusalOf(request, { ...guarded, port: given } satisfies Guarded);
    if (refusal === null) void answer(request, response);
    else writeRefusal(response, refusal);
  });
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { started: true, api: { url: `http://127.0.0.1:${given}`, port: given, token, close } };
}

/** What the client may still be sending is not read: the connection ends. */
function writeRefusal(response: ServerResponse, { code, detail, headers }: Refusal): void {
  const document = problem(code, detail);
  const body = JSON.stringify(document);
  response.writeHead(document.status, { ...safeHeaders, ...headers, 'content-type': problemType, 'content-length': Buffer.byteLength(body), connection: 'close' });
  response.end(body);
}

/** For what is no HTTP, or came too slowly to become a request. */
function refuseMalformed(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (!socket.writable || error.code === 'ECONNRESET') {
    socket.destroy();
    return;
  }
  const document = problem(...(malformed[error.code ?? ''] ?? malformed.other));
  const body = JSON.stringify(document);
  const head = [`HTTP/1.1 ${document.status} ${document.title}`, `Content-Type: ${problemType}`, `Content-Length: ${Buffer.byteLength(body)}`, 'Connection: close'];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`, () => socket.destroy());
}

const malformed: { readonly [code: string]: readonly ['too-slow' | 'headers-too-large' | 'malformed', string] | undefined; readonly other: readonly ['malformed', string] } = {
  ERR_HTTP_REQUEST_TIMEOUT: ['too-slow', 'The request did not arrive in time.'],
  HPE_HEADER_OVERFLOW: ['headers-too-large', `The head of a request may have ${mostHeadBytes} bytes.`],
  other: ['malformed', 'This is no HTTP request that can be read.'],
};

function failure(): Response {
  const document = problem('failed', 'The request could not be answered.');
  return new Response(JSON.stringify(document), { status: document.status, headers: { ...safeHeaders, 'content-type': problemType } });
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}
