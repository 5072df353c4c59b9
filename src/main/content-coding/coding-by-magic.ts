/** Of the longest that is known. */
export const magicBytes = 4;

/** The coding that data are in by how they begin, for those that do not say it, or say another; null where nothing tells. */
export function codingByMagic(octets: Uint8Array): 'gzip' | 'zstd' | null {
  const [first, second, third, fourth] = octets;
  // RFC 1952, section 2.3.1: of the methods only deflate was ever used.
  if (first === 0x1f && second === 0x8b && third === 8) return 'gzip';
  return first === 0x28 && second === 0xb5 && third === 0x2f && fourth === 0xfd ? 'zstd' : null;
}
