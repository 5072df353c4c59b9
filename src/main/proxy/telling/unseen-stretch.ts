import type { MissedCode, Side, UnseenCode } from '../../relayed/relayed.ts';
import type { Capture, Followed } from './capture.ts';
import type { RelayObserver } from '../relay.ts';
import type { Target } from '../upstream/dial.ts';

/** Why a connection passes through unseen: the code, and the sentence of its row. */
export interface UnseenReason {
  readonly code: UnseenCode;
  readonly message: string;
}

/** A connection to a listed host, or the rest of one, that passes through unseen: told when it begins, counted, and told when it ends. */
export class UnseenStretch implements Followed {
  readonly #capture: Capture;
  readonly #connection: number;
  readonly #reason: UnseenReason;
  #requestBytes = 0;
  #responseBytes = 0;
  #hasEnded = false;

  constructor(capture: Capture, target: Target, reason: UnseenReason) {
    this.#capture = capture;
    this.#connection = capture.nextConnection();
    this.#reason = reason;
    capture.figures.countUnseen();
    capture.follow(this);
    const { code, message } = reason;
    capture.tell({ kind: 'unseen', connection: this.#connection, atUs: capture.nowUs(), host: target.host, port: target.port, code, message });
  }

  count(from: Side, bytes: number): void {
    if (from === 'client') this.#requestBytes += bytes;
    else this.#responseBytes += bytes;
    if (this.#reason.code === 'recorder-behind') this.#capture.figures.countUnrecorded(bytes);
  }

  leaveOut(): void {}

  closed(): void {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    this.#capture.unfollow(this);
    this.#capture.tell({
      kind: 'unseen-ended',
      connection: this.#connection,
      atUs: this.#capture.nowUs(),
      requestBytes: this.#requestBytes,
      responseBytes: this.#responseBytes,
    });
  }
}

/** Observes a blind tunnel to a listed host. */
export function unseenTunnel(capture: Capture, target: Target, reason: UnseenReason): RelayObserver {
  const stretch = new UnseenStretch(capture, target, reason);
  return {
    read: (from, chunk) => stretch.count(from, chunk.length),
    delivered() {},
    ended() {},
    closed: () => stretch.closed(),
  };
}

/** The sentences for what is left out on our side. */
export const leftOutReasons: Readonly<Record<MissedCode, UnseenReason>> = {
  'capture-off': {
    code: 'capture-off',
    message: 'Passed through unseen: capture was switched off in Whence. Switch it on to see what comes next.',
  },
  'recorder-behind': {
    code: 'recorder-behind',
    message: 'Passed through unseen: the recorder could not take it, for it was too far behind or had to be started again. What comes next is recorded once it can be.',
  },
};
