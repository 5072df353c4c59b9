import type { StreamView } from '../../contract/conversation-view.ts';
import { isEventStream } from '../../domain/anthropic/stream.ts';
import { streamEvents } from '../../domain/anthropic/stream-events.ts';
import { decodedArrivals } from '../store/bodies/decoded-arrivals.ts';
import { decodeBody } from '../store/bodies/decoded-body.ts';
import type { StoreReads } from '../store/reads.ts';

/** The events of the stored response of an exchange with when they came; null where none is stored, or it is no stream. */
export async function readStream(store: StoreReads, id: string): Promise<StreamView | null> {
  const body = store.readBody(id, 'response');
  const [row] = store.readRows([id]);
  if (body === null || row === undefined) return null;
  const { octets } = await decodeBody(body);
  if (!isEventStream(octets, body.contentType)) return null;
  const arrivals = decodedArrivals(body, store.readArrivals(id));
  const { requestStartedAtUs, responseStartedAtUs } = row.timing;
  const { events, leftOut } = streamEvents(octets, arrivals);
  return { events, leftOut, beganAfterUs: responseStartedAtUs === null ? null : responseStartedAtUs - requestStartedAtUs, hasTimes: arrivals.length > 0 };
}
