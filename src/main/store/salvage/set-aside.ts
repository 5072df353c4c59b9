import { readdirSync } from 'node:fs';
import { basename, dirname, extname } from 'node:path';

/** The name of the file that a damaged database is renamed to. */
export function setAsideName(databaseFile: string, now: Date): string {
  const extension = extname(databaseFile);
  return `${basename(databaseFile, extension)}-damaged-${now.toISOString().replaceAll(/[:.]/g, '-')}${extension}`;
}

/** The names of the files that were put aside as damaged, the latest first. */
export function listSetAside(databaseFile: string): readonly string[] {
  const extension = extname(databaseFile);
  const start = `${basename(databaseFile, extension)}-damaged-`;
  return readdirSync(dirname(databaseFile))
    .filter((name) => name.startsWith(start) && name.endsWith(extension))
    .toSorted()
    .toReversed();
}
