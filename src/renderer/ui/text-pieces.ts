const pieceChars = 8000;

/** A text cut at line ends into pieces of about 8,000 characters; together they are the text less those line ends. */
export function textPieces(text: string): readonly string[] {
  const pieces: string[] = [];
  let start = 0;
  while (start < text.length) {
    const wanted = start + pieceChars;
    const lineEnd = wanted >= text.length ? -1 : text.indexOf('\n', wanted);
    const end = lineEnd === -1 ? text.length : lineEnd;
    pieces.push(text.slice(start, end));
    start = end + 1;
  }
  return pieces;
}
