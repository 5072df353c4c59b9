import type { MissedCode, Relayed, RelayTally } from '../../relayed/relayed.ts';
import type { Figures } from '../figures.ts';

/** Takes a message; what it cannot take it refuses by throwing. The `bytes` of a message are the relay's: a sink copies what it keeps. */
export type Sink = (relayed: Relayed) => void;

/** How the recorder behind a sink stands. */
export interface RecorderState {
  /** True while so much waits for it that nothing new shall be captured. */
  readonly isBehind: boolean;
  /** Counts the recorders: another one knows nothing of what the one before was told. */
  readonly generation: number;
}

/** A connection of which more is to be told. */
export interface Followed {
  /** Captured no further from now on. */
  leaveOut(code: MissedCode): void;
  /** It has ended, or nobody will hear of its end any more. */
  closed(): void;
}

export interface CaptureOptions {
  readonly sink: Sink;
  readonly recorder: RecorderState;
  readonly figures: Figures;
  readonly nowUs: () => number;
  readonly on: boolean;
}

type Counters = { -readonly [Name in keyof RelayTally]: RelayTally[Name] };

const tallyEveryMs = 250;
const nothingTold: RelayTally = { connections: 0, clientBytes: 0, upstreamBytes: 0, refused: 0, unseen: 0 };

/**
 * What all captured connections share: where to tell, the time, the counters, and whether anything can be captured now. It
 * keeps the tally of what was told, apart from the way it takes, and tells it too: soon after each change, and at the end.
 */
export class Capture {
  readonly figures: Figures;
  readonly nowUs: () => number;
  readonly #sink: Sink;
  readonly #recorder: RecorderState;
  readonly #followed = new Set<Followed>();
  #on: boolean;
  #isClosed = false;
  #connections = 0;
  #tally: Counters = { ...nothingTold };
  #tallied: number;
  #tallyTimer: NodeJS.Timeout | null = null;

  constructor({ sink, recorder, figures, nowUs, on }: CaptureOptions) {
    this.#sink = sink;
    this.#recorder = recorder;
    this.figures = figures;
    this.nowUs = nowUs;
    this.#on = on;
    this.#tallied = recorder.generation;
  }

  /** Why nothing can be captured now; null while it can. */
  get obstacle(): MissedCode | null {
    if (!this.#on) return 'capture-off';
    return this.#recorder.isBehind ? 'recorder-behind' : null;
  }

  get generation(): number {
    return this.#recorder.generation;
  }

  nextConnection(): number {
    this.#connections += 1;
    return this.#connections;
  }

  /** Off: everything that is being captured is left out from now on. */
  setOn(on: boolean): void {
    this.#on = on;
    if (on) return;
    for (const one of this.#followed) one.leaveOut('capture-off');
  }

  follow(one: Followed): void {
    this.#followed.add(one);
  }

  unfollow(one: Followed): void {
    this.#followed.delete(one);
  }

  /** Tells a message; false when it was refused. */
  tell(message: Relayed): boolean {
    // What is on its way while all is ended at once.
    if (this.#isClosed) return false;
    const tally = this.#tallyNow();
    // A row that cannot be told is missed by whoever compares; bytes that were refused are counted by their stretch.
    if (message.kind === 'refused' || message.kind === 'unseen') tally[message.kind] += 1;
    try {
      this.#sink(message);
    } catch {
      if (message.kind === 'bytes') return false;
      this.figures.countUnrecorded(0);
      this.#tellTallySoon();
      return false;
    }
    if (message.kind === 'connected') tally.connections += 1;
    else if (message.kind === 'bytes') tally[message.from === 'client' ? 'clientBytes' : 'upstreamBytes'] += message.bytes.byteLength;
    this.#tellTallySoon();
    return true;
  }

  /** Tells the end of what is open still, and the tally for the last time. */
  close(): void {
    for (const one of this.#followed) one.closed();
    if (this.#tallyTimer !== null) clearTimeout(this.#tallyTimer);
    this.#tallyTimer = null;
    this.#tellTally();
    this.#isClosed = true;
  }

  // What another recorder was told is no business of this one.
  #tallyNow(): Counters {
    if (this.#tallied !== this.#recorder.generation) this.#tally = { ...nothingTold };
    this.#tallied = this.#recorder.generation;
    return this.#tally;
  }

  #tellTallySoon(): void {
    this.#tallyTimer ??= setTimeout(() => {
      this.#tallyTimer = null;
      if (!this.#tellTally()) this.#tellTallySoon();
    }, tallyEveryMs).unref();
  }

  #tellTally(): boolean {
    try {
      this.#sink({ kind: 'tally', atUs: this.nowUs(), tally: { ...this.#tallyNow() } });
      return true;
    } catch {
      return false;
    }
  }
}
