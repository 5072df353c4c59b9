import type { ExchangeState, ExchangeTiming } from '../../contract/exchange-view.ts';
import type { RequestClass } from '../../domain/anthropic/request.ts';
import type { HeaderList } from '../../domain/http/header-list.ts';
import type { WhenceBody } from './har-entry.ts';

/** An exchange as a file has it: nothing in it is masked yet but what the file's maker masked. */
export interface ExchangeFromFile {
  readonly state: ExchangeState;
  readonly error: { readonly code: string; readonly message: string } | null;
  /** Null where the request itself has to tell. */
  readonly identity: { readonly sessionId: string | null; readonly agentId: string | null; readonly promptId: string | null; readonly requestClass: RequestClass } | null;
  readonly scheme: 'https' | 'http';
  readonly host: string;
  readonly port: number;
  readonly method: string;
  readonly path: string;
  readonly status: number | null;
  readonly timing: ExchangeTiming;
  readonly requestLine: string | null;
  readonly statusLine: string | null;
  readonly requestHeaders: HeaderList;
  readonly responseHeaders: HeaderList;
  readonly requestTrailers: HeaderList;
  readonly responseTrailers: HeaderList;
  readonly interimHeads: readonly { readonly statusLine: string; readonly headers: HeaderList }[];
  readonly requestBytes: number;
  readonly responseBytes: number;
  readonly requestBody: BodyFromFile | null;
  readonly responseBody: BodyFromFile | null;
  readonly rating: { readonly stars: number; readonly comment: string | null; readonly ratedAtUs: number } | null;
  readonly isPinned: boolean;
  readonly contentRemovedAtUs: number | null;
}

export interface BodyFromFile {
  readonly octets: Uint8Array;
  /** The codings that are on the octets. */
  readonly codings: string | null;
  /** Those that were taken off. */
  readonly decodedFrom: string | null;
  readonly complete: boolean;
  /** What a file of ours says of it. */
  readonly own: WhenceBody | null;
}
