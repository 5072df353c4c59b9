import type { Socket } from 'node:net';
import type { DialFailure } from './upstream/dial.ts';

/** Answers a CONNECT whose target could not be dialled: 502 with the reason as text, and its type in `Proxy-Status` (RFC 9209). */
export function refuseConnect(client: Socket, { message, proxyStatus }: DialFailure): void {
  const body = `${message}\n`;
  client.end(
    [
      'HTTP/1.1 502 Bad Gateway',
      `Proxy-Status: whence; error=${proxyStatus}`,
      'Content-Type: text/plain; charset=utf-8',
      `Content-Length: ${Buffer.byteLength(body)}`,
      'Connection: close',
      '',
      body,
    ].join('\r\n'),
  );
  // Half-open sockets stay until the other side has ended as well.
  client.resume();
}
