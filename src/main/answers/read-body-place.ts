import type { BodyPlaceView, ImageView } from '../../contract/context-view.ts';
import { imageData } from '../../domain/attribution/image-data.ts';
import { bodyPlace } from '../../domain/content/body-place.ts';
import { decodeBody } from '../store/bodies/decoded-body.ts';
import type { StoreReads } from '../store/reads.ts';

/** A run of bytes of a stored request body. */
interface BytesOfRequest {
  readonly id: string;
  readonly start: number;
  readonly end: number;
}

/** Bytes `start` to `end` of a stored request body with some of what stands around them; null where it is not stored. */
export async function readBodyPlace(store: StoreReads, { id, start, end }: BytesOfRequest): Promise<BodyPlaceView | null> {
  const body = store.readBody(id, 'request');
  if (body === null) return null;
  const { octets } = await decodeBody(body);
  // Masks are places in the body as it is stored: with a coding on it, they are elsewhere.
  const masks = body.contentEncoding === null ? (store.readArchived(id)?.bodies.request?.masks ?? []) : [];
  return { runs: bodyPlace(octets, start, end, masks), bodyBytes: octets.length };
}

/** The image within bytes `start` to `end` of a stored request body; null where there is none that can be shown. */
export async function readImage(store: StoreReads, { id, start, end }: BytesOfRequest): Promise<ImageView | null> {
  const body = store.readBody(id, 'request');
  if (body === null) return null;
  const { octets } = await decodeBody(body);
  return imageData(octets, start, end);
}
