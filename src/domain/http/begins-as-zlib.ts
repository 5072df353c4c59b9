/**
 * Whether data under the coding `deflate` are in the zlib format, as RFC 9110, section 8.4.1.2 asks for, by their first byte (RFC
 * 1950, section 2.2). Some servers send raw deflate data (RFC 1951) under that name.
 */
export function beginsAsZlib(firstByte: number): boolean {
  return (firstByte & 0x0f) === 8;
}
