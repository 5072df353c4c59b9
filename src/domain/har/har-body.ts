import type { Content, PostData } from 'har-format';
import { base64Text, exactUtf8Text } from '../octets/octets-as-text.ts';
import type { HarBody } from './har-exchange.ts';

// What browsers write where a message does not say what its body is; HAR wants a text there.
const unstatedMimeType = 'x-unknown';

/** HAR has no encoding for a request's body: `_encoding` says that `text` is base64. */
export type HarPostData = PostData & { readonly _encoding?: 'base64'; readonly _decodedFrom?: string; readonly _complete?: false };
export type HarContent = Content & { readonly _contentEncoding?: string; readonly _decodedFrom?: string; readonly _complete?: false };

/** A request's body with the octets as stored: as text where they are UTF-8, else in base64 with `_encoding`. */
export function postDataOf(body: HarBody): HarPostData {
  const text = exactUtf8Text(body.octets);
  return {
    mimeType: body.contentType ?? unstatedMimeType,
    ...(text === null ? { text: base64Text(body.octets), _encoding: 'base64' } : { text }),
    ...marksOf(body),
  };
}

/**
 * A response's body with its content coding taken off, as HAR wants it: as text where it is UTF-8, else in base64. A
 * coding that cannot be taken off leaves the octets as stored, and `_contentEncoding` names it. `_decodedFrom` names one that was
 * taken off before they were stored.
 */
export function contentOf(body: HarBody | null): HarContent {
  if (body === null) return { size: 0, mimeType: unstatedMimeType };
  const octets = body.decoded ?? body.octets;
  const text = body.decoded === null ? null : exactUtf8Text(octets);
  return {
    size: octets.length,
    compression: octets.length - body.octets.length,
    mimeType: body.contentType ?? unstatedMimeType,
    ...(text === null ? { text: base64Text(octets), encoding: 'base64' } : { text }),
    ...(body.decoded === null && body.contentEncoding !== null ? { _contentEncoding: body.contentEncoding } : {}),
    ...marksOf(body),
  };
}

function marksOf(body: HarBody): { readonly _decodedFrom?: string; readonly _complete?: false } {
  return {
    ...(body.decodedFrom === null ? {} : { _decodedFrom: body.decodedFrom }),
    ...(body.complete ? {} : { _complete: false }),
  };
}
