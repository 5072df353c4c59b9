import type { HarBody, HarExchange } from '../../domain/har/har-exchange.ts';
import { decodeBody } from '../store/bodies/decoded-body.ts';
import type { ArchivedBody, BodySide, StoreReads } from '../store/reads.ts';

/** An exchange as archives want it; null for an id that is not stored. Without bodies, what is known of them stays. */
export async function readArchivedExchange(store: StoreReads, id: string, includeBodies: boolean): Promise<HarExchange | null> {
  const detail = store.readDetail(id);
  const facts = store.readArchived(id);
  if (detail === null || facts === null) return null;
  const { promptId, rating, interimHeads, bodies } = facts;
  const requestBody = await archivedBody(store, id, 'request', bodies.request, includeBodies);
  const responseBody = await archivedBody(store, id, 'response', bodies.response, includeBodies);
  return { ...detail, promptId, rating, interimHeads, sources: store.readSources(id), requestBody, responseBody };
}

async function archivedBody(store: StoreReads, id: string, side: BodySide, facts: ArchivedBody | null, includeBodies: boolean): Promise<HarBody | null> {
  const body = facts === null ? null : store.readBody(id, side);
  if (facts === null || body === null) return null;
  const { octets, contentType, contentEncoding, complete } = body;
  const told = { ...facts, contentType, contentEncoding, complete };
  if (!includeBodies) return { ...told, content: null };
  const decoding = contentEncoding === null ? null : await decodeBody(body);
  return { ...told, content: { octets, decoded: decoding === null ? octets : decoding.whole ? decoding.octets : null } };
}
