import { createHash } from 'node:crypto';

/** Bytes of a script: latin-1 text, a character a byte, or so many made from a seed. */
export type Octets = string | { readonly generated: number; readonly seed: number };

const blockBytes = 64 * 1024;

export function countOf(octets: Octets): number {
  return typeof octets === 'string' ? octets.length : octets.generated;
}

/** The bytes in blocks of 64 kB, made as they are taken: 32 MB of them need not be held. */
export function* blocksOf(octets: Octets): Generator<Buffer> {
  if (typeof octets === 'string') {
    yield Buffer.from(octets, 'latin1');
    return;
  }
  let state = octets.seed >>> 0 || 1;
  for (let left = octets.generated; left > 0; left -= blockBytes) {
    const block = Buffer.allocUnsafe(Math.ceil(Math.min(left, blockBytes) / 4) * 4);
    for (let at = 0; at < block.length; at += 4) {
      // Marsaglia's xorshift: no two blocks are alike, so that one that is lost or doubled shows.
      state ^= state << 13;
      state ^= state >>> 17;
      state ^= state << 5;
      block.writeInt32LE(state, at);
    }
    yield block.subarray(0, Math.min(left, blockBytes));
  }
}

export function sha256Of(octets: Octets): string {
  const hash = createHash('sha256');
  for (const block of blocksOf(octets)) hash.update(block);
  return hash.digest('hex');
}
