import { createDecodeStream, createInflateRawStream } from 'http-encoding';
import { beginsAsZlib } from '../../domain/http/begins-as-zlib.ts';
import { contentCodings, type ContentCoding } from '../../domain/http/content-codings.ts';
import type { StoredBody } from './reads.ts';

/** Beyond this a body is not unpacked: a few kilobytes of compressed zeros can claim gigabytes. */
const maxDecodedBytes = 128 * 1024 * 1024;
/** Given to the decoder at a time: it unpacks all of it before anybody can say stop. */
const sliceBytes = 64 * 1024;

/** A body with its content coding taken off. */
export interface DecodedBody {
  readonly octets: Uint8Array;
  /** False where the coding is unknown, or its data ended or broke before the end: `octets` is what could be read. */
  readonly whole: boolean;
}

/**
 * Takes the content coding (gzip, deflate, br, zstd, or several) off a stored body. A body whose stream was cut off gives
 * the part that can be read; one with an unknown coding gives no octets. Never throws.
 */
export async function decodeBody(body: StoredBody): Promise<DecodedBody> {
  const codings = contentCodings(body.contentEncoding);
  if (codings === null) return { octets: new Uint8Array(0), whole: false };
  let decoded: DecodedBody = { octets: body.octets, whole: body.complete };
  // One after the other: the library's chain of several tells nobody when it is ended early, which ends the process.
  for (const coding of codings) {
    const { octets, whole } = await takeOff(coding, decoded.octets);
    decoded = { octets, whole: decoded.whole && whole };
  }
  return decoded;
}

async function takeOff(coding: ContentCoding, octets: Uint8Array): Promise<DecodedBody> {
  let decoder;
  try {
    decoder = isRawDeflate(coding, octets) ? createInflateRawStream() : createDecodeStream(coding);
  } catch {
    return { octets: new Uint8Array(0), whole: false };
  }
  if (decoder === null) return { octets, whole: true };

  const writer = decoder.writable.getWriter();
  const reader = decoder.readable.getReader();
  const pieces: Uint8Array[] = [];
  let decodedBytes = 0;
  // A failed write shows up in the reader as well, which is where it is answered.
  const written = writeInSlices(writer, octets);
  written.catch(() => undefined);
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return { octets: Buffer.concat(pieces), whole: true };
      decodedBytes += value.byteLength;
      if (decodedBytes > maxDecodedBytes) throw new Error('larger than can be shown');
      pieces.push(value);
    }
  } catch {
    // Else it would go on unpacking.
    reader.cancel().catch(() => undefined);
    return { octets: Buffer.concat(pieces), whole: false };
  }
}

function isRawDeflate(coding: ContentCoding, [first]: Uint8Array): boolean {
  return coding === 'deflate' && first !== undefined && !beginsAsZlib(first);
}

async function writeInSlices(writer: WritableStreamDefaultWriter<Uint8Array<ArrayBuffer>>, octets: Uint8Array): Promise<void> {
  for (let start = 0; start < octets.byteLength; start += sliceBytes) {
    await writer.write(copyOf(octets.subarray(start, start + sliceBytes)));
  }
  await writer.close();
}

// The stream's type asks for a view that cannot be shared memory.
function copyOf(octets: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(octets);
}
