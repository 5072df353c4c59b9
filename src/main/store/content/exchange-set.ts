/** A set of exchange numbers: a bit for each. Those that were saved or imported are below 1. */
export class ExchangeSet {
  readonly #recorded = new Bits();
  /** By -1 - number. */
  readonly #below = new Bits();

  get size(): number {
    return this.#recorded.size + this.#below.size;
  }

  add(number: number): void {
    if (number < 0) this.#below.add(-1 - number);
    else this.#recorded.add(number);
  }

  has(number: number): boolean {
    return number < 0 ? this.#below.has(-1 - number) : this.#recorded.has(number);
  }

  /** In ascending order. */
  *[Symbol.iterator](): Generator<number> {
    for (const index of [...this.#below].toReversed()) yield -1 - index;
    yield* this.#recorded;
  }
}

/** A set of whole numbers from 0 on. */
class Bits {
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

  /** In ascending order. */
  *[Symbol.iterator](): Generator<number> {
    for (let number = 0; number < this.#bits.length * 8; number += 1) {
      if (this.#bits[number >>> 3] === 0) number += 7;
      else if (this.has(number)) yield number;
    }
  }
}
