/**
 * A hash of what it has been given so far, that can be asked after each piece: 64 bits in two halves. Good enough to tell equal
 * messages by; nothing that must not be forged may rest on it.
 */
export class RollingHash {
  #one = 0xdeadbeef;
  #two = 0x41c6ce57;

  addNumber(value: number): void {
    this.#one = Math.imul(this.#one ^ value, 0x9e3779b1);
    this.#two = Math.imul(this.#two ^ value, 0x5f356495);
    // Bits only rise in a multiplication: without this the lowest ones would know of nothing but the lowest.
    this.#one ^= this.#one >>> 15;
    this.#two ^= this.#two >>> 13;
  }

  /** The bytes from `start` to `end`, four at a time, and how many they are. */
  addBytes(bytes: Uint8Array, start: number, end: number): void {
    let one = this.#one;
    let two = this.#two;
    for (let at = start; at < end; at += 4) {
      const word = wordAt(bytes, at, end);
      one = Math.imul(one ^ word, 0x9e3779b1);
      two = Math.imul(two ^ word, 0x5f356495);
      one ^= one >>> 15;
      two ^= two >>> 13;
    }
    this.#one = one;
    this.#two = two;
    this.addNumber(end - start);
  }

  /** 14 characters for all that was added. More can be added after it. */
  digest(): string {
    let one = this.#one;
    let two = this.#two;
    one = Math.imul(one ^ (one >>> 16), 0x85ebca6b) ^ two;
    two = Math.imul(two ^ (two >>> 15), 0xc2b2ae35) ^ one;
    return (one >>> 0).toString(36).padStart(7, '0') + (two >>> 0).toString(36).padStart(7, '0');
  }
}

/** Up to four bytes as a number, with zeros for those at and after `end`. */
function wordAt(bytes: Uint8Array, at: number, end: number): number {
  const first = bytes[at] ?? 0;
  if (at + 4 <= end) return first | ((bytes[at + 1] ?? 0) << 8) | ((bytes[at + 2] ?? 0) << 16) | ((bytes[at + 3] ?? 0) << 24);
  const second = at + 1 < end ? (bytes[at + 1] ?? 0) : 0;
  const third = at + 2 < end ? (bytes[at + 2] ?? 0) : 0;
  return first | (second << 8) | (third << 16);
}
