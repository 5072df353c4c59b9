import { createServer } from 'node:net';
import type { PortCheck } from '../../contract/app-view.ts';
import { listeningAddress, listenOn } from './listen.ts';

/** Whether we could listen on a port, found out by doing so for a moment. `own` is where the proxy listens. */
export async function checkPort(port: number, own: number): Promise<PortCheck> {
  if (port === own) return { state: 'own', message: 'Whence listens on this port now.' };
  if (port === 0) return { state: 'free', message: 'Any port that is free is taken, another at each start: terminals have to be pointed anew each time.' };
  const server = createServer();
  const error = await listenOn(server, { host: listeningAddress, port, exclusive: true });
  if (error === null) {
    await new Promise((resolve) => server.close(resolve));
    return { state: 'free', message: 'This port is free.' };
  }
  if (error.code === 'EACCES') return { state: 'refused', message: 'The system does not let Whence listen on this port. Choose one above 1023.' };
  return { state: 'taken', message: 'Another program listens on this port: at the next start the next free one would be used instead.' };
}
