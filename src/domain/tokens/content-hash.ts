/**
 * A short key for a text: its length and 64 bits of two hashes. Good enough to remember an estimate by; nothing that
 * must not be forged may rest on it.
 */
export function contentHash(text: string): string {
  let one = 0xdeadbeef;
  let two = 0x41c6ce57;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    one = Math.imul(one ^ unit, 0x9e3779b1);
    two = Math.imul(two ^ unit, 0x5f356495);
  }
  one = Math.imul(one ^ (one >>> 16), 0x85ebca6b) ^ two;
  two = Math.imul(two ^ (two >>> 15), 0xc2b2ae35) ^ one;
  return `${text.length}:${(one >>> 0).toString(36)}:${(two >>> 0).toString(36)}`;
}
