import type { MessagePort } from 'node:worker_threads';
import type { StoreRefusal } from '../store/open-store.ts';

export interface RecorderData {
  readonly databaseFile: string;
  /** Where the proxy thread posts what it relays. */
  readonly relayedPort: MessagePort;
}

/** How the recorder is doing. */
export interface RecorderFigures {
  /** Exchanges that could not be recorded whole, since the start. */
  readonly lost: number;
  /** Exchanges whose response is under way. */
  readonly streaming: number;
  /** Bytes held in memory that are not on disk yet. */
  readonly pendingBytes: number;
}

export type ToRecorder = { readonly kind: 'close' };

export type FromRecorder =
  | { readonly kind: 'started' }
  | { readonly kind: 'refused'; readonly code: StoreRefusal; readonly message: string }
  | { readonly kind: 'stored'; readonly ids: readonly string[] }
  | { readonly kind: 'figures'; readonly figures: RecorderFigures }
  | { readonly kind: 'notice'; readonly text: string };
