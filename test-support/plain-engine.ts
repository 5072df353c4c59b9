import { once } from 'node:events';
import { createServer, request, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Engine } from '../src/main/engine.ts';
import type { EngineOptions } from '../src/main/engine-options.ts';
import { startEngine } from '../src/main/start-engine.ts';
import { quietEngine } from './quiet-options.ts';

/** The one host that is listed, and whose port 80 is the upstream's. */
export const plainHost = 'api.test';

/** An HTTP server on loopback that answers each request by its body. */
export interface PlainUpstream {
  readonly port: number;
  close(): void;
}

/** `answer` is told the body of each request, and answers it. */
export async function startPlainUpstream(answer: (body: Buffer, response: ServerResponse) => void): Promise<PlainUpstream> {
  const server = createServer((asked, response) => {
    // Who is cut off, as by a proxy that is killed, gets no answer.
    readWhole(asked).then((body) => answer(body, response), () => response.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: portOf(server),
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** Starts the engine on a data folder, in front of such an upstream. */
export async function startPlainEngine(dataDir: string, upstreamPort: number, changes: Partial<EngineOptions> = {}): Promise<Engine> {
  const connectTo = [{ fromHost: plainHost, fromPort: 80, toHost: '127.0.0.1', toPort: upstreamPort }];
  const options = { dataDir, port: 0, portFallBack: false, apiPort: null, interceptHosts: [plainHost], renewOutdated: false, upstreamCaFiles: [] };
  const start = await startEngine({ ...options, ...quietEngine, connectTo, ...changes });
  if (!start.started) throw new Error(start.message);
  return start.engine;
}

/** One request through the proxy, on a connection of its own; its answer's body. */
export async function askPlainly(proxyUrl: string, body: Uint8Array, headers: Readonly<Record<string, string>> = {}): Promise<Buffer> {
  const { hostname, port } = new URL(proxyUrl);
  const asking = request({ host: hostname, port, method: 'POST', path: `http://${plainHost}/v1/messages`, headers: { host: plainHost, ...headers }, agent: false });
  asking.end(body);
  return new Promise((resolve, reject) => {
    asking.on('error', reject);
    asking.once('response', (answer) => void readWhole(answer).then(resolve, reject));
  });
}

async function readWhole(message: IncomingMessage): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of message) pieces.push(Buffer.from(piece as Uint8Array));
  return Buffer.concat(pieces);
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}
