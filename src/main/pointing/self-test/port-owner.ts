import { connect, type Socket } from 'node:net';
import { ClientProcesses, processSearchOf } from '../../proxy/clients/client-process.ts';
import { listeningAddress } from '../../proxy/listen.ts';

const answerPatienceMs = 1500;
const mostAnswerCharacters = 4096;
/** The system knows no process of a connection before it was accepted. */
const looks = 5;
const lookAgainMs = 40;

/** Who listens at a port of 127.0.0.1, in words that fit into a sentence; null where it is not known. */
export async function findPortOwner(port: number): Promise<string | null> {
  // Half open, so that the other end stays to be looked at when it has said all it has to say.
  const socket = connect({ host: listeningAddress, port, allowHalfOpen: true });
  try {
    if (!(await isConnected(socket))) return null;
    const owner = await ownerOfOtherEnd(port, socket.localPort ?? 0);
    const isWhence = (await askWhatItIs(socket, port)).includes('This is a proxy: it takes CONNECT');
    if (!isWhence) return owner;
    return owner === null ? 'another Whence' : `another Whence, ${owner}`;
  } finally {
    socket.destroy();
  }
}

function isConnected(socket: Socket): Promise<boolean> {
  return new Promise((resolve) => {
    socket.once('connect', () => resolve(true));
    socket.on('error', () => resolve(false));
  });
}

/** Whose the other end of our own connection is, looked for as a client's is. */
async function ownerOfOtherEnd(serverPort: number, ownPort: number): Promise<string | null> {
  const processes = new ClientProcesses(processSearchOf(process.platform));
  for (let look = 1; look <= looks; look += 1) {
    const owner = await processes.ownerOf({ clientAddress: listeningAddress, clientPort: serverPort, serverPort: ownPort });
    if (owner.kind === 'process') return `${owner.process.name} (process ${owner.process.pid})`;
    if (owner.kind === 'user') return `a program of user ${owner.uid}`;
    if (look < looks) await new Promise((resolve) => setTimeout(resolve, lookAgainMs));
  }
  return null;
}

/** The beginning of its answer, empty where it gives none in time. */
function askWhatItIs(socket: Socket, port: number): Promise<string> {
  return new Promise((resolve) => {
    let said = '';
    const finish = (): void => {
      clearTimeout(timer);
      resolve(said);
    };
    const timer = setTimeout(finish, answerPatienceMs);
    socket.once('close', finish);
    socket.once('end', finish);
    socket.on('data', (octets) => {
      said = (said + octets.toString('latin1')).slice(0, mostAnswerCharacters);
      if (said.length === mostAnswerCharacters) finish();
    });
    socket.write(`GET / HTTP/1.1\r\nHost: ${listeningAddress}:${port}\r\nConnection: close\r\n\r\n`);
  });
}
