import type { Socket } from 'node:net';
import type { Forwarder } from './dial.ts';

/**
 * A socket to a proxy that takes requests in absolute form (RFC 9112, 3.2.2): the first thing written must begin with a request
 * line in origin form, which gets `http://` and the host, and the fields for the proxy after it. Whoever listens to what
 * is written hears none of it, so that no credential for the proxy is ever recorded.
 */
export function inAbsoluteForm(socket: Socket, host: string, { fields }: Forwarder): Socket {
  const write = socket.write.bind(socket);
  let begun = false;
  return Object.assign(socket, {
    write(chunk: Buffer, whenWritten: (error?: Error | null) => void): boolean {
      const begins = !begun;
      begun = true;
      return write(begins ? completed(chunk, host, fields) : chunk, whenWritten);
    },
  });
}

function completed(start: Buffer, host: string, fields: Forwarder['fields']): Buffer {
  const lineBytes = start.indexOf('\r\n') + 2;
  const line = start.toString('latin1', 0, lineBytes).replace(' ', () => ` http://${host}`);
  const lines = fields.map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.concat([Buffer.from(line + lines.join(''), 'latin1'), start.subarray(lineBytes)]);
}
