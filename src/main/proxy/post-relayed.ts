import type { MessagePort } from 'node:worker_threads';
import { relayedWeight } from '../capture/relayed-weight.ts';
import type { Relayed } from '../capture/relayed.ts';
import type { RecorderState } from './capture.ts';

export interface PosterLimits {
  /** What may wait for the recorder. It is behind only while bytes come faster than a disk takes them, or not at all. */
  readonly waitingBytes: number;
  /** Of the messages that tell of what was not captured, so many may wait besides. */
  readonly waitingRows: number;
}

const usualLimits: PosterLimits = { waitingBytes: 256 * 1024 * 1024, waitingRows: 50_000 };

/**
 * Posts to the recorder: arrays of messages, in order. Bytes are posted at once, since they may be written onward as soon as
 * `tell` returns; deliveries wait for the next message or the end of the turn, and go with it. The recorder posts back how
 * much it has taken (`relayedWeight`). From when more than the limit waits for it until it has taken half of that, bytes are
 * refused by throwing. The recorder's end of the port closes when it dies: bytes are refused from then on too, and
 * rows kept, until it has a successor.
 */
export class RelayedPoster implements RecorderState {
  readonly #limits: PosterLimits;
  #port: MessagePort | null = null;
  #generation = 0;
  #waiting: Relayed[] = [];
  #postScheduled = false;
  #untakenBytes = 0;
  #isTooFarBehind = false;
  #rowsWhileBehind = 0;

  constructor(port: MessagePort, limits = usualLimits) {
    this.#limits = limits;
    this.#listenTo(port);
  }

  get isBehind(): boolean {
    return this.#port === null || this.#isTooFarBehind;
  }

  get generation(): number {
    return this.#generation;
  }

  /** Posts to another recorder from now on: first the rows that came while there was none. */
  setPort(port: MessagePort): void {
    const former = this.#port;
    this.#lose();
    former?.close();
    this.#listenTo(port);
    this.#post();
  }

  close(): void {
    this.#port?.close();
  }

  /** Posts a message, or throws when it is refused. The memory of its bytes is given away. */
  tell(message: Relayed): void {
    if (this.isBehind) this.#tellBehind(message);
    else this.#add(message);
  }

  #tellBehind(message: Relayed): void {
    switch (message.kind) {
      case 'connected':
      case 'bytes':
      case 'tally':
        throw new Error('the recorder is too far behind');
      case 'refused':
      case 'unseen':
      case 'unseen-ended':
        if (this.#rowsWhileBehind >= this.#limits.waitingRows) throw new Error('too much waits for the recorder');
        this.#rowsWhileBehind += 1;
        this.#add(message);
        return;
      default:
        // Of these there are no more than of the bytes and connections that were told before. A dead recorder needs none.
        if (this.#port !== null) this.#add(message);
    }
  }

  #add(message: Relayed): void {
    this.#untakenBytes += relayedWeight(message);
    if (this.#untakenBytes > this.#limits.waitingBytes) this.#isTooFarBehind = true;
    this.#waiting.push(message);
    if (message.kind !== 'delivered') this.#post();
    else if (!this.#postScheduled) {
      this.#postScheduled = true;
      setImmediate(() => {
        this.#postScheduled = false;
        this.#post();
      });
    }
  }

  #post(): void {
    if (this.#port === null || this.#waiting.length === 0) return;
    const batch = this.#waiting;
    this.#waiting = [];
    // Given away, the bytes are not copied again.
    const memory = batch.flatMap((message) => (message.kind === 'bytes' && message.bytes.buffer instanceof ArrayBuffer ? [message.bytes.buffer] : []));
    this.#port.postMessage(batch, memory);
  }

  #listenTo(port: MessagePort): void {
    this.#port = port;
    port.on('message', (takenBytes: number) => this.#taken(takenBytes));
    port.once('close', () => {
      if (this.#port === port) this.#lose();
    });
  }

  #taken(bytes: number): void {
    this.#untakenBytes -= bytes;
    if (this.#untakenBytes > this.#limits.waitingBytes / 2) return;
    this.#isTooFarBehind = false;
    this.#rowsWhileBehind = 0;
  }

  #lose(): void {
    if (this.#port === null) return;
    this.#port = null;
    this.#generation += 1;
    this.#waiting = [];
    this.#untakenBytes = 0;
    this.#isTooFarBehind = false;
    this.#rowsWhileBehind = 0;
  }
}
