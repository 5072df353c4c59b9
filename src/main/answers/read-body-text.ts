import type { BodyView } from '../../contract/exchange-view.ts';
import { decodeBody } from '../store/decoded-body.ts';
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
  const text = asText(octets);
  const view = { bytes: body.octets.byteLength, contentEncoding: body.contentEncoding };
  if (text === null || text.length <= maxChars) return { ...view, text, totalChars: null };
  return { ...view, text: text.slice(0, maxChars), totalChars: text.length };
}

/** UTF-8 octets as text; null where they are not UTF-8. */
export function asText(octets: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(octets);
  } catch {
    return null;
  }
}
