import { connect, type Socket } from 'node:net';
import { ClientProcesses, processSearchOf } from '../../proxy/clients/client-process.ts';
import { listeningAddress } from '../../proxy/listen.ts';

const patienceMs = 1500;
const mostAnswerBytes = 4096;

/** Who answers at a port of 127.0.0.1, in words that fit into a sentence; null where it is not known. */
export async function findPortOwner(port: number): Promise<string | null> {
  const socket = connect({ host: listeningAddress, port });
  // Its answer shows that it has accepted the connection: before that the system knows no process of it.
  const said = await askWhatItIs(socket, port);
  if (said === null) return null;
  const owner = await ownerOfOtherEnd(port, socket.localPort ?? 0);
  socket.destroy();
  return owner ?? (said.includes('This is a proxy: it takes CONNECT') ? 'another Whence' : null);
}

/** The beginning of its answer, empty where it gives none; null where nothing listens. */
function askWhatItIs(socket: Socket, port: number): Promise<string | null> {
  return new Promise((resolve) => {
    let said = '';
    const timer = setTimeout(() => resolve(said), patienceMs);
    const finish = (answer: string | null): void => {
      clearTimeout(timer);
      resolve(answer);
    };
    socket.on('error', () => finish(null));
    socket.once('connect', () => socket.write(`GET / HTTP/1.1\r\nHost: ${listeningAddress}:${port}\r\n\r\n`));
    socket.on('data', (octets) => {
      said = (said + octets.toString('latin1')).slice(0, mostAnswerBytes);
      finish(said);
    });
    socket.once('end', () => finish(said));
  });
}

/** Whose the other end of our own connection is, looked for as a client's is. */
async function ownerOfOtherEnd(serverPort: number, ownPort: number): Promise<string | null> {
  const processes = new ClientProcesses(processSearchOf(process.platform));
  const owner = await processes.ownerOf({ clientAddress: listeningAddress, clientPort: serverPort, serverPort: ownPort });
  if (owner.kind === 'process') return `${owner.process.name} (process ${owner.process.pid})`;
  return owner.kind === 'user' ? `a program of user ${owner.uid}` : null;
}
