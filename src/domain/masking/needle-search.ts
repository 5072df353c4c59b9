import { shortestVerbatim } from './mask.ts';

/** How far a state may have gone and still be cheaper left: what it has read is then read once more. */
const cheapDepth = 3;

/**
 * Finds any of many texts at once, in time that does not grow with their number: Aho and Corasick's automaton, which looks at
 * no byte more than a few times however the data was made, and before it Wu and Manber's table of pairs of bytes, which passes over
 * what no text begins with. None of the texts is shorter than `shortestVerbatim`.
 */
export class NeedleSearch {
  /** The last of them is read at a node; the node that follows it in number continues it, when it is so marked. */
  readonly #byte: Uint8Array;
  readonly #goesOn: Uint8Array;
  readonly #depth: Int32Array;
  /** The longest end of what a node has read that is a beginning of another text. */
  readonly #otherwise: Int32Array;
  /** The node of the longest text that ends here; 0 for none. */
  readonly #ending: Int32Array;
  readonly #first = new Int32Array(256);
  /** Where texts part: by the node times 256 and the byte, the node that is not the next. */
  readonly #branches = new Map<number, number>();
  readonly #branching: Uint8Array;
  /** By the last two bytes under a window as long as the shortest text: how far it may move on. */
  readonly #moves: Uint8Array;

  constructor(needles: readonly Uint8Array[]) {
    const nodes = needles.reduce((sum, { length }) => sum + length, 1);
    this.#byte = new Uint8Array(nodes);
    this.#goesOn = new Uint8Array(nodes);
    this.#branching = new Uint8Array(nodes);
    this.#depth = new Int32Array(nodes);
    this.#otherwise = new Int32Array(nodes);
    this.#ending = new Int32Array(nodes);
    this.#moves = new Uint8Array(needles.length === 0 ? 0 : 65_536).fill(shortestVerbatim - 1);
    let count = 1;
    for (const needle of needles) count = this.#add(needle, count);
    this.#linkOthers(needles);
  }

  /**
   * Calls back with places of texts in the data from `from` to `to`: of those that end at one place with the longest. Answers how
   * many of the bytes before `to` are the longest beginning of one that may go on behind it.
   */
  find(data: Uint8Array, from: number, to: number, found: ((start: number, end: number) => void) | null): number {
    if (this.#moves.length === 0) return 0;
    let window = from;
    for (;;) {
      window = this.#nextCandidate(data, window, to);
      let node = 0;
      let at = window;
      while (at < to) {
        node = this.#step(node, data[at] ?? 0);
        at += 1;
        const ending = this.#ending[node] ?? 0;
        if (ending !== 0) found?.(at - (this.#depth[ending] ?? 0), at);
        const depth = this.#depth[node] ?? 0;
        if (depth <= cheapDepth && at - depth > window && at - depth + shortestVerbatim <= to) break;
      }
      if (at >= to) return this.#begun(node);
      window = at - (this.#depth[node] ?? 0);
    }
  }

  /** Where the first text may begin; so near the end that none fits, the automaton has to tell. */
  #nextCandidate(data: Uint8Array, from: number, to: number): number {
    const moves = this.#moves;
    let window = from;
    for (const last = to - shortestVerbatim; window <= last; ) {
      const move = moves[((data[window + shortestVerbatim - 2] ?? 0) << 8) | (data[window + shortestVerbatim - 1] ?? 0)] ?? 0;
      if (move === 0) return window;
      window += move;
    }
    return Math.min(window, to);
  }

  #begun(last: number): number {
    let node = last;
    while (node !== 0 && this.#goesOn[node] === 0 && this.#branching[node] === 0) node = this.#otherwise[node] ?? 0;
    return this.#depth[node] ?? 0;
  }

  #next(node: number, byte: number): number {
    if (node === 0) return this.#first[byte] ?? 0;
    if (this.#goesOn[node] === 1 && this.#byte[node + 1] === byte) return node + 1;
    return this.#branching[node] === 1 ? (this.#branches.get(node * 256 + byte) ?? 0) : 0;
  }

  #step(from: number, byte: number): number {
    let node = from;
    let next = this.#next(node, byte);
    while (next === 0 && node !== 0) {
      node = this.#otherwise[node] ?? 0;
      next = this.#next(node, byte);
    }
    return next;
  }

  #add(needle: Uint8Array, count: number): number {
    let unused = count;
    let node = 0;
    for (let at = 0; at < needle.length; at += 1) {
      const byte = needle[at] ?? 0;
      let next = this.#next(node, byte);
      if (next === 0) {
        next = unused;
        unused += 1;
        this.#byte[next] = byte;
        this.#depth[next] = at + 1;
        if (node === 0) this.#first[byte] = next;
        else if (next === node + 1) this.#goesOn[node] = 1;
        else {
          this.#branching[node] = 1;
          this.#branches.set(node * 256 + byte, next);
        }
      }
      node = next;
    }
    this.#ending[node] = node;
    for (let at = 0; at < shortestVerbatim - 1; at += 1) {
      const pair = ((needle[at] ?? 0) << 8) | (needle[at + 1] ?? 0);
      this.#moves[pair] = Math.min(this.#moves[pair] ?? 0, shortestVerbatim - 2 - at);
    }
    return unused;
  }

  /** Depth by depth, as each leans on those that are less deep. */
  #linkOthers(needles: readonly Uint8Array[]): void {
    let walks = needles.map((needle) => ({ needle, node: 0 }));
    for (let depth = 0; walks.length > 0; depth += 1) {
      walks = walks.filter(({ needle }) => needle.length > depth);
      for (const walk of walks) {
        const byte = walk.needle[depth] ?? 0;
        const other = depth === 0 ? 0 : this.#step(this.#otherwise[walk.node] ?? 0, byte);
        walk.node = this.#next(walk.node, byte);
        this.#otherwise[walk.node] = other;
        if (this.#ending[walk.node] === 0) this.#ending[walk.node] = this.#ending[other] ?? 0;
      }
    }
  }
}
