import { lastAtMost } from './byte-offsets.ts';

/** A text with further line ends in it, and the way from places of the one to those of the other. */
export interface BrokenLines {
  readonly text: string;
  readonly startOf: (sentOffset: number) => number;
  readonly endOf: (sentOffset: number) => number;
}

/** Chromium takes many seconds to lay out a line of megabytes; one of so many characters it does at once. */
const longestLine = 200_000;
const pieceLength = 10_000;
/** Of characters that come from other fonts fewer: each change of font costs as much as dozens of letters, and without wrapping a hundred pieces are drawn at once. */
const weightOfOthers = 50;
const searched = 200;

/** Breaks lines that are too long to be drawn into pieces, behind a comma or a blank where there is one near; null where none is too long. */
export function breakLongLines(sent: string): BrokenLines | null {
  const cuts: number[] = [];
  for (let start = 0; start <= sent.length; ) {
    const lineEnd = sent.indexOf('\n', start);
    const end = lineEnd === -1 ? sent.length : lineEnd;
    if (end - start > longestLine) {
      for (let at = nextCut(sent, start); at < end; at = nextCut(sent, at)) cuts.push(at);
    }
    start = end + 1;
  }
  if (cuts.length === 0) return null;
  const pieces = [0, ...cuts].map((cut, index) => sent.slice(cut, cuts[index]));
  const before = (offset: number) => (offset < (cuts[0] ?? 0) ? 0 : lastAtMost(cuts, offset) + 1);
  return {
    text: pieces.join('\n'),
    startOf: (offset) => offset + before(offset),
    endOf: (offset) => (offset === 0 ? 0 : offset + before(offset - 1)),
  };
}

// Latin, Greek and Cyrillic letters, which the font of the window has.
const lastLatin = 0x530;

function nextCut(text: string, from: number): number {
  let most = from;
  for (let weight = 0; weight < pieceLength && most < text.length; most += 1) weight += text.charCodeAt(most) < lastLatin ? 1 : weightOfOthers;
  for (let at = most; at > Math.max(from, most - searched); at -= 1) {
    const last = text[at - 1];
    if (last === ',' || last === ' ') return at;
  }
  const second = text.charCodeAt(most);
  // Not between the two halves of a character.
  return second >= 0xdc00 && second <= 0xdfff ? most - 1 : most;
}
