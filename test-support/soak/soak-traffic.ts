import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once, setMaxListeners } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { connect as connectTls } from 'node:tls';
import { setTimeout as pause } from 'node:timers/promises';
import { sseEvent } from '../message-stream.ts';
import { openTunnel } from '../proxied-request.ts';
import { listenRaw, makeTestCertificates, type RawListener, type TestCertificates } from '../raw-tls.ts';
import { openedWireHost } from '../wire-cases/play-case.ts';
import { expectedRows, type ExpectedRows } from './soak-accounts.ts';
import { ask, TunnelAgent } from './tunnel-agent.ts';

export interface SoakTraffic {
  /** What has been done so far, by kind. */
  readonly counts: Readonly<Record<string, number>>;
  /** Lets what is under way come to its end, begins nothing new, and says which rows there must be. */
  stop(): Promise<readonly ExpectedRows[]>;
  close(): Promise<void>;
}

interface Pace {
  readonly atOnce: number;
  readonly everyMs: number;
  /** How many connections at most; 0: a new one for each exchange. */
  readonly sockets?: number;
  readonly state?: 'complete' | 'interrupted';
}

const unlistedHost = 'elsewhere.example.test';
const eventText = sseEvent('content_block_delta', { index: 0, delta: { type: 'text_delta', text: 'a few words more' } });
const eventsOfStream = 40;

export function makeSoakCertificates(): Promise<TestCertificates> {
  return makeTestCertificates(openedWireHost);
}

export { countDamagedBodies, readAccounts } from './soak-accounts.ts';

/**
 * Sends a mix of everything through a running engine that dials all hosts on this machine: streams, posts of 100 kB, uploads, clients
 * and servers that break off, idle connections, blind tunnels, clients that do not trust, upstreams that are not there.
 */
export async function startSoakTraffic(proxyUrl: string, proxyCa: string, certificates: TestCertificates): Promise<SoakTraffic> {
  const listeners: RawListener[] = [];
  const counts: Record<string, number> = {};
  const stopping = new AbortController();
  const { signal } = stopping;
  // One for each actor.
  setMaxListeners(0, signal);
  const actors: Promise<void>[] = [];

  const listen = async (serve: RequestListener): Promise<number> => {
    const server = createServer({ keepAliveTimeout: 0, requestTimeout: 0 }, serve);
    const listener = await listenRaw(certificates.serverContext, ({ stream }) => server.emit('connection', stream));
    listeners.push(listener);
    return listener.port;
  };
  /** So many at once do it again and again; what is done is counted. */
  const act = (kind: string, atOnce: number, everyMs: number, doOnce: () => Promise<void>): void => {
    counts[kind] = 0;
    for (let actor = 0; actor < atOnce; actor += 1) {
      actors.push(
        (async () => {
          await pause((everyMs * actor) / atOnce, undefined, { signal }).catch(() => undefined);
          while (!signal.aborted) {
            const startedAtMs = performance.now();
            await doOnce();
            counts[kind] = (counts[kind] ?? 0) + 1;
            await pause(everyMs - (performance.now() - startedAtMs), undefined, { signal }).catch(() => undefined);
          }
        })(),
      );
    }
  };
  const kinds: { readonly kind: string; readonly port: number; readonly state: 'complete' | 'interrupted'; readonly agents: TunnelAgent[]; seen: number }[] = [];
  /** Exchanges of one kind with a server of its own; `askOnce` answers with the response's socket. */
  const exchangeKind = async (
    kind: string,
    { atOnce, everyMs, sockets = Infinity, state = 'complete' }: Pace,
    serve: RequestListener,
    askOnce: (agent: TunnelAgent) => Promise<object>,
  ): Promise<void> => {
    const port = await listen(serve);
    const target = { proxyUrl, proxyCa, upstreamCa: certificates.authority.certificatePem, host: openedWireHost, port };
    const kept = new TunnelAgent(target, sockets);
    const agents = [kept];
    const account = { kind, port, state, agents, seen: 0 };
    kinds.push(account);
    act(kind, atOnce, everyMs, async () => {
      const agent = sockets === 0 ? new TunnelAgent(target, 1) : kept;
      if (agent !== kept) agents.push(agent);
      const socket = await askOnce(agent);
      if (!agent.isUnseen(socket)) account.seen += 1;
      if (agent !== kept) agent.destroy();
    });
  };

  await exchangeKind('streams', { atOnce: 20, everyMs: 5000 }, (request, response) => void answerWithStream(request, response), (agent) =>
    askAndDrain(agent, 'POST', '/v1/messages', '{"stream":true}'),
  );
  await exchangeKind('posts of 100 kB', { atOnce: 5, everyMs: 1000, sockets: 8 }, (request, response) => void answerWith(request, response, 'x'.repeat(1000)), (agent) =>
    askAndDrain(agent, 'POST', '/v1/messages', prompt(100_000)),
  );
  await exchangeKind('uploads of 1 MB', { atOnce: 1, everyMs: 2000, sockets: 0 }, (request, response) => void answerWith(request, response, 'ok'), (agent) =>
    askAndDrain(agent, 'PUT', '/v1/files', randomBytes(1 << 20)),
  );
  await exchangeKind('idle connections', { atOnce: 50, everyMs: 45_000 }, (request, response) => void answerWith(request, response, 'ok'), (agent) =>
    askAndDrain(agent, 'GET', '/', ''),
  );
  const brokenOff = { atOnce: 2, everyMs: 400, state: 'interrupted' } as const;
  await exchangeKind('clients that break off', brokenOff, (request, response) => void answerWithoutEnd(request, response), async (agent) => {
    const response = await ask(agent, openedWireHost, 'POST', '/v1/messages', '{}');
    await once(response, 'data');
    const { socket } = response;
    response.on('error', () => {});
    socket.destroy();
    await once(response, 'close').catch(() => undefined);
    return socket;
  });
  await exchangeKind('servers that break off', brokenOff, (request, response) => void answerAndBreakOff(request, response), async (agent) => {
    const response = await ask(agent, openedWireHost, 'POST', '/v1/messages', '{}');
    const { socket } = response;
    await drain(response).catch(() => undefined);
    return socket;
  });

  const hidden = await listen((request, response) => void answerWith(request, response, 'ok'));
  act('blind tunnels', 2, 500, async () => {
    const socket = await openTunnel(proxyUrl, `${unlistedHost}:${hidden}`);
    const secure = connectTls({ socket, servername: openedWireHost, ca: certificates.authority.certificatePem });
    secure.on('error', () => {});
    await once(secure, 'secureConnect');
    secure.write('GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n');
    secure.resume();
    await once(secure, 'close');
  });

  const nobody = await listenRaw(null, () => {});
  await nobody.close();
  act('upstreams that are not there', 1, 1000, async () => {
    await openTunnel(proxyUrl, `${openedWireHost}:${nobody.port}`).then(
      () => Promise.reject(new Error('A port where nobody listens was connected to.')),
      () => undefined,
    );
  });

  const distrusted = await listen((request, response) => void answerWith(request, response, 'ok'));
  let refusals = 0;
  act('clients that do not trust', 1, 10_000, async () => {
    refusals += await connectWithoutTrust(proxyUrl, distrusted);
  });

  return {
    counts,
    async stop() {
      stopping.abort();
      await Promise.all(actors);
      for (const { agents } of kinds) for (const agent of agents) agent.destroy();
      return [
        ...kinds.map(({ kind, port, state, agents, seen }) =>
          expectedRows(kind, port, { [state]: seen, uncaptured: agents.reduce((sum, { unseenConnections }) => sum + unseenConnections, 0) }),
        ),
        expectedRows('blind tunnels', hidden, {}),
        expectedRows('upstreams that are not there', nobody.port, { failed: counts['upstreams that are not there'] ?? 0 }),
        expectedRows('clients that do not trust', distrusted, { any: refusals }),
      ];
    },
    async close() {
      await Promise.all(listeners.map((listener) => listener.close()));
    },
  };
}

