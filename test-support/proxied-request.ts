import { once } from 'node:events';
import { request, type IncomingMessage, type OutgoingHttpHeaders } from 'node:http';
import type { Socket } from 'node:net';
import { connect as connectTls, type TLSSocket } from 'node:tls';

export interface ProxiedRequest {
  readonly proxyUrl: string;
  /** The certificates this client trusts, and no others. */
  readonly ca: string | Buffer;
  readonly path: string;
  readonly host?: string;
  readonly port?: number;
  readonly method?: string;
  readonly headers?: OutgoingHttpHeaders;
  readonly body?: string | Buffer;
}

/**
 * One HTTPS request through a proxy, on a connection of its own, as a client does it that has HTTPS_PROXY set: CONNECT, TLS
 * with full verification, request. Resolves with the response's head; its body is read from it.
 */
export async function proxiedRequest(options: ProxiedRequest): Promise<IncomingMessage> {
  const secure = await openSecureTunnel(options);
  return new Promise((resolve, reject) => {
    const sent = request(
      {
        createConnection: () => secure,
        method: options.method ?? 'POST',
        path: options.path,
        headers: { host: options.host ?? 'api.anthropic.com', connection: 'close', 'content-type': 'application/json', ...options.headers },
      },
      resolve,
    );
    sent.on('error', reject);
    sent.end(options.body);
  });
}

/** A verified TLS connection to a host through a proxy, for whoever wants to speak something of his own on it. */
export async function openSecureTunnel({ proxyUrl, ca, host = 'api.anthropic.com', port = 443 }: ProxiedRequest): Promise<TLSSocket> {
  const socket = await openTunnel(proxyUrl, `${host}:${port}`);
  const secure = connectTls({ socket, servername: host, ca, ALPNProtocols: ['http/1.1'] });
  await once(secure, 'secureConnect');
  return secure;
}

/** The bytes of a CONNECT tunnel. Rejects when the proxy refuses, with its answer. */
export function openTunnel(proxyUrl: string, authority: string): Promise<Socket> {
  const { hostname, port } = new URL(proxyUrl);
  return new Promise((resolve, reject) => {
    const asked = request({ host: hostname, port, method: 'CONNECT', path: authority, headers: { host: authority }, agent: false });
    asked.on('error', reject);
    asked.on('connect', (answer, socket) => {
      if (answer.statusCode === 200) return resolve(socket);
      socket.destroy();
      reject(new Error(`the proxy refused the tunnel: ${answer.statusCode ?? ''} ${answer.statusMessage ?? ''}`));
    });
    asked.end();
  });
}
