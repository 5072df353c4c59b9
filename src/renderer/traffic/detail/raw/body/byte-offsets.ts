/**
 * The way from bytes of a text's UTF-8 to its UTF-16 offsets, which strings and the editor count in, and back. A byte within a character is
 * taken for the character's first; what is beyond the text for its end.
 */
export interface ByteOffsets {
  readonly textAt: (byte: number) => number;
  readonly byteAt: (offset: number) => number;
}

// One note for so many units: few enough to keep for megabytes, near enough to count from.
const between = 2048;

/** Counts a text once; each look-up then takes a short walk. */
export function byteOffsets(text: string): ByteOffsets {
  /** The bytes before each `between`th unit. */
  const notes: number[] = [];
  let bytes = 0;
  for (let at = 0; at < text.length; at += 1) {
    if (at % between === 0) notes.push(bytes);
    bytes += bytesOfUnit(text.charCodeAt(at));
  }
  const total = bytes;
  if (total === text.length) {
    const clamped = (at: number) => Math.max(0, Math.min(at, total));
    return { textAt: clamped, byteAt: clamped };
  }
  const textAt = (byte: number): number => {
    const note = lastAtMost(notes, byte);
    let at = note * between;
    let here = notes[note] ?? 0;
    while (at < text.length) {
      const next = here + bytesOfUnit(text.charCodeAt(at));
      if (next > byte) break;
      here = next;
      at += 1;
    }
    return at > 0 && isSecondHalf(text.charCodeAt(at)) && here > 0 ? at - 1 : at;
  };
  const byteAt = (offset: number): number => {
    const end = Math.max(0, Math.min(offset, text.length));
    const note = Math.min(Math.floor(end / between), Math.max(0, notes.length - 1));
    let here = notes[note] ?? 0;
    for (let at = note * between; at < end; at += 1) here += bytesOfUnit(text.charCodeAt(at));
    return here;
  };
  return { textAt, byteAt };
}

/** A pair of halves takes four bytes: two for each. */
function bytesOfUnit(unit: number): number {
  if (unit < 0x80) return 1;
  if (unit < 0x800) return 2;
  return unit >= 0xd800 && unit <= 0xdfff ? 2 : 3;
}

function isSecondHalf(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff;
}

/** The index of the last of rising figures that is not above `figure`; 0 where all are. */
export function lastAtMost(figures: ArrayLike<number>, figure: number, count = figures.length): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((figures[middle] ?? 0) <= figure) low = middle + 1;
    else high = middle;
  }
  return Math.max(0, low - 1);
}