async function askAndDrain(agent: TunnelAgent, method: string, path: string, body: Buffer | string): Promise<object> {
  const response = await ask(agent, openedWireHost, method, path, body);
  const { socket } = response;
  await drain(response);
  return socket;
}

async function drain(response: IncomingMessage): Promise<void> {
  for await (const chunk of response) void chunk;
}

async function answerWithStream(request: IncomingMessage, response: ServerResponse): Promise<void> {
  await drain(request);
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  for (let left = eventsOfStream; left > 0 && !response.destroyed; left -= 1) {
    response.write(eventText);
    await pause(100);
  }
  response.end();
}

async function answerWith(request: IncomingMessage, response: ServerResponse, body: string): Promise<void> {
  await drain(request);
  response.writeHead(200, { 'content-length': Buffer.byteLength(body) });
  response.end(body);
}

async function answerWithoutEnd(request: IncomingMessage, response: ServerResponse): Promise<void> {
  await drain(request);
  response.on('error', () => {});
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  while (!response.destroyed) {
    response.write(eventText);
    await pause(20);
  }
}

async function answerAndBreakOff(request: IncomingMessage, response: ServerResponse): Promise<void> {
  await drain(request);
  response.writeHead(200, { 'content-length': 1000 });
  response.write('half');
  await pause(50);
  response.socket?.destroy();
}

/** A prompt of about so many bytes that no other is like. */
function prompt(bytes: number): string {
  return JSON.stringify({ model: 'claude-sonnet-4-5', max_tokens: 10, messages: [{ role: 'user', content: randomBytes(bytes / 2).toString('hex') }] });
}

/** A process that connects twice and trusts nobody; answers how many connections it made. */
async function connectWithoutTrust(proxyUrl: string, port: number): Promise<number> {
  const program = `
    const { request } = require('node:http'); const { connect } = require('node:tls'); const proxy = new URL(process.argv[1]);
    const once = () => new Promise((resolve) => request({ host: proxy.hostname, port: proxy.port, method: 'CONNECT', path: process.argv[2] })
      .on('connect', (_answer, socket) => { const secure = connect({ socket, servername: '${openedWireHost}' });
        secure.on('error', () => secure.destroy()); secure.on('close', resolve); }).on('error', resolve).end());
    once().then(once);`;
  const child = spawn(process.execPath, ['-e', program, proxyUrl, `${openedWireHost}:${port}`], { stdio: 'ignore', env: {} });
  await once(child, 'exit');
  return 2;
}
