import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { StoreReads } from '../store/reads.ts';
import { archiveText, type ArchiveOptions } from './archive-text.ts';

export interface ArchiveProgress {
  /** How many ids were gone through; those that are not stored any more are among them. */
  readonly entries: number;
  readonly written: number;
  readonly bytes: number;
}

export interface ArchiveFile extends ArchiveOptions {
  readonly file: string;
  /** A name in the same folder that nobody can have prepared: in a shared folder it could be a link, or a file that others read. */
  readonly unfinished: string;
}

/**
 * Writes an archive of these exchanges: as `unfinished` first, which becomes `file` when it is whole. What fails, or is cancelled by the signal, leaves
 * what stood there before, and no part behind; it throws then.
 */
export async function writeArchive(
  store: StoreReads,
  ids: readonly string[],
  { file, unfinished, ...options }: ArchiveFile,
  onProgress: (progress: ArchiveProgress) => void,
  signal: AbortSignal,
): Promise<ArchiveProgress> {
  const written = createWriteStream(unfinished, { mode: 0o600, flags: 'wx', flush: true });
  let entries = 0;
  let stored = 0;
  const progress = (): ArchiveProgress => ({ entries, written: stored, bytes: written.bytesWritten });
  const text = archiveText(store, ids, options, (isStored) => {
    entries += 1;
    if (isStored) stored += 1;
    onProgress(progress());
  });
  try {
    await pipeline(Readable.from(text), written, { signal });
    signal.throwIfAborted();
    await rename(unfinished, file);
    return progress();
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
}
