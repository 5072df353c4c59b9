import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { openRaw } from './raw-tls.ts';

/** An HTTP server on a free port of loopback. */
export async function listenHttp(serve: RequestListener): Promise<{ readonly port: number; close(): Promise<void> }> {
  const server = createServer(serve);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const bound = server.address();
  return {
    port: typeof bound === 'object' && bound !== null ? bound.port : 0,
    async close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** Sends `text` on a connection of its own and answers what comes back until it contains `until`. */
export async function askPlainly(proxyPort: number, text: string, until: string): Promise<string> {
  const socket = await openRaw(proxyPort);
  socket.write(Buffer.from(text, 'latin1'));
  let received = '';
  for await (const chunk of socket) {
    received += Buffer.from(chunk).toString('latin1');
    if (received.includes(until)) break;
  }
  socket.destroy();
  return received;
}
