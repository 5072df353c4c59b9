/** A set of exchange numbers: a bit for each. */
export class ExchangeSet {
  #bits = new Uint8Array(1024);
  #size = 0;

  get size(): number {
    return this.#size;
  }

  add(number: number): void {
    const at = number >>> 3;
    if (at >= this.#bits.length) {
      const grown = new Uint8Array(Math.max(this.#bits.length * 2, at + 1));
      grown.set(this.#bits);
      this.#bits = grown;
    }
    if (this.has(number)) return;
    this.#bits[at] = (this.#bits[at] ?? 0) | (1 << (number & 7));
    this.#size += 1;
  }

  has(number: number): boolean {
    return ((this.#bits[number >>> 3] ?? 0) & (1 << (number & 7))) !== 0;
  }

  intersection(other: ExchangeSet): ExchangeSet {
    return this.#combined(other, (one, another) => one & another);
  }

  union(other: ExchangeSet): ExchangeSet {
    return this.#combined(other, (one, another) => one | another);
  }

  /** An octet for each number from 0 on, 1 for those in the set; it may end before the others do. */
  toOctets(): Uint8Array {
    const octets = new Uint8Array(this.#bits.length * 8);
    for (let number = 0; number < octets.length; number += 1) octets[number] = ((this.#bits[number >>> 3] ?? 0) >> (number & 7)) & 1;
    return octets;
  }

  #combined(other: ExchangeSet, combine: (one: number, another: number) => number): ExchangeSet {
    const combined = new ExchangeSet();
    combined.#bits = Uint8Array.from({ length: Math.max(this.#bits.length, other.#bits.length) }, (_, at) => combine(this.#bits[at] ?? 0, other.#bits[at] ?? 0));
    for (const byte of combined.#bits) combined.#size += bitsIn(byte);
    return combined;
  }

  /** In ascending order. */
  *[Symbol.iterator](): Generator<number> {
    for (let number = 0; number < this.#bits.length * 8; number += 1) {
      if (this.#bits[number >>> 3] === 0) number += 7;
      else if (this.has(number)) yield number;
    }
  }
}

function bitsIn(byte: number): number {
  let count = 0;
  for (let rest = byte; rest !== 0; rest &= rest - 1) count += 1;
  return count;
}
