import type { RetentionLimits } from '../../contract/retention-view.ts';
import type { StatusView } from '../../contract/status-view.ts';
import type { DeletionWish } from '../store/retention/deletion.ts';

export interface AnalystData {
  readonly databaseFile: string;
  /** What two threads before this one died over: it is not analysed again, and says so. */
  readonly givenUp: readonly string[];
  readonly retention: RetentionLimits;
}

export type ToAnalyst =
  /** So many rows are new or changed; there may be something to analyse. */
  | { readonly kind: 'wake'; readonly rows: number }
  | { readonly kind: 'set-retention'; readonly limits: RetentionLimits }
  /** Its end is told under this number. */
  | { readonly kind: 'delete'; readonly number: number; readonly wish: DeletionWish }
  | { readonly kind: 'close' };

export type FromAnalyst =
  /** Said before an exchange is looked at, so that it is known what a thread died over. */
  | { readonly kind: 'begun'; readonly id: string }
  | { readonly kind: 'analysed'; readonly ids: readonly string[] }
  /** What was never analysed, and what is to be analysed again of all that was. */
  | { readonly kind: 'backlog'; readonly exchanges: number; readonly again: StatusView['reanalysis'] }
  /** Retention removed the content of these, or rows. */
  | { readonly kind: 'content-removed'; readonly ids: readonly string[] }
  | { readonly kind: 'rows-removed' }
  | { readonly kind: 'deleting'; readonly done: number; readonly total: number }
  | { readonly kind: 'deleted'; readonly number: number; readonly exchanges: number }
  | { readonly kind: 'notice'; readonly text: string }
  /** What was said before holds no more. */
  | { readonly kind: 'settled'; readonly text: string };
