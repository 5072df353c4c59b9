import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const fileName = 'further-files.json';

/**
 * The files of certificates that our bundle has to hold besides ours, because it took their place where they were named: each start reads them anew.
 * They stand in a file of the certificate's folder, so that an engine without a window holds them too.
 */
export function readFurtherFiles(folder: string): readonly string[] {
  try {
    return z.array(z.string()).parse(JSON.parse(readFileSync(join(folder, fileName), 'utf8')));
  } catch {
    return [];
  }
}

export function writeFurtherFiles(folder: string, files: readonly string[]): void {
  const file = join(folder, fileName);
  writeFileSync(`${file}.new`, `${JSON.stringify(files)}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}
