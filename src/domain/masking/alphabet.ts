/** The characters that a secret is made of. */
export interface Alphabet {
  /** 1 for the codes that belong to it. */
  readonly includes: Uint8Array;
  /** Whether two dashes end it all the same, as they end the block of a private key. */
  readonly endsAtTwoDashes: boolean;
}

const lower = 'abcdefghijklmnopqrstuvwxyz';
const upper = lower.toUpperCase();
const digits = '0123456789';

function alphabetOf(characters: string, endsAtTwoDashes = false): Alphabet {
  const includes = new Uint8Array(256);
  for (const character of characters) includes[character.charCodeAt(0)] = 1;
  return { includes, endsAtTwoDashes };
}

function printableBut(excluded: string): Alphabet {
  const includes = new Uint8Array(256).fill(1, 0x21, 0x7f).fill(1, 0x80);
  for (const character of excluded) includes[character.charCodeAt(0)] = 0;
  return { includes, endsAtTwoDashes: false };
}

export const alphabets = {
  alphanumeric: alphabetOf(lower + upper + digits),
  upperAndDigits: alphabetOf(upper + digits),
  hexadecimal: alphabetOf('abcdef' + digits),
  word: alphabetOf(`${lower}${upper}${digits}_`),
  wordAndDash: alphabetOf(`${lower}${upper}${digits}_-`),
  wordDashAndDot: alphabetOf(`${lower}${upper}${digits}_-.`),
  wordDashAndSlash: alphabetOf(`${lower}${upper}${digits}_-/`),
  base64: alphabetOf(`${lower}${upper}${digits}+/=`),
  base64AndPercent: alphabetOf(`${lower}${upper}${digits}+/=%-`),
  /** RFC 9110, section 11.2: token68. */
  token68: alphabetOf(`${lower}${upper}${digits}-._~+/=`),
  /** Base64 in lines, the lines of headers before it, and what tools that show files put before lines. */
  armour: alphabetOf(`${lower}${upper}${digits}+/=_-:,.@()<>|\\ \t\r\n\u00e2\u0086\u0092`, true),
  /** A line of such base64, which may be percent-encoded. */
  keyLine: alphabetOf(`${lower}${upper}${digits}+/=%`),
  /** What stands between a URL's scheme and its host. */
  userInformation: printableBut('/?#"\'<>`\\'),
  /** The name and the value of a cookie (RFC 6265, section 4.1.1). */
  cookie: printableBut('"\'`<>,;\\'),
  /** A value without quotes, as shells and files of variables have it. */
  bare: printableBut('"\'`<'),
  /** A value without quotes, where more than white space ends it. */
  plain: printableBut('"\'`<>,;(){}[]&|'),
  /** A value in quotes: all but the end of the line; which quote ends it depends on the one that began it. */
  quoted: { includes: new Uint8Array(256).fill(1, 0x20).fill(0, 0x7f, 0x80), endsAtTwoDashes: false },
} as const satisfies Readonly<Record<string, Alphabet>>;
