/** Who came first is served first. Unlike an array's `shift`, leaving takes no time that grows with the line: a client may pipeline without end. */
export class WaitingLine<Item> {
  #items: (Item | null)[] = [];
  #left = 0;

  get first(): Item | null {
    return this.#items[this.#left] ?? null;
  }

  add(item: Item): void {
    this.#items.push(item);
  }

  removeFirst(): void {
    if (this.#left === this.#items.length) return;
    this.#items[this.#left] = null;
    this.#left += 1;
    if (this.#left * 2 < this.#items.length) return;
    this.#items = this.#items.slice(this.#left);
    this.#left = 0;
  }

  /** All that wait, in order; nobody waits afterwards. */
  takeAll(): readonly Item[] {
    const all = this.#items.slice(this.#left).filter((item) => item !== null);
    this.#items = [];
    this.#left = 0;
    return all;
  }
}
