import { brotliDecompressSync, constants, gunzipSync, inflateSync } from 'node:zlib';
import { BodyMasker } from '../../domain/masking/body-masker.ts';
import { credentialsInFields } from '../../domain/masking/credential-fields.ts';

/** What a body that is looked into may become: those that hand out credentials are small. */
const maxOutputLength = 4 * 1024 * 1024;
// What was cut off is looked into as far as it goes.
const zlibOptions = { maxOutputLength, finishFlush: constants.Z_SYNC_FLUSH };
const brotliOptions = { maxOutputLength, finishFlush: constants.BROTLI_OPERATION_FLUSH };

/** How to look through a body. */
export interface Inspection {
  readonly contentCoding: string | null;
  /** Whether a body that cannot be looked into, because of its coding or its size when unpacked, is masked as a whole. */
  readonly masksUnreadable: boolean;
}

/**
 * The credentials to mask in a whole body, besides the `known` ones. Under a content coding nothing can be masked singly: when
 * such a body holds a credential the answer is the body itself, so that all of it is masked.
 */
export function credentialsInside(body: Buffer, { contentCoding, masksUnreadable }: Inspection, known: readonly string[]): readonly string[] {
  if (contentCoding === null) return credentialsInFields(body.toString('latin1'));
  const plain = decoded(body, contentCoding.trim().toLowerCase());
  const isMasked = plain === null ? masksUnreadable : holdsCredential(plain, known);
  return isMasked ? [body.toString('latin1')] : [];
}

function holdsCredential(plain: Buffer, known: readonly string[]): boolean {
  if (credentialsInFields(plain.toString('latin1')).length > 0) return true;
  const masker = new BodyMasker({ secrets: known, form: 'text', rulesOff: [] });
  masker.write(plain);
  masker.end();
  return masker.places.length > 0;
}

function decoded(body: Buffer, coding: string): Buffer | null {
  try {
    switch (coding) {
      case 'identity':
        return body;
      case 'gzip':
      case 'x-gzip':
        return gunzipSync(body, zlibOptions);
      case 'deflate':
        return inflateSync(body, zlibOptions);
      case 'br':
        return brotliDecompressSync(body, brotliOptions);
      default:
        return null;
    }
  } catch {
    return null;
  }
}
