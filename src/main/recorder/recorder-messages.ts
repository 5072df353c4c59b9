import type { MessagePort } from 'node:worker_threads';
import type { Accounts } from '../../contract/status-view.ts';
import type { UnseenPassage } from '../relayed/unseen-passage.ts';
import type { StoreRefusal } from '../store/open-store.ts';

export interface RecorderData {
  readonly databaseFile: string;
  /** Where the proxy's thread posts the memory that it writes what it relays into. */
  readonly relayedPort: MessagePort;
  readonly maskingRulesOff: readonly string[];
  /** What the recorder that failed before this one reported last, or null for the first. */
  readonly previous: RecorderFigures | null;
}

/** How the recorder is doing. */
export interface RecorderFigures {
  /** Exchanges that could not be recorded whole, since the start. */
  readonly lost: number;
  /** Exchanges whose response is under way. */
  readonly streaming: number;
  readonly accounts: Accounts;
  /** Bytes held in memory that are not on disk yet. */
  readonly pendingBytes: number;
  /** Why nothing can be written at present, in a sentence; null while it can. */
  readonly trouble: string | null;
}

export type ToRecorder =
  | { readonly kind: 'close' }
  /** The ids of the masking rules that are off from now on. */
  | { readonly kind: 'set-masking-rules-off'; readonly ids: readonly string[] }
  /** What the standby passed through while the app was away. The same id again brings what is newer. */
  | { readonly kind: 'passed-while-away'; readonly passages: readonly UnseenPassage[] }
  /** Who imports is at the other end of the port. It is transferred. */
  | { readonly kind: 'import'; readonly intake: MessagePort };

export type FromRecorder =
  | { readonly kind: 'started' }
  | { readonly kind: 'refused'; readonly code: StoreRefusal; readonly message: string }
  | { readonly kind: 'stored'; readonly ids: readonly string[] }
  | { readonly kind: 'figures'; readonly figures: RecorderFigures }
  /** `settled` is what was said before and holds no more. */
  | { readonly kind: 'notice'; readonly text: string; readonly settled?: string };
