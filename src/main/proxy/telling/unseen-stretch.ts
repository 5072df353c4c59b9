import type { MissedCode, Side, UnseenCode } from '../../relayed/relayed.ts';
import type { Capture, Followed } from './capture.ts';
import type { RelayObserver } from '../relay.ts';
import type { Target } from '../upstream/dial.ts';

/** Why a connection passes through unseen: the code, and the sentence of its row. */
export interface UnseenReason {
  readonly code: UnseenCode;
  readonly message: string;
}

/**
 * A connection to a listed host, or the rest of one, that passes through unseen: told when it begins, counted, and told when it ends. Another
 * recorder has never heard of it, and is told of it from the beginning: the row of the one before stays without an end.
 */
export class UnseenStretch implements Followed {
  readonly #capture: Capture;
  readonly #target: Target;
  readonly #reason: UnseenReason;
  readonly #beganAtUs: number;
  #told: { readonly connection: number; readonly generation: number };
  #requestBytes = 0;
  #responseBytes = 0;
  #hasEnded = false;

  constructor(capture: Capture, target: Target, reason: UnseenReason) {
    this.#capture = capture;
    this.#target = target;
    this.#reason = reason;
    this.#beganAtUs = capture.nowUs();
    capture.figures.countUnseen();
    capture.follow(this);
    this.#told = this.#tellBeginning();
  }

  count(from: Side, bytes: number): void {
    this.#tellAnother();
    if (from === 'client') this.#requestBytes += bytes;
    else this.#responseBytes += bytes;
    if (this.#reason.code === 'recorder-behind') this.#capture.figures.countUnrecorded(bytes);
  }

  leaveOut(): void {}

  closed(): void {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    this.#capture.unfollow(this);
    this.#tellAnother();
    this.#capture.tell({
      kind: 'unseen-ended',
      connection: this.#told.connection,
      atUs: this.#capture.nowUs(),
      requestBytes: this.#requestBytes,
      responseBytes: this.#responseBytes,
    });
  }

  #tellAnother(): void {
    if (this.#told.generation !== this.#capture.generation) this.#told = this.#tellBeginning();
  }

  #tellBeginning(): { readonly connection: number; readonly generation: number } {
    const { generation } = this.#capture;
    const connection = this.#capture.nextConnection();
    const { host, port } = this.#target;
    this.#capture.tell({ kind: 'unseen', connection, atUs: this.#beganAtUs, host, port, ...this.#reason });
    return { connection, generation };
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
