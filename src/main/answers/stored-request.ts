import { decodeBody } from '../store/bodies/decoded-body.ts';
import type { Analysis, StoreReads } from '../store/reads.ts';

/** Larger bodies are kept, but not compared where everybody waits for it: half as much as the API takes in one request. */
const comparedBytes = 16 * 1024 * 1024;

/** A request that can be compared with another, or why it cannot be. */
export type StoredRequest =
  | { readonly state: 'read'; readonly body: Uint8Array; readonly analysis: Analysis }
  | { readonly state: 'not-analysed' | 'not-stored' | 'too-large' };

/** Reads the body of a request with its analysis. */
export async function readStoredRequest(store: StoreReads, id: string): Promise<StoredRequest> {
  const [row] = store.readRows([id]);
  if (row === undefined) return { state: 'not-stored' };
  if (row.requestBytes > comparedBytes) return { state: 'too-large' };
  const analysis = store.readAnalysis(id);
  if (analysis === null) return { state: 'not-analysed' };
  const stored = store.readBody(id, 'request');
  if (stored === null) return { state: 'not-stored' };
  const { octets: body, whole } = await decodeBody(stored);
  if (!whole) return { state: 'too-large' };
  return { state: 'read', body, analysis };
}
