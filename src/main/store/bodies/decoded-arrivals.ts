import type { Arrival } from '../../../domain/http/arrivals.ts';
import { contentDecoder } from '../../content-coding/content-decoder.ts';
import { UnreadableCoding } from '../../content-coding/unreadable-coding.ts';
import type { StoredBody } from '../reads.ts';
import { mostBytesStoredPacked } from './decoded-body.ts';

/** Arrivals by the octets of a body with its content coding taken off: it is decoded piece by piece, as the pieces came. Never throws. */
export function decodedArrivals(body: StoredBody, arrivals: readonly Arrival[]): readonly Arrival[] {
  if (arrivals.length === 0 || body.contentEncoding === null) return arrivals;
  const decoder = contentDecoder(body.contentEncoding, { mostBytes: mostBytesStoredPacked });
  if (decoder === 'unknown') return [];
  if (decoder === null) return arrivals;
  const decoded: Arrival[] = [];
  let bytes = 0;
  const count = (octets: Uint8Array): void => void (bytes += octets.byteLength);
  try {
    for (const [index, { offset, afterUs }] of arrivals.entries()) {
      const before = bytes;
      decoder.write(body.octets.subarray(offset, arrivals[index + 1]?.offset), count);
      if (bytes > before) decoded.push({ offset: before, afterUs });
    }
  } catch (error) {
    if (!(error instanceof UnreadableCoding)) throw error;
  }
  return decoded;
}
