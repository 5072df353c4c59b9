import type { ConversationView } from '../../contract/conversation-view.ts';
import { readConversation as conversationIn } from '../../domain/conversation/read-conversation.ts';
import { decodeBody } from '../store/bodies/decoded-body.ts';
import type { StoreReads } from '../store/reads.ts';

/** The conversation in the stored body of a request; null where none is stored. */
export async function readConversation(store: StoreReads, id: string): Promise<ConversationView | null> {
  const body = store.readBody(id, 'request');
  if (body === null) return null;
  const { octets } = await decodeBody(body);
  return conversationIn(octets, store.readAnalysis(id)?.segments ?? []);
}
