import { randomBytes } from 'node:crypto';
import { lstatSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const fileName = 'api-token';

/**
 * The token of the local API: made once and kept in the data directory, readable by its owner alone, so that scripts outlive a restart. One
 * that others could have read, or that is none, is replaced.
 */
export function keptApiToken(dataDir: string): string {
  const file = join(dataDir, fileName);
  try {
    const found = lstatSync(file);
    const isPrivate = process.platform === 'win32' || (found.mode & 0o077) === 0;
    const token = found.isFile() && isPrivate ? readFileSync(file, 'utf8').trim() : '';
    if (/^[\w-]{43}$/.test(token)) return token;
  } catch {
    // There is none yet, or none that can be read.
  }
  return renewApiToken(dataDir);
}

/** Makes a new token in the place of the old one. Throws where it cannot be written. */
export function renewApiToken(dataDir: string): string {
  const token = randomBytes(32).toString('base64url');
  const file = join(dataDir, fileName);
  const fresh = `${file}.new`;
  rmSync(fresh, { force: true });
  writeFileSync(fresh, `${token}\n`, { mode: 0o600, flag: 'wx' });
  renameSync(fresh, file);
  return token;
}
