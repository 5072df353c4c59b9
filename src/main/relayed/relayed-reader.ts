import { receiveMessageOnPort, type MessagePort } from 'node:worker_threads';
import { readMessages } from './relayed-octets.ts';
import { asleepWord, sealedWord, segmentOn, writtenWord } from './relayed-segment.ts';
import type { FromRelayedReader, RelayedSegment, ToRelayedReader } from './relayed-segment.ts';
import type { Relayed } from './relayed.ts';

/** While messages come, this often is looked for more of them; it is part of the time until they are on disk. */
const lookEveryMs = 5;
/** After so many looks that found nothing, the next message is to wake us. */
const vainLooksLimit = 20;
/** What is read before other messages to the thread get their turn. */
const readAtOnceBytes = 4 * 1024 * 1024;

/**
 * Reads what a `RelayedWriter` at the other end of the port tells, in order. The bytes of the messages are the taker's own. While
 * the taker `isFull`, everything is left where it is, so that whoever tells sees how far behind it is.
 */
export class RelayedReader {
  readonly #port: MessagePort;
  readonly #take: (message: Relayed) => void;
  readonly #isFull: () => boolean;
  #segments: RelayedSegment[] = [];
  /** Of the first segment. */
  #readOctets = 0;
  #timer: NodeJS.Timeout | null = null;
  #vainLooks = 0;

  constructor(port: MessagePort, take: (message: Relayed) => void, isFull = (): boolean => false) {
    this.#port = port;
    this.#take = take;
    this.#isFull = isFull;
    port.on('message', (message: ToRelayedReader) => {
      this.#hear(message);
      this.#look();
    });
  }

  /** Reads all that was told before, also what has not been handed out yet and by a taker that is full, and then no more. */
  end(): void {
    this.#stopLooking();
    while (this.#read(Number.POSITIVE_INFINITY, () => false) > 0);
    this.#port.close();
  }

  #hear(message: ToRelayedReader): void {
    if (message.kind === 'segment') this.#segments.push(segmentOn(message.memory));
  }

  #look(): void {
    this.#stopLooking();
    const found = this.#read(readAtOnceBytes, this.#isFull);
    this.#vainLooks = found > 0 || this.#isFull() ? 0 : this.#vainLooks + 1;
    if (this.#vainLooks <= vainLooksLimit) this.#timer = setTimeout(() => this.#look(), found >= readAtOnceBytes ? 0 : lookEveryMs);
    else this.#sleep();
  }

  #sleep(): void {
    this.#vainLooks = 0;
    const segment = this.#segments[0];
    if (segment === undefined) return;
    Atomics.store(segment.control, asleepWord, 1);
    // What was written before the word was set would wake nobody.
    if (Atomics.load(segment.control, writtenWord) === this.#readOctets) return;
    Atomics.store(segment.control, asleepWord, 0);
    this.#look();
  }

  #stopLooking(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }

  /** Reads about as many octets at most; answers how many they were. */
  #read(mostOctets: number, isFull: () => boolean): number {
    let found = 0;
    while (found < mostOctets && !isFull()) {
      const segment = this.#segments[0] ?? this.#nextSegment();
      if (segment === null) return found;
      // In this order: what is written before it is sealed is seen.
      const isSealed = Atomics.load(segment.control, sealedWord) === 1;
      const written = Atomics.load(segment.control, writtenWord);
      if (written > this.#readOctets) {
        found += written - this.#readOctets;
        const octets = copyOf(segment.octets.subarray(this.#readOctets, written));
        this.#readOctets = written;
        for (const message of readMessages(octets)) this.#take(message);
      } else if (isSealed) this.#leaveSegment();
      else return found;
    }
    return found;
  }

  #leaveSegment(): void {
    this.#segments.shift();
    this.#readOctets = 0;
    const message: FromRelayedReader = { kind: 'segment-read' };
    this.#port.postMessage(message);
  }

  /** One that was posted, and that the loop has not handed out yet. */
  #nextSegment(): RelayedSegment | null {
    for (let left = receiveMessageOnPort(this.#port); left !== undefined; left = receiveMessageOnPort(this.#port)) {
      this.#hear(left.message);
      const [segment] = this.#segments;
      if (segment !== undefined) return segment;
    }
    return null;
  }
}

/** Memory of its own, which nobody writes into any more; not cleared first, since all of it is written at once. */
function copyOf(octets: Uint8Array): Uint8Array {
  const copy = Buffer.allocUnsafeSlow(octets.byteLength);
  copy.set(octets);
  return new Uint8Array(copy.buffer, copy.byteOffset, copy.byteLength);
}
