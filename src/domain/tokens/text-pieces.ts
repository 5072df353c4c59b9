/**
 * What a byte-pair encoder merges within: words, numbers, rows of signs, white space. The expression is that of `o200k_base`
 * (published with the encoding), so that a text counted piece by piece has the count of the whole. An encoder with other
 * pieces counts a little otherwise, and is as safe.
 */
const ending = String.raw`(?:'(?:[sStTmMdD]|[rR][eE]|[vV][eE]|[lL][lL]))?`;
const piece = new RegExp(
  [
    String.raw`[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+${ending}`,
    String.raw`[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*${ending}`,
    String.raw`\p{N}{1,3}`,
    String.raw` ?[^\s\p{L}\p{N}]+[\r\n/]*`,
    String.raw`\s*[\r\n]+`,
    String.raw`\s+(?!\S)`,
    String.raw`\s+`,
  ].join('|'),
  'gu',
);

/**
 * How much is matched at a time. A match is remembered step by step, and one of some million characters is too much for the
 * engine's stack; a cut now and then costs less than a token.
 */
const windowUnits = 256 * 1024;

/** Calls `take` with the pieces of a text, in order; together they are the text. */
export function forEachPiece(text: string, take: (piece: string) => void): void {
  for (let from = 0; from < text.length; ) {
    const to = wholeCharacters(text, Math.min(text.length, from + windowUnits));
    const part = from === 0 && to === text.length ? text : text.slice(from, to);
    for (const match of part.matchAll(piece)) take(match[0]);
    from = to;
  }
}

/** `at`, or one place further where it would part the halves of one character. */
export function wholeCharacters(text: string, at: number): number {
  const isLow = (text.charCodeAt(at) & 0xfc00) === 0xdc00;
  return at > 0 && isLow && (text.charCodeAt(at - 1) & 0xfc00) === 0xd800 ? at + 1 : at;
}
