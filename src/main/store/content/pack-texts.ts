import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib';
import { packNumbers, unpackNumbers } from '../../../domain/octets/packed-numbers.ts';

/** Texts one after the other, compressed together. */
export interface Pack {
  /** LEB128 of the length of each text, in bytes. */
  readonly lengths: Uint8Array;
  readonly bytes: number;
  readonly packing: 'raw' | 'brotli';
  readonly octets: Uint8Array;
}

/** A pack as it is read from: `starts` has where each text begins, and where the last one ends. */
export interface UnpackedPack {
  readonly starts: readonly number[];
  readonly octets: Uint8Array;
}

/** What is new in a turn is compressed once and kept for weeks: slower by far than quality 1, and a third smaller. */
const quality = 7;
/** 256 kB, as much as a pack has; with more, making ready takes longer than compressing. */
const windowBits = 18;

export function packTexts(texts: readonly Uint8Array[]): Pack {
  const octets = Buffer.concat(texts);
  const packed = brotliCompressSync(octets, {
    params: { [constants.BROTLI_PARAM_QUALITY]: quality, [constants.BROTLI_PARAM_LGWIN]: windowBits, [constants.BROTLI_PARAM_SIZE_HINT]: octets.byteLength },
  });
  const lengths = packNumbers(texts.map((text) => text.byteLength));
  // Images and bodies with a content coding do not get smaller.
  const isSmaller = packed.byteLength < octets.byteLength * 0.95;
  return { lengths, bytes: octets.byteLength, ...(isSmaller ? { packing: 'brotli', octets: packed } : { packing: 'raw', octets }) };
}

/** Throws on a pack that is damaged. */
export function unpackTexts({ lengths, bytes, packing, octets: stored }: Pack): UnpackedPack {
  const octets = packing === 'raw' ? stored : brotliDecompressSync(stored, { maxOutputLength: bytes });
  const starts = [0];
  for (const length of unpackNumbers(lengths)) starts.push((starts.at(-1) ?? 0) + length);
  if (octets.byteLength !== bytes || starts.at(-1) !== bytes) throw new Error(`reading a pack: it has ${octets.byteLength} bytes, not ${bytes}`);
  return { starts, octets };
}
