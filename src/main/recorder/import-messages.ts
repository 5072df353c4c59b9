import type { ImportedWrite } from '../store/archive/import-writes.ts';

/** What whoever imports asks of the recorder's thread, one at a time: each is answered. */
export type ToIntake =
  | { readonly kind: 'begin'; readonly fileName: string; readonly importedAtUs: number }
  /** The numbers in them are not used: the recorder gives its own. */
  | { readonly kind: 'write'; readonly importNumber: number; readonly imported: readonly ImportedWrite[] }
  | { readonly kind: 'set-creator'; readonly importNumber: number; readonly creator: string };

export type FromIntake =
  | { readonly kind: 'begun'; readonly importNumber: number }
  | { readonly kind: 'done' }
  /** SQLite's code, or the error's name: its message could quote what was to be written. */
  | { readonly kind: 'failed'; readonly code: string };
