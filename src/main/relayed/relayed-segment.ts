/**
 * A stretch of memory that both threads have: the relay writes messages into it, one after the other, and the recorder reads
 * them. Nothing is allocated and nobody woken for a message, which is what posting each would cost.
 */
export interface RelayedSegment {
  /** Three words, read and written atomically; see below. */
  readonly control: Int32Array;
  readonly octets: Uint8Array;
  /** Of the octets. */
  readonly view: DataView;
}

/** In `control`: how many octets are whole messages. */
export const writtenWord = 0;
/** In `control`: 1 when nothing more will be written, and the next segment has been posted. */
export const sealedWord = 1;
/** In `control`: 1 while the reader looks no more, and wants to be woken by the next message. */
export const asleepWord = 2;

const controlBytes = 16;

/** The memory of a segment for `octets` octets of messages. */
export function segmentMemory(octets: number): SharedArrayBuffer {
  return new SharedArrayBuffer(controlBytes + octets);
}

/** The parts of a segment's memory. */
export function segmentOn(memory: SharedArrayBuffer): RelayedSegment {
  return {
    control: new Int32Array(memory, 0, controlBytes / Int32Array.BYTES_PER_ELEMENT),
    octets: new Uint8Array(memory, controlBytes),
    view: new DataView(memory, controlBytes),
  };
}

/** What the relay posts: the next segment, or a word to a reader that is asleep. */
export type ToRelayedReader = { readonly kind: 'segment'; readonly memory: SharedArrayBuffer } | { readonly kind: 'wake' };

/** What the reader posts: the oldest segment is read to its end, and may be written anew. */
export type FromRelayedReader = { readonly kind: 'segment-read' };
