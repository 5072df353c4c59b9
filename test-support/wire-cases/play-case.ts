import { connect as connectTls, createSecureContext, type SecureContext, type TLSSocket } from 'node:tls';
import { once } from 'node:events';
import type { Socket } from 'node:net';
import { deferred } from '../deferred.ts';
import { listenRaw, openRaw, sendConnect, type RawEnd } from '../raw-tls.ts';
import { PlayedEnd, type EndTranscript } from './play-end.ts';
import type { WireCase, WireMode, WireScripts } from './wire-case.ts';

/** The host whose connections are opened in wire cases, on any port. */
export const openedWireHost = 'api.anthropic.com';
const unlistedHost = 'elsewhere.example.test';

/** How a case's client reaches its upstream, which listens on a port of loopback. */
export interface Way {
  /** A connection on which TLS, if any, has not begun. */
  connect(mode: WireMode, port: number): Promise<Socket>;
  /** The certificates the client trusts. */
  caFor(mode: WireMode): string;
}

export function directWay(upstreamCa: string): Way {
  return { connect: (_mode, port) => openRaw(port), caFor: () => upstreamCa };
}

/** Through a proxy that opens `openedWireHost` and dials any host on 127.0.0.1 at the port that is asked for. */
export function proxiedWay(proxyPort: number, proxyCa: string, upstreamCa: string): Way {
  return {
    async connect(mode, port) {
      const { raw, head } = await sendConnect(proxyPort, `${mode === 'opened' ? openedWireHost : unlistedHost}:${port}`);
      if (!head.startsWith('HTTP/1.1 200 ')) throw new Error(`The proxy refused: ${head}`);
      return raw;
    },
    caFor: (mode) => (mode === 'opened' ? proxyCa : upstreamCa),
  };
}

/** What both ends of a case saw, connection by connection. */
export interface CaseTranscript {
  readonly connections: readonly ConnectionTranscript[];
}

interface ConnectionTranscript {
  readonly client: EndTranscript;
  readonly upstream: EndTranscript;
  /** Whether the client's TLS session went on from that of the connection before. */
  readonly resumed: boolean;
}

export interface PlayedCase extends CaseTranscript {
  /** Where the upstream listened, by which its rows in the store are known. */
  readonly port: number;
  /** To be called when nothing more is asked about the port: until then no other case can have it. */
  release(): Promise<void>;
}

const timeLimitMs = 60_000;

/** Plays a case. What hangs is broken off after a minute and its own pauses, and its transcript says so. */
export async function playCase(wireCase: WireCase, way: Way, upstreamContext: SecureContext): Promise<PlayedCase> {
  let arriving = deferred<RawEnd>();
  const listener = await listenRaw(wireCase.mode === 'tunnelled-plain' ? null : upstreamContext, (end) => arriving.fulfil(end));
  const connections: ConnectionTranscript[] = [];
  let session: Buffer | null = null;
  for (const scripts of wireCase.connections) {
    arriving = deferred<RawEnd>();
    const upstreamEnd = arriving.promise.then((end) => playedOnceSecured(end));
    const raw = await way.connect(wireCase.mode, listener.port);
    const client = wireCase.mode === 'tunnelled-plain' ? null : await secure(raw, way.caFor(wireCase.mode), session, wireCase);
    client?.on('session', (fresh: Buffer) => (session = fresh));
    const played = new PlayedEnd({ stream: client ?? raw, raw });
    await upstreamEnd;
    connections.push({
      ...(await playBoth(scripts, played, upstreamEnd)),
      resumed: client?.isSessionReused() ?? false,
    });
  }
  return { connections, port: listener.port, release: () => listener.close() };
}

/** Plays both ends of one connection until it is closed. */
export async function playBoth(
  scripts: WireScripts,
  client: PlayedEnd,
  upstreamEnd: Promise<PlayedEnd>,
): Promise<{ readonly client: EndTranscript; readonly upstream: EndTranscript }> {
  const pausesMs = [...scripts.client, ...scripts.upstream].reduce((sum, step) => sum + ('pauseMs' in step ? step.pauseMs : 0), 0);
  const timer = setTimeout(() => {
    client.giveUp();
    void upstreamEnd.then((upstream) => upstream.giveUp());
  }, timeLimitMs + pausesMs);
  const [clientSaw, upstreamSaw] = await Promise.all([
    client.play(scripts.client, upstreamEnd),
    upstreamEnd.then((upstream) => upstream.play(scripts.upstream, Promise.resolve(client))),
  ]);
  clearTimeout(timer);
  return { client: clientSaw, upstream: upstreamSaw };
}

/**
 * The upstream's end when it is through with its own part of the handshake. A server that still has session tickets to write when
 * it is reset finds that out by the write, which nobody is told of, and reads the end of the connection instead.
 */
async function playedOnceSecured(end: RawEnd): Promise<PlayedEnd> {
  if (end.stream !== end.raw) {
    await new Promise<void>((resolve) => {
      end.stream.once('secure', resolve);
      end.stream.once('close', resolve);
    });
    await new Promise((resolve) => setImmediate(resolve));
  }
  return new PlayedEnd(end);
}

async function secure(raw: Socket, ca: string, session: Buffer | null, { tls }: WireCase): Promise<TLSSocket> {
  const stream = connectTls({
    socket: raw,
    servername: openedWireHost,
    secureContext: createSecureContext({ ca, ...(tls === undefined ? {} : { maxVersion: tls }) }),
    ALPNProtocols: ['http/1.1'],
    ...(session === null ? {} : { session }),
  });
  stream.on('error', () => {});
  await once(stream, 'secureConnect');
  return stream;
}
