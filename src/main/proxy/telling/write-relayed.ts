import type { MessagePort } from 'node:worker_threads';
import { roomForBytes, writeMessage, writtenOctets } from '../../relayed/relayed-octets.ts';
import { asleepWord, sealedWord, segmentMemory, segmentOn, writtenWord } from '../../relayed/relayed-segment.ts';
import type { FromRelayedReader, RelayedSegment, ToRelayedReader } from '../../relayed/relayed-segment.ts';
import type { Relayed } from '../../relayed/relayed.ts';
import type { RecorderState } from './capture.ts';

export interface WriterLimits {
  /** What may wait for the recorder. It is behind only while bytes come faster than a disk takes them, or not at all. */
  readonly waitingBytes: number;
  /** Of the messages that tell of what was not captured, so many may wait besides. */
  readonly waitingRows: number;
  /** The size of a segment; no message but `bytes` may be larger. */
  readonly segmentBytes: number;
}

const usualLimits: WriterLimits = { waitingBytes: 256 * 1024 * 1024, waitingRows: 50_000, segmentBytes: 1024 * 1024 };

/** Segments that are kept for the next burst. */
const keptSegments = 8;
/** Less room than this is not worth a message of its own. */
const smallestPiece = 1024;

/** A segment that the reader has not read to its end. */
interface Writing {
  readonly memory: SharedArrayBuffer;
  readonly segment: RelayedSegment;
  writtenOctets: number;
}

/**
 * Tells the recorder, whose end of the port a `RelayedReader` serves: when `tell` returns, the message is in memory that the recorder
 * reads, and bytes may be written onward. From when more than the limit waits until half of that is read, bytes are refused by
 * throwing. The recorder's end of the port closes when it dies: bytes are refused from then on too, and rows kept, until it has a
 * successor.
 */
export class RelayedWriter implements RecorderState {
  readonly #limits: WriterLimits;
  #port: MessagePort | null = null;
  #generation = 0;
  /** Oldest first; the last one is written into. */
  #unread: Writing[] = [];
  #free: SharedArrayBuffer[] = [];
  #unreadOctets = 0;
  #isTooFarBehind = false;
  #rowsWhileBehind = 0;
  /** Told while there was no recorder. */
  #rowsForSuccessor: Relayed[] = [];

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

  /** Tells another recorder from now on: first the rows that came while there was none. */
  setPort(port: MessagePort): void {
    const former = this.#port;
    this.#lose();
    former?.close();
    this.#listenTo(port);
    for (const row of this.#rowsForSuccessor.splice(0)) this.#write(row);
  }

  close(): void {
    this.#port?.close();
  }

  /** Tells a message, or throws when it is refused. Its bytes are copied. */
  tell(message: Relayed): void {
    if (this.isBehind) this.#tellBehind(message);
    else this.#write(message);
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
        if (this.#port === null) this.#rowsForSuccessor.push(message);
        else this.#write(message);
        return;
      default:
        // Of these there are no more than of the bytes and connections that were told before. A dead recorder needs none.
        if (this.#port !== null) this.#write(message);
    }
  }

  #write(message: Relayed): void {
    if (message.kind !== 'bytes') {
      this.#put(this.#withRoom(writtenOctets(message)), message);
      return;
    }
    const { bytes } = message;
    // Nearly always in one piece; where it was cut makes no difference to whoever reads it.
    for (let start = 0; start < bytes.byteLength; ) {
      const writing = this.#withRoom(Math.min(writtenOctets(message), smallestPiece));
      const room = roomForBytes(writing.segment.octets.byteLength - writing.writtenOctets);
      const isWhole = start === 0 && bytes.byteLength <= room;
      this.#put(writing, isWhole ? message : { ...message, bytes: bytes.subarray(start, start + room) });
      start += room;
    }
  }

  #put(writing: Writing, message: Relayed): void {
    const { control } = writing.segment;
    const end = writeMessage(writing.segment, writing.writtenOctets, message);
    this.#unreadOctets += end - writing.writtenOctets;
    writing.writtenOctets = end;
    Atomics.store(control, writtenWord, end);
    if (Atomics.load(control, asleepWord) === 1 && Atomics.exchange(control, asleepWord, 0) === 1) this.#post({ kind: 'wake' });
    if (this.#unreadOctets > this.#limits.waitingBytes) this.#isTooFarBehind = true;
  }

  /** The last segment, or a new one where it has no room for so many octets. */
  #withRoom(octets: number): Writing {
    const last = this.#unread.at(-1);
    if (last !== undefined && last.writtenOctets + octets <= last.segment.octets.byteLength) return last;
    const memory = this.#free.pop() ?? segmentMemory(this.#limits.segmentBytes);
    const next: Writing = { memory, segment: segmentOn(memory), writtenOctets: 0 };
    next.segment.control.fill(0);
    this.#unread.push(next);
    // Whoever finds the last one sealed has to find this one in the port.
    this.#post({ kind: 'segment', memory });
    if (last !== undefined) Atomics.store(last.segment.control, sealedWord, 1);
    return next;
  }

  #post(message: ToRelayedReader): void {
    this.#port?.postMessage(message);
  }

  #listenTo(port: MessagePort): void {
    this.#port = port;
    port.on('message', (_message: FromRelayedReader) => {
      if (this.#port === port) this.#takeBack();
    });
    port.once('close', () => {
      if (this.#port === port) this.#lose();
    });
  }

  #takeBack(): void {
    const read = this.#unread.shift();
    if (read === undefined) return;
    this.#unreadOctets -= read.writtenOctets;
    if (this.#free.length < keptSegments) this.#free.push(read.memory);
    if (this.#unreadOctets > this.#limits.waitingBytes / 2) return;
    this.#isTooFarBehind = false;
    this.#rowsWhileBehind = 0;
  }

  #lose(): void {
    if (this.#port === null) return;
    this.#port = null;
    this.#generation += 1;
    // A dying reader may still look into them.
    this.#unread = [];
    this.#unreadOctets = 0;
    this.#isTooFarBehind = false;
    this.#rowsWhileBehind = 0;
  }
}
