import { alphabets } from './alphabet.ts';
import type { Searched } from './candidates.ts';
import { CharacterReader } from './escaped-text.ts';
import type { Run } from './mark-index.ts';

/*
 * The lines of a private key need not stand under one another in a text: they may be the strings of a list, or joined by an
 * operator, or comments, or coloured. Then only they are masked, and what stands between them stays as it is.
 */

export const keyLines: Run = { alphabet: alphabets.keyLine, quote: 0, backslashes: 0 };

export type KeyLine = { readonly is: 'none' } | { readonly is: 'undecided' } | { readonly is: 'line'; readonly start: number; readonly end: number };

const none: KeyLine = { is: 'none' };
const undecided: KeyLine = { is: 'undecided' };
/** Before the first may stand the headers of the key. */
const mostBefore = { first: 200, next: 128 };
/** Lines have 64 characters or more, but for the last, and where some of them are percent-encoded. */
const shortestLine = 32;
const longestLine = 256;
/** What is shorter tells nobody anything, and may be a word. */
const shortestRest = 8;
const reader = new CharacterReader();
const peeked = new CharacterReader();

/**
 * Where the next line of a key begins that has its mark, or the last line, directly before `at`, and as much of it as was read:
 * the first, too, has a digit and letters of both cases in it, and the last is what stands before the dashes of the end.
 */
export function nextKeyLine({ data, isWhole, isCut }: Searched, at: number, which: 'first' | 'next'): KeyLine {
  let [next, start, length, kinds, rest] = [at, at, 0, 0, none];
  let isBehindQuote = false;
  for (let read = 0; read < mostBefore[which] || length > 0; read += 1) {
    if (!reader.read(data, next, isWhole)) {
      if (!isWhole) return undecided;
      return isCut && length >= shortestRest && isDrawn(kinds) ? { is: 'line', start, end: next } : none;
    }
    const { code } = reader;
    if (alphabets.keyLine.includes[code] === 1) {
      if (length === 0) [start, kinds] = [next, 0];
      length += 1;
      kinds |= kindOf(code);
      if (length >= shortestLine && (which === 'first' ? kinds === 7 : isDrawn(kinds))) return { is: 'line', start, end: reader.next };
      if (length === longestLine) return none;
    } else {
      if (length >= shortestRest && isDrawn(kinds) && which === 'next' && rest.is === 'none') rest = { is: 'line', start, end: next };
      length = 0;
      if (code === 45) {
        if (!peeked.read(data, reader.next, isWhole)) return isWhole ? none : undecided;
        if (peeked.code === 45) return rest;
      }
      // What begins or ends here, or has a name of its own, is no line of the same key.
      if (code === 123 || code === 125 || (code === 58 && isBehindQuote)) return none;
      if (code !== 32) isBehindQuote = code === 34 || code === 39;
    }
    next = reader.next;
  }
  return none;
}

/** Letters of both cases, or digits among letters. */
function isDrawn(kinds: number): boolean {
  return (kinds & 3) === 3 || kinds > 4;
}

function kindOf(code: number): number {
  if (code >= 97) return 1;
  if (code >= 65) return 2;
  return code >= 48 && code <= 57 ? 4 : 0;
}
