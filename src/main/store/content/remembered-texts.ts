import type { Store } from '../open-store.ts';
import type { KnownText } from './body-group.ts';

/** Where the texts that were asked for lately are stored, by their digests; none that is not committed, and none that was dropped. */
export class RememberedTexts {
  readonly #texts = new Map<string, KnownText>();

  get(digest: string): KnownText | undefined {
    return this.#texts.get(digest);
  }

  set(digest: string, text: KnownText): void {
    if (this.#texts.size >= mostTexts) this.#texts.clear();
    this.#texts.set(digest, text);
  }

  forget(): void {
    this.#texts.clear();
  }
}

/** Those of some hundred long conversations. */
const mostTexts = 100_000;

const byConnection = new WeakMap<Store, RememberedTexts>();

/** What is remembered of a database, by the connection that writes: one thread drops texts, and asks for them. */
export function rememberedTexts(store: Store): RememberedTexts {
  const known = byConnection.get(store) ?? new RememberedTexts();
  byConnection.set(store, known);
  return known;
}
