import type { AddressInfo, Server } from 'node:net';

/** Where the proxy listens, and nowhere else. */
export const listeningAddress = '127.0.0.1';

export type Listening =
  | { readonly code: null; readonly port: number }
  | { readonly code: 'port-taken' | 'failed'; readonly message: string };

/** Binds the first port that can be had of `attempts`, counted up from `wanted` (0: any). */
export async function listen(server: Server, wanted: number, attempts: number): Promise<Listening> {
  for (let attempt = 0; ; attempt += 1) {
    const port = wanted === 0 ? 0 : wanted + attempt;
    const error = await listenOn(server, { host: listeningAddress, port, exclusive: true });
    if (error === null) return { code: null, port: portOf(server) };
    // Windows forbids ranges of ports to programs; it is the same to the user.
    const taken = error.code === 'EADDRINUSE' || error.code === 'EACCES';
    if (!taken) return { code: 'failed', message: `The proxy could not listen on ${listeningAddress}:${port} (${error.message}).` };
    if (attempt + 1 >= attempts || port >= 65535) {
      const message = `Port ${wanted} is used by another program. End that program, or choose another port (0 takes any that is free).`;
      return { code: 'port-taken', message };
    }
  }
}

/** Listens on an address, a socket's descriptor or a handle of Node's, or answers why not. */
export function listenOn(server: Server, where: object): Promise<NodeJS.ErrnoException | null> {
  return new Promise((resolve) => {
    const failed = (error: NodeJS.ErrnoException): void => {
      server.off('listening', listening);
      resolve(error);
    };
    const listening = (): void => {
      server.off('error', failed);
      resolve(null);
    };
    server.once('error', failed);
    server.once('listening', listening);
    server.listen(where);
  });
}

/** The port a TCP server is bound to. */
export function portOf(server: Server): number {
  const bound: AddressInfo | string | null = server.address();
  if (bound === null || typeof bound === 'string') throw new Error('A TCP server has an address and a port.');
  return bound.port;
}
