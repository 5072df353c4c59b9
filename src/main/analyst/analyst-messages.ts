import type { StatusView } from '../../contract/status-view.ts';

export interface AnalystData {
  readonly databaseFile: string;
  /** What two threads before this one died over: it is not analysed again, and says so. */
  readonly givenUp: readonly string[];
}

export type ToAnalyst =
  /** So many rows are new or changed; there may be something to analyse. */
  | { readonly kind: 'wake'; readonly rows: number }
  | { readonly kind: 'close' };

export type FromAnalyst =
  /** Said before an exchange is looked at, so that it is known what a thread died over. */
  | { readonly kind: 'begun'; readonly id: string }
  | { readonly kind: 'analysed'; readonly ids: readonly string[] }
  /** What was never analysed, and what is to be analysed again of all that was. */
  | { readonly kind: 'backlog'; readonly exchanges: number; readonly again: StatusView['reanalysis'] }
  | { readonly kind: 'notice'; readonly text: string };
