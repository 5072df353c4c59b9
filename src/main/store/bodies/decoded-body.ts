import { setImmediate } from 'node:timers/promises';
import { contentDecoder } from '../../content-coding/content-decoder.ts';
import { UnreadableCoding } from '../../content-coding/unreadable-coding.ts';
import type { StoredBody } from '../reads.ts';

/** A body that unpacks to more is stored unpacked: what is packed still and would become more was never searched for credentials. */
export const mostBytesStoredPacked = 64 * 1024 * 1024;
/** Unpacked before others have their turn. */
const sliceBytes = 64 * 1024;

/** A body with its content coding taken off. */
export interface DecodedBody {
  readonly octets: Uint8Array;
  /** False where the coding is unknown, or its data ended or broke before the end: `octets` is what could be read. */
  readonly whole: boolean;
}

/**
 * Takes the content coding (gzip, deflate, br, zstd, or several) off a stored body, as the recorder does. A body whose stream was cut
 * off gives the part that can be read; one with an unknown coding gives no octets. Never throws.
 */
export async function decodeBody(body: StoredBody): Promise<DecodedBody> {
  const decoder = contentDecoder(body.contentEncoding, { mostBytes: mostBytesStoredPacked });
  if (decoder === 'unknown') return { octets: new Uint8Array(0), whole: false };
  if (decoder === null) return { octets: body.octets, whole: body.complete };
  const pieces: Uint8Array[] = [];
  const keep = (octets: Uint8Array): void => void pieces.push(octets);
  try {
    for (let start = 0; start < body.octets.byteLength; start += sliceBytes) {
      decoder.write(body.octets.subarray(start, start + sliceBytes), keep);
      await setImmediate();
    }
    decoder.end(keep);
    return { octets: Buffer.concat(pieces), whole: body.complete };
  } catch (error) {
    if (!(error instanceof UnreadableCoding)) throw error;
    return { octets: Buffer.concat(pieces), whole: false };
  }
}
