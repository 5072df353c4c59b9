import { base64Text } from '../octets/octets-as-text.ts';
import { isUtf8 } from '../octets/octets-in-parts.ts';
import type { HarBody } from './har-exchange.ts';
import { objectParts, textParts, type JsonParts, type OctetsForm } from './json-parts.ts';

// What browsers write where a message does not say what its body is; HAR wants a text there.
const unstatedMimeType = 'x-unknown';

/** A request's body, the octets as stored: as text where they are UTF-8, else in base64, of which HAR has no word here: `_encoding` says it. */
export function postDataParts(body: HarBody): JsonParts {
  const mimeType = body.contentType ?? unstatedMimeType;
  if (body.content === null) return objectParts({ mimeType, text: '' }, []);
  const { octets } = body.content;
  const form = formOf(octets);
  return objectParts({ mimeType, ...(form === 'base64' ? { _encoding: form } : {}) }, [['text', textParts(octets, form)]]);
}

/**
 * A response's body with its content coding taken off, as HAR wants it: as text where it is UTF-8, else in base64. A coding that
 * cannot be taken off leaves the octets as stored. `wireBytes`: as long as it was on the wire.
 */
export function contentParts(body: HarBody | null, wireBytes: number): JsonParts {
  if (body === null) return objectParts({ size: 0, mimeType: unstatedMimeType }, []);
  const mimeType = body.contentType ?? unstatedMimeType;
  if (body.content === null) return objectParts({ size: body.storedBytes, mimeType }, []);
  const octets = body.content.decoded ?? body.content.octets;
  const form = body.content.decoded === null ? 'base64' : formOf(octets);
  const isCoded = body.contentEncoding !== null || body.decodedFrom !== null;
  return objectParts(
    { size: octets.length, ...(isCoded ? { compression: octets.length - wireBytes } : {}), mimeType, ...(form === 'base64' ? { encoding: form } : {}) },
    [['text', textParts(octets, form)]],
  );
}

/**
 * What brings the stored body back: hashes, masks, codings, when its octets came (in base64, as `packArrivals` says it); and where the text of the entry is not what is stored, because a coding was
 * taken off for it, `octets`: the stored ones in base64.
 */
export function bodyFactsParts({ content, contentType: _contentType, arrivals, ...told }: HarBody, isTextDecoded: boolean): JsonParts {
  const facts = { ...told, ...(arrivals === null ? {} : { arrivals: base64Text(arrivals) }) };
  const isLeftOut = content === null;
  if (content === null || !isTextDecoded || facts.contentEncoding === null || content.decoded === null) return objectParts({ ...facts, isLeftOut }, []);
  return objectParts({ ...facts, isLeftOut }, [['octets', textParts(content.octets, 'base64')]]);
}

export function formOf(octets: Uint8Array): OctetsForm {
  return isUtf8(octets) ? 'utf-8' : 'base64';
}
