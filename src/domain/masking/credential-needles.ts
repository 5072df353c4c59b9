import { octets } from './mark-index.ts';
import { shortestVerbatim } from './mask.ts';
import { NeedleSearch } from './needle-search.ts';

/** Longer ones, and as many bytes of them, are looked for only as they came: every escape makes them longer. */
const longestSpelled = 8192;
const mostSpelledBytes = 512 * 1024;

const known = new WeakMap<readonly string[], CredentialNeedles>();

/** The exact credentials to be found, and how they are spelled in JSON, in JSON within it, and in URLs. */
export class CredentialNeedles {
  readonly spelled: NeedleSearch;
  readonly plain: NeedleSearch;
  readonly longestBytes: number;
  /** 1 for every byte of a credential. */
  readonly codes = new Uint8Array(256);
  readonly #plain: ReadonlySet<string>;

  /** Credentials are latin-1, one character a byte; those that are too short to be told from other text are left out. */
  constructor(secrets: readonly string[]) {
    const plain = new Set(secrets.filter((secret) => secret.length >= shortestVerbatim));
    this.#plain = plain;
    const plainNeedles = [...plain].map(octets);
    const spelled = [...spellingsOf(plain)].map(octets);
    this.plain = new NeedleSearch(plainNeedles);
    this.spelled = spelled.length === 0 ? this.plain : new NeedleSearch([...plainNeedles, ...spelled]);
    this.longestBytes = [...plainNeedles, ...spelled].reduce((longest, { length }) => Math.max(longest, length), 0);
    for (const bytes of plainNeedles) for (const byte of bytes) this.codes[byte] = 1;
  }

  has(secret: string): boolean {
    return this.#plain.has(secret);
  }

  /** The same for the same list, which is to be left as it is. */
  static of(secrets: readonly string[]): CredentialNeedles {
    const made = known.get(secrets) ?? new CredentialNeedles(secrets);
    known.set(secrets, made);
    return made;
  }
}

function spellingsOf(plain: ReadonlySet<string>): Set<string> {
  const spellings = new Set<string>();
  let bytesLeft = mostSpelledBytes;
  for (const secret of plain) {
    if (bytesLeft < 0) break;
    if (secret.length > longestSpelled) continue;
    for (const spelling of [...spelledInJson(secret), ...spelledInUrls(secret)]) {
      if (plain.has(spelling) || spellings.has(spelling)) continue;
      spellings.add(spelling);
      bytesLeft -= spelling.length;
    }
  }
  return spellings;
}

function spelledInJson(secret: string): string[] {
  if (!/["\\/\p{Cc}]/u.test(secret)) return [];
  const once = escaped(secret);
  return [...once, ...once.flatMap(escaped)];
}

/** As JSON escapes it, with and without a backslash before the slash. */
function escaped(text: string): string[] {
  const plain = JSON.stringify(text).slice(1, -1);
  return [plain, plain.replaceAll('/', '\\/')];
}

/** Percent-encoded: writers differ in the case of the digits and in whether a slash stays one. */
function spelledInUrls(secret: string): string[] {
  const reserved = /[^A-Za-z0-9._~!'()*-]/g;
  if (!reserved.test(secret)) return [];
  const encoded = secret.replaceAll(reserved, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`);
  return [encoded, encoded.replaceAll('%2F', '/')].flatMap((spelling) => [spelling, spelling.replaceAll(/%../g, (escape) => escape.toLowerCase())]);
}
