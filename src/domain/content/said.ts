import { decodeJsonText } from '../json/json-text.ts';
import { utf8Text } from '../octets/octets-as-text.ts';

const quote = 0x22;
const backslash = 0x5c;
const colon = 0x3a;

/**
 * Longer runs without white space, of these characters only, are images, signatures and the like: nobody looks for a word in them. Looked at from
 * where a run begins alone: hostile text has many that are a little shorter.
 */
const codedText = /(?<![A-Za-z0-9+/=_-])[A-Za-z0-9+/=_-]{200,}/g;

/**
 * What a text of a JSON body (see `splitBody`) says: a long string's contents, or the strings within a frame, each on a line of its own, names of
 * members left out; escapes undone. Empty where it says nothing. Never throws.
 */
export function saidByJson(text: Uint8Array): string {
  const inFrame = stringsOfFrame(text);
  return withoutCoded(inFrame === null ? decodeJsonText(text, 0, text.length) : inFrame.join('\n'));
}

/** What a text of a body that is not JSON says. Empty for what is no text. */
export function saidByPlain(text: Uint8Array): string {
  return text.includes(0) ? '' : withoutCoded(utf8Text(text));
}

export function withoutCoded(said: string): string {
  return said.replaceAll(codedText, ' ');
}

/** Null for what holds no quote but escaped ones: the contents of a string. */
function stringsOfFrame(text: Uint8Array): string[] | null {
  const strings: string[] = [];
  // One that stands first closes the string before; one that opens a string at the very end belongs to the string behind.
  let start = -1;
  let isFrame = false;
  for (let at = text.indexOf(quote); at !== -1; at = text.indexOf(quote, at + 1)) {
    if (isEscaped(text, at)) continue;
    isFrame = true;
    if (at === 0) continue;
    if (start === -1) start = at + 1;
    else {
      if (at > start && text[at + 1] !== colon) strings.push(decodeJsonText(text, start, at));
      start = -1;
    }
  }
  return isFrame ? strings : null;
}

function isEscaped(text: Uint8Array, at: number): boolean {
  let slashes = 0;
  while (text[at - slashes - 1] === backslash) slashes += 1;
  return slashes % 2 === 1;
}
