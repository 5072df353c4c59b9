import { timingSafeEqual } from 'node:crypto';
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { errorMessage } from '../error-message.ts';
import type { StoreReads } from '../store/reads.ts';
import { answerRequest } from './answer-request.ts';
import type { ApiAnswer } from './api-answer.ts';

/** The local HTTP API while it listens. */
export interface Api {
  readonly url: string;
  readonly token: string;
  close(): Promise<void>;
}

export type ApiStart = { readonly started: true; readonly api: Api } | { readonly started: false; readonly message: string };

/**
 * Serves the local API on loopback. Loopback is no border: a page in a browser reaches it too. So every request needs the
 * bearer token, its `Host` must be ours (a name rebound to 127.0.0.1 is not), and no answer allows another origin.
 * A port that cannot be had is a refusal with a sentence.
 */
export async function startApi(store: StoreReads, port: number, token: string): Promise<ApiStart> {
  const server = createServer((request, response) => {
    serve(server, store, token, request)
      .then((answer) => write(response, answer))
      // One answer that cannot be written must not end the process that relays.
      .catch(() => response.destroy());
  });
  const obstacle = await new Promise<Error | null>((resolve) => {
    server.once('error', resolve);
    server.listen(port, '127.0.0.1', () => resolve(null));
  });
  if (obstacle !== null) {
    const message = `The local API cannot listen on port ${port} (${obstacle.message}). Choose another with --api-port (0 takes any that is free).`;
    return { started: false, message };
  }
  const api: Api = {
    url: `http://127.0.0.1:${portOf(server)}`,
    token,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return { started: true, api };
}

async function serve(server: Server, store: StoreReads, token: string, request: IncomingMessage): Promise<ApiAnswer> {
  const port = portOf(server);
  const origin = `http://127.0.0.1:${port}`;
  if (request.headers.host !== `127.0.0.1:${port}` && request.headers.host !== `localhost:${port}`) {
    return refusal(403, `This API answers to 127.0.0.1:${port} and localhost:${port} only.`);
  }
  if (!isToken(request.headers.authorization, token)) {
    return refusal(401, 'Send the API token as "Authorization: Bearer TOKEN".', { 'www-authenticate': 'Bearer' });
  }
  if (request.method !== 'GET') return refusal(405, 'This API only reads: use GET.', { allow: 'GET' });
  // "//" alone, for one, is no address.
  const address = URL.canParse(request.url ?? '/', origin) ? new URL(request.url ?? '/', origin) : null;
  if (address === null) return refusal(404, 'There is nothing at this address.');
  try {
    return await answerRequest(store, address);
  } catch (error) {
    return refusal(500, `The request could not be answered: ${errorMessage(error)}`);
  }
}

function isToken(header: string | undefined, token: string): boolean {
  const given = Buffer.from(header ?? '');
  const wanted = Buffer.from(`Bearer ${token}`);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}

function refusal(status: number, message: string, headers: Readonly<Record<string, string>> = {}): ApiAnswer {
  return { status, headers, body: JSON.stringify({ error: message }), contentType: 'application/json' };
}

function write(response: ServerResponse, answer: ApiAnswer): void {
  response.writeHead(answer.status, {
    ...answer.headers,
    'content-type': answer.contentType,
    'content-length': Buffer.byteLength(answer.body),
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    // Captured text is never to run: not even for somebody who opens an address of this API in a browser.
    'content-security-policy': "default-src 'none'; sandbox",
  });
  response.end(answer.body);
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}
