import { connect } from 'node:net';
import { readMessageLines, messageLine } from './message-lines.ts';
import { receivingSocket, type PassedSocket } from './socket-passing.ts';
import type { StandbyDescription } from './standby-files.ts';
import type { Answer, Ask } from './standby-messages.ts';

/** A standby of an engine before, as the control socket shows it. */
export interface StandbyContact {
  readonly description: StandbyDescription;
  /** Asks, and waits for the answer at most so long; null where none came. `end` has none. */
  ask(ask: Ask, patienceMs: number): Promise<AnswerWithSocket | null>;
  /** Resolves when the standby's process has ended, or has cut us off. */
  readonly ended: Promise<void>;
}

export type AnswerWithSocket = Answer & { readonly passed: PassedSocket | null };

const answerBytesLimit = 4096;

/** Connects to a standby; null where nothing listens on its control socket. */
export function contactStandby(description: StandbyDescription): Promise<StandbyContact | null> {
  const receiving = receivingSocket();
  const socket = receiving === null ? connect({ path: description.controlPath }) : receiving.socket.connect({ path: description.controlPath });
  const ended = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  let hear = closePassed;
  socket.on('error', () => {});
  readMessageLines(socket, answerBytesLimit, (message) => {
    const answer = answerOf(message);
    if (answer === null) socket.destroy();
    else hear({ ...answer, passed: receiving?.takePassed() ?? null });
  });
  const contact: StandbyContact = {
    description,
    ended,
    ask: (ask, patienceMs) =>
      new Promise((resolve) => {
        const timer = setTimeout(() => settle(null), patienceMs);
        const settle = (answer: AnswerWithSocket | null): void => {
          clearTimeout(timer);
          hear = closePassed;
          resolve(answer);
        };
        hear = settle;
        void ended.then(() => settle(null));
        socket.write(messageLine({ token: description.token, ask }));
      }),
  };
  return new Promise((resolve) => {
    socket.once('connect', () => {
      socket.unref();
      resolve(contact);
    });
    void ended.then(() => resolve(null));
  });
}

// An answer that came too late: nobody listens on the socket that came with it.
function closePassed({ passed }: AnswerWithSocket): void {
  passed?.close();
}

function answerOf(message: unknown): Answer | null {
  if (typeof message !== 'object' || message === null || !('answer' in message)) return null;
  switch (message.answer) {
    case 'state': {
      const state: unknown = 'state' in message ? message.state : null;
      return state === 'holding' || state === 'serving' || state === 'draining' ? { answer: 'state', state } : null;
    }
    case 'socket':
    case 'released':
      return { answer: message.answer };
    case 'cannot':
      return { answer: 'cannot', reason: 'reason' in message ? String(message.reason) : '' };
    default:
      return null;
  }
}
