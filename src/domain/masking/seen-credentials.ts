import { shortestVerbatim } from './mask.ts';

const mostCredentials = 128;
const mostCharacters = 32 * 1024;
/** Real ones are shorter; a longer one costs time in every exchange after it. */
const longestCredential = 4096;
const uuid = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi;

/** The credentials that were seen last, in whatever exchange: they are masked wherever they come to stand again. */
export class SeenCredentials {
  /** The one that was not seen for longest is the first. */
  readonly #seen = new Set<string>();
  #characters = 0;
  #list: readonly string[] = [];
  readonly #joined = new WeakMap<readonly string[], { readonly list: readonly string[]; readonly all: readonly string[] }>();

  /** These and those seen before: the same list as long as nothing new was seen. They count as seen from then on. */
  and(credentials: readonly string[]): readonly string[] {
    const isNew = credentials.some((credential) => this.#isKept(credential) && !this.#seen.has(credential));
    for (const credential of credentials) if (this.#isKept(credential)) this.#add(credential);
    if (isNew) {
      this.#forgetOldest();
      this.#list = [...this.#seen];
    }
    if (credentials.every((credential) => this.#seen.has(credential))) return this.#list;
    const joined = this.#joined.get(credentials);
    if (joined?.list === this.#list) return joined.all;
    const all = [...new Set([...credentials, ...this.#list])];
    this.#joined.set(credentials, { list: this.#list, all });
    return all;
  }

  #isKept(credential: string): boolean {
    return credential.length >= shortestVerbatim && credential.length <= longestCredential && !isUuid(credential);
  }

  #add(credential: string): void {
    if (!this.#seen.delete(credential)) this.#characters += credential.length;
    this.#seen.add(credential);
  }

  #forgetOldest(): void {
    for (const oldest of this.#seen) {
      if (this.#seen.size <= mostCredentials && this.#characters <= mostCharacters) return;
      this.#seen.delete(oldest);
      this.#characters -= oldest.length;
    }
  }
}

/** Such names stand in paths and threads are put together by them: what was a credential in one exchange need not be one in others. */
export function isUuid(text: string): boolean {
  return text.length === 36 && uuidsIn(text).length === 1;
}

export function uuidsIn(text: string): readonly string[] {
  return text.match(uuid) ?? [];
}
