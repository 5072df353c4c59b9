interface HeldPiece {
  readonly atUs: number;
  readonly bytes: Uint8Array;
}

/** A client that sends more than this before an upgrade is granted is not waited for. */
const maxHeldBytes = 1024 * 1024;

/** What a client sent after asking for an upgrade, with its times, until the answer says whether it is HTTP. */
export class HeldBytes {
  #pieces: HeldPiece[] = [];
  #bytes = 0;

  get isEmpty(): boolean {
    return this.#pieces.length === 0;
  }

  get isTooMuch(): boolean {
    return this.#bytes > maxHeldBytes;
  }

  hold(bytes: Uint8Array, atUs: number): void {
    this.#bytes += bytes.byteLength;
    this.#pieces.push({ atUs, bytes });
  }

  /** All that was held, in order; nothing is held from then on. */
  release(): readonly HeldPiece[] {
    const pieces = this.#pieces;
    this.#pieces = [];
    this.#bytes = 0;
    return pieces;
  }
}
