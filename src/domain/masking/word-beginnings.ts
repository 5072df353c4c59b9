import { alphabets } from './alphabet.ts';
import { CharacterReader, startOfCharacter, textBefore } from './escaped-text.ts';
import { startOfColour } from './terminal-colours.ts';

/*
 * What stands before a word may end with letters that are none of its own: those of a colour, of a byte that is spelled, or of a
 * sign that is encoded.
 */

const backslash = 92;
const reader = new CharacterReader();

/** Whether a word begins at `at`. */
export function beginsWord(data: Uint8Array, at: number, outsideBase64: boolean): boolean {
  const start = at === 0 ? 0 : startOfCharacter(data, at - 1);
  if (at === 0 || !reader.read(data, start, true) || reader.next !== at) return true;
  if (alphabets.alphanumeric.includes[reader.code] === 1) return endsWithEscape(data, at);
  return !outsideBase64 || !isInBase64(data, at);
}

/** Where the name begins whose letters begin at `first`: an escape before it may have left some of them. */
export function behindEscape(data: Uint8Array, first: number, last: number): number {
  const sign = data[first - 1] ?? 0;
  const escaped = isOfEscapes[sign] === 1 ? restOfEscape.get(sign) : undefined;
  if (escaped === undefined) return first;
  const behind = first + (escaped.exec(String.fromCharCode(...data.subarray(first, Math.min(last, first + 8))))?.[0].length ?? 0);
  return escaped === restOfColour && startOfColour(data, behind) >= first ? first : behind;
}

const restOfColour = /^\d*[A-Za-z]/;
/** What of an escape stands behind the last of its characters that is no part of a name. */
const restOfEscape = new Map([
  // Where it spells a character of the name, the name is met for again unescaped.
  [backslash, /^(?:u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|[0-7]{1,3}|.)/],
  [37, /^(?:25){0,3}[0-9a-fA-F]{2}/],
  [61, /^(?:3[dD]|2[0-7])/],
  [91, restOfColour],
  [59, restOfColour],
  [40, restOfColour],
]);

const mostEscapeBytes = 96;
/** How what is no letter is spelled with letters at its end: colours, bytes, and the signs of an address or of a mail. */
const escapeAtEnd = /(?:(?:[^ -~]|\\(?:x1b|0?33|e)|\^\[)(?:\[[\d;:?]{0,24}[a-z]|\([a-z])|%(?:25){0,3}[\da-f]{2}|\\x[\da-f]{2}|\\[0-7]{1,3}|=(?:3d|2[0-7]))$/i;
const isOfEscapes = new Uint8Array(256);
for (const character of '\u001b%\\=[(;') isOfEscapes[character.charCodeAt(0)] = 1;

/** Whether the letters before `at` are the end of an escape. */
function endsWithEscape(data: Uint8Array, at: number): boolean {
  let before = at - 1;
  // Nearly always there is nothing like one near.
  while (before >= 0 && before > at - 12 && isOfEscapes[data[before] ?? 0] !== 1) before -= 1;
  return isOfEscapes[data[before] ?? 0] === 1 && escapeAtEnd.test(textBefore(data, at, mostEscapeBytes));
}

/** Whether more base64 stands before `at` than any path or name has. */
function isInBase64(data: Uint8Array, at: number): boolean {
  let before = at;
  for (let length = 0; length < 40; length += 1) {
    const byte = data[before - 1] ?? 0;
    if (byte !== 45 && byte !== 95 && alphabets.base64.includes[byte] !== 1) return false;
    before -= 1;
    if (byte === 47) while (data[before - 1] === backslash && before > at - mostEscapeBytes) before -= 1;
  }
  return true;
}
