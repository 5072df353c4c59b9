import type { ExchangeState, ExchangeTiming } from '../../contract/exchange-view.ts';
import type { HeaderList } from '../../domain/http/header-list.ts';
import type { Origin } from '../../domain/http/origin.ts';
import type { MissedCode, RefusalCode, UnseenCode } from '../relayed/relayed.ts';
import type { Head } from './head-lines.ts';

export type ExchangeErrorCode =
  | 'client-closed'
  | 'client-reset'
  | 'upstream-closed'
  | 'upstream-reset'
  | 'connection-closed'
  | 'request-unfinished'
  | 'client-not-http'
  | 'upstream-not-http'
  | 'upgraded'
  | 'recorder-failed'
  | 'app-stopped'
  | RefusalCode
  | UnseenCode;

export interface ExchangeError {
  readonly code: ExchangeErrorCode;
  readonly message: string;
}

/** A request and its response, as far as they are known. It is added to until its state is no longer `open`. */
export interface Exchange {
  readonly origin: Origin;
  readonly state: ExchangeState;
  readonly error: ExchangeError | null;
  readonly timing: ExchangeTiming;
  /** Null when the client sent no head that could be read. */
  readonly requestHead: Head | null;
  /** The first hundred of the 1xx heads before the response; `interimHeadCount` counts them all. */
  readonly interimHeads: readonly Head[];
  readonly interimHeadCount: number;
  readonly responseHead: Head | null;
  readonly requestTrailers: HeaderList;
  readonly responseTrailers: HeaderList;
  /** Of the bodies, transfer coding taken off; after an upgrade of all bytes that followed. */
  readonly requestBytes: number;
  readonly responseBytes: number;
}

/** What happened to an exchange. Every event but `data` and `body-ended` says that the exchange itself has changed. */
export type ExchangeEvent =
  | { readonly kind: 'opened'; readonly exchange: Exchange }
  | { readonly kind: 'request-head'; readonly exchange: Exchange; readonly head: Head }
  | { readonly kind: 'response-head'; readonly exchange: Exchange; readonly head: Head }
  | { readonly kind: 'data'; readonly exchange: Exchange; readonly side: 'request' | 'response'; readonly atUs: number; readonly bytes: Uint8Array }
  | { readonly kind: 'body-ended'; readonly exchange: Exchange; readonly side: 'request' | 'response'; readonly complete: boolean }
  | { readonly kind: 'changed'; readonly exchange: Exchange }
  /** Its state is final. Only the time of delivery may still come. */
  | { readonly kind: 'finished'; readonly exchange: Exchange };

type CaptureErrorCode = Exclude<ExchangeErrorCode, RefusalCode | UnseenCode> | MissedCode;

/** What each error of a captured connection says. Those of `refused` and `unseen` bring a sentence of their own. */
export const captureErrors: Readonly<Record<CaptureErrorCode, string>> = {
  'client-closed': 'The client closed the connection before the exchange was complete.',
  'client-reset': 'The client broke the connection off before the exchange was complete.',
  'upstream-closed': 'The server closed the connection before its response was complete.',
  'upstream-reset': 'The server broke the connection off before its response was complete.',
  'connection-closed': 'The connection was closed before the exchange was complete.',
  'request-unfinished': 'The server answered before the request was complete, and the rest of it was never sent.',
  'client-not-http': 'The client sent something that is not HTTP/1.1. It was passed on unread.',
  'upstream-not-http': 'The server sent something that is not HTTP/1.1. It was passed on unread.',
  upgraded: 'The connection left HTTP (an upgrade, as for WebSocket). What followed was passed on and counted, not recorded.',
  'recorder-failed': 'Recording this exchange failed. It was passed on as it was; what is shown may not be all of it.',
  'app-stopped': 'Whence was stopped before the exchange was complete. What had come until then is here.',
  'recorder-behind':
    'Recording could not keep up, so the rest of this connection was passed on unrecorded. What had come until then is here. Is the disk slow, or full?',
  'capture-off': 'Capture was switched off before the exchange was complete. What had come until then is here.',
};
