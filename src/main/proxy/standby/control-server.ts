import { createHash, timingSafeEqual } from 'node:crypto';
import { chmodSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { messageLine, readMessageLines } from './message-lines.ts';
import { sendingSocket } from './socket-passing.ts';
import type { Answer, Ask, StandbyState } from './standby-messages.ts';

/** What a standby does when it is asked. */
export interface Asked {
  state(): StandbyState;
  /** The server to pass on, as soon as there is one, or null while there is none to come. */
  servingServer(): Promise<Server | null>;
  release(): Promise<void>;
  end(): void;
}

const askBytesLimit = 4096;

/**
 * Listens on the control socket and answers whoever knows the word; anyone else is cut off. Whoever has asked stays connected and sees the
 * standby's end as the connection's end.
 */
export function serveControl(controlPath: string, token: string, asked: Asked): Promise<Server> {
  const server = createServer({ pauseOnConnect: true }, (accepted) => serveOne(accepted, token, asked));
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ path: controlPath }, () => {
      // The folder is closed to others as it is.
      if (process.platform !== 'win32') chmodSync(controlPath, 0o600);
      server.off('error', reject);
      server.on('error', () => {});
      resolve(server);
    });
  });
}

function serveOne(accepted: Socket, token: string, asked: Asked): void {
  accepted.on('error', () => {});
  const sending = sendingSocket(accepted);
  const socket = sending?.socket ?? accepted;
  socket.on('error', () => socket.destroy());
  const answer = (message: Answer): void => void socket.write(messageLine(message));
  const pass = async (): Promise<void> => {
    const server = sending === null ? null : await asked.servingServer();
    if (server === null || sending === null || !sending.send(messageLine({ answer: 'socket' } satisfies Answer), server)) {
      answer({ answer: 'cannot', reason: sending === null ? 'this Node passes no sockets' : 'nothing listens here' });
    }
  };
  readMessageLines(socket, askBytesLimit, (message) => {
    const ask = askOf(message, token);
    switch (ask) {
      case 'state':
        answer({ answer: 'state', state: asked.state() });
        break;
      case 'socket':
        void pass();
        break;
      case 'release':
        void asked.release().then(() => answer({ answer: 'released' }));
        break;
      case 'end':
        asked.end();
        break;
      case null:
        socket.destroy();
    }
  });
  socket.resume();
}

function askOf(message: unknown, token: string): Ask | null {
  if (typeof message !== 'object' || message === null || !('token' in message) || !('ask' in message)) return null;
  if (typeof message.token !== 'string' || !isSame(message.token, token)) return null;
  const { ask } = message;
  return ask === 'state' || ask === 'socket' || ask === 'release' || ask === 'end' ? ask : null;
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

function isSame(one: string, other: string): boolean {
  return timingSafeEqual(digest(one), digest(other));
}
