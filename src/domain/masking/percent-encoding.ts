/** How often an encoding is taken off: URLs stand in URLs. */
export const mostEncodings = 2;

interface Decoded {
  readonly text: string;
  /** Where what is at a place of the text stands encoded. */
  readonly encodedAt: (at: number) => number;
}

/**
 * The text without percent-encoding, an octet a character; null when nothing in it is encoded. What is no escape stays as it is,
 * and what the escapes stand for need not be UTF-8.
 */
export function decodedOnce(text: string): Decoded | null {
  const escapes: number[] = [];
  const plain = text.replaceAll(/%([0-9a-f]{2})/gi, (_escape, digits: string, at: number) => {
    escapes.push(at - 2 * escapes.length);
    return String.fromCharCode(Number.parseInt(digits, 16));
  });
  return escapes.length === 0 ? null : { text: plain, encodedAt: (at) => at + 2 * countBelow(escapes, at) };
}

/** The text as it is, and as it reads decoded once and again. */
export function readingsOf(text: string, encodingsLeft = mostEncodings): string[] {
  const once = encodingsLeft === 0 ? undefined : decodedOnce(text)?.text;
  return once === undefined ? [text] : [text, ...readingsOf(once, encodingsLeft - 1)];
}

/** How many of these numbers, which are in order, are below the limit. */
function countBelow(numbers: readonly number[], limit: number): number {
  let below = 0;
  let behind = numbers.length;
  while (below < behind) {
    const middle = (below + behind) >> 1;
    if ((numbers[middle] ?? limit) < limit) below = middle + 1;
    else behind = middle;
  }
  return below;
}
