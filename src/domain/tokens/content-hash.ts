/**
 * A short key for a text: its length and 64 bits of two hashes that share no step. Of a million texts of one length, two have
 * the same key with a chance of 1 in 37 million. Good enough to remember a count by, also in what is stored; nothing that must
 * not be forged may rest on it.
 */
export function contentHash(text: string): string {
  return hashOf(text.length, (index) => text.charCodeAt(index));
}

/** The same for octets from `start` to `end`; never equal to the key of a text. */
export function octetsHash(octets: Uint8Array, start: number, end: number): string {
  // Two at a time, as the units of a text are.
  return `o${hashOf(end - start, (index) => (octets[start + index] ?? 0) | ((start + index + 1 < end ? (octets[start + index + 1] ?? 0) : 0) << 8), 2)}`;
}

function hashOf(length: number, unitAt: (index: number) => number, step = 1): string {
  let one = 0xdeadbeef;
  let two = 0x41c6ce57;
  for (let index = 0; index < length; index += step) {
    const unit = unitAt(index);
    // Multiplying carries differences upward only: what is turned comes back down, so that the high bits of a unit count in full.
    one = Math.imul((one << 13) | (one >>> 19), 0x9e3779b1) ^ unit;
    two = Math.imul(two ^ unit, 0x5f356495);
    two = (two << 11) | (two >>> 21);
  }
  one = Math.imul(one ^ (one >>> 16), 0x85ebca6b) ^ two;
  two = Math.imul(two ^ (two >>> 15), 0xc2b2ae35) ^ one;
  return `${length}:${(one >>> 0).toString(36)}:${(two >>> 0).toString(36)}`;
}
