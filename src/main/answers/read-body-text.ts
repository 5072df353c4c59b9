import type { BodyView } from '../../contract/exchange-view.ts';
import { exactUtf8Text } from '../../domain/octets/octets-as-text.ts';
import { decodeBody } from '../store/bodies/decoded-body.ts';
import type { BodySide, StoreReads } from '../store/reads.ts';

/** A body as text, at most `maxChars` of it; `text` is null where the octets are not UTF-8 text. */
export async function readBodyText(
  store: StoreReads,
  id: string,
  side: BodySide,
  maxChars: number,
): Promise<BodyView | null> {
  const body = store.readBody(id, side);
  if (body === null) return null;
  const { octets } = await decodeBody(body);
  const text = exactUtf8Text(octets);
  const view = { bytes: body.octets.byteLength, contentEncoding: body.contentEncoding ?? body.decodedFrom };
  if (text === null || text.length <= maxChars) return { ...view, text, totalChars: null };
  return { ...view, text: text.slice(0, maxChars), totalChars: text.length };
}
