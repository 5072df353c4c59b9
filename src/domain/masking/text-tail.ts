/** Pieces up to this size are copied behind one another; a larger one is worth an array of its own. */
const mostCopiedBytes = 2048;
const roomBytes = 16_384;

/** The end of a text that comes in pieces: as much of it as is still needed. */
export class TextTail {
  #store: Uint8Array = new Uint8Array(0);
  #from = 0;
  #to = 0;
  #large: Uint8Array | null = null;

  /** What is kept and the next piece behind it, to be looked at until the next call. */
  append(bytes: Uint8Array): Uint8Array {
    const kept = this.#to - this.#from;
    // Of one class always, whatever is handed over: the loops over it are twice as fast for it.
    if (kept === 0 && bytes.byteLength > mostCopiedBytes) this.#large = new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    else if (bytes.byteLength > mostCopiedBytes) this.#large = this.#joined(bytes, kept + bytes.byteLength);
    else {
      if (this.#to + bytes.byteLength > this.#store.byteLength) {
        this.#store = this.#joined(new Uint8Array(0), Math.max(Math.min(roomBytes, 8 * (kept + bytes.byteLength)), 2 * (kept + bytes.byteLength)));
        this.#from = 0;
        this.#to = kept;
      }
      this.#store.set(bytes, this.#to);
      this.#to += bytes.byteLength;
      return this.#store.subarray(this.#from, this.#to);
    }
    return this.#large;
  }

  /** Gives up what stands before this place of what `append` answered. */
  drop(before: number): void {
    if (this.#large === null) {
      this.#from += before;
      return;
    }
    // Not `slice`: Node's subclass of these arrays has one that shares the memory.
    this.#store = new Uint8Array(this.#large.subarray(before));
    this.#from = 0;
    this.#to = this.#store.byteLength;
    this.#large = null;
  }

  #joined(bytes: Uint8Array, length: number): Uint8Array {
    const whole = new Uint8Array(length);
    whole.set(this.#store.subarray(this.#from, this.#to));
    whole.set(bytes, this.#to - this.#from);
    return whole;
  }
}
