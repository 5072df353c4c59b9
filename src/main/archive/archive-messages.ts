import type { MessagePort } from 'node:worker_threads';
import type { ArchiveFile } from './write-archive.ts';

export interface ExportData extends ArchiveFile {
  readonly databaseFile: string;
  readonly ids: readonly string[];
}

export interface ImportData {
  readonly file: string;
  readonly isSample: boolean;
  readonly maskingRulesOff: readonly string[];
  /** The recorder's thread is at the other end of it, and takes `ToIntake`. It is transferred. */
  readonly intake: MessagePort;
}

/** What the threads of exports and imports say. */
export type FromArchivist =
  | { readonly kind: 'progress'; readonly entries: number; readonly bytes: number; readonly bytesTotal: number | null }
  | { readonly kind: 'done'; readonly message: string }
  /** `brokenImport`: what was written of an import that is not to stay. */
  | { readonly kind: 'failed'; readonly message: string; readonly brokenImport: number | null };

export type ToArchivist = { readonly kind: 'cancel' };
