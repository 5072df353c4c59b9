import { readResponse } from '../../domain/anthropic/stream.ts';
import type { MessageView } from '../../contract/exchange-view.ts';
import { decodeBody } from '../store/bodies/decoded-body.ts';
import type { StoreReads } from '../store/reads.ts';

/** The response of an exchange put together from its stream, or null when none was stored. */
export async function readMessage(store: StoreReads, id: string): Promise<MessageView | null> {
  const body = store.readBody(id, 'response');
  if (body === null) return null;
  const { octets, whole } = await decodeBody(body);
  const message = readResponse(octets, body.contentType);
  return {
    kind: message.kind,
    id: message.id,
    model: message.model,
    stopReason: message.stopReason,
    complete: message.complete && whole,
    error: message.error,
    blocks: message.blocks.map(({ type, text, tool }) => ({ type, text, tool })),
  };
}
