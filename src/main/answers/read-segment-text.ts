import { segmentText } from '../../domain/attribution/segment-text.ts';
import { utf8Text } from '../../domain/octets/octets-as-text.ts';
import { decodeBody } from '../store/bodies/decoded-body.ts';
import type { StoreReads } from '../store/reads.ts';

/**
 * Bytes `start` to `end` of a stored request body as text: with `decode` what they say to a reader, else as they stand.
 * Null for an id that is not stored.
 */
export async function readSegmentText(
  store: StoreReads,
  id: string,
  { start, end, decode }: { readonly start: number; readonly end: number; readonly decode: boolean },
): Promise<string | null> {
  const body = store.readBody(id, 'request');
  if (body === null) return null;
  const { octets } = await decodeBody(body);
  return decode ? segmentText(octets, start, end) : utf8Text(octets.subarray(start, end));
}
