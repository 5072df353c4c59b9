import { X509Certificate } from 'node:crypto';
import { Agent, request, type ClientRequestArgs, type IncomingMessage } from 'node:http';
import { Duplex } from 'node:stream';
import type { TLSSocket } from 'node:tls';
import { openSecureTunnel } from '../proxied-request.ts';

export interface TunnelTarget {
  readonly proxyUrl: string;
  /** Who signs for the proxy, and who for the upstream: clients trust both. */
  readonly proxyCa: string;
  readonly upstreamCa: string;
  readonly host: string;
  readonly port: number;
}

/** Keeps connections through the proxy, as a client does. A connection may be passed on unseen, which its certificate tells. */
export class TunnelAgent extends Agent {
  unseenConnections = 0;
  readonly #target: TunnelTarget;
  readonly #unseen = new WeakSet<object>();

  constructor(target: TunnelTarget, maxSockets: number) {
    super({ keepAlive: true, maxSockets });
    this.#target = target;
  }

  override createConnection(_options: ClientRequestArgs, callback?: Connected): undefined {
    if (callback !== undefined) void this.#open(callback);
    return undefined;
  }

  /** Whether what came over this socket passed the proxy unseen. */
  isUnseen(socket: object): boolean {
    return this.#unseen.has(socket);
  }

  async #open(callback: Connected): Promise<void> {
    try {
      const { proxyCa, upstreamCa, ...target } = this.#target;
      const socket = await openSecureTunnel({ ...target, ca: `${proxyCa}\n${upstreamCa}`, path: '' });
      socket.on('error', () => {});
      if (!isSignedBy(socket, proxyCa)) {
        this.unseenConnections += 1;
        this.#unseen.add(socket);
      }
      callback(null, socket);
    } catch (error) {
      callback(new Error('connecting through the proxy', { cause: error }), new Duplex().destroy());
    }
  }
}

function isSignedBy(socket: TLSSocket, ca: string): boolean {
  const certificate = socket.getPeerX509Certificate();
  return certificate !== undefined && certificate.issuer === new X509Certificate(ca).subject;
}

type Connected = (error: Error | null, stream: Duplex) => void;

/** The response's head. Rejects when none comes. */
export function ask(
  agent: Agent,
  host: string,
  method: string,
  path: string,
  body: Buffer | string,
  headers: Readonly<Record<string, string>> = {},
): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const sent = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body), ...headers };
    const asked = request({ agent, host, method, path, headers: sent }, resolve);
    asked.on('error', reject);
    asked.end(body);
  });
}
