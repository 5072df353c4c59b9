import { lstatSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * Makes a folder and those above it, each for its owner alone; one that is there is left as it is. Throws where one cannot
 * be made. Not mkdirSync's own `recursive`: on /proc and the like that tries for ever.
 */
export function makeFolder(folder: string): void {
  try {
    makeOne(folder);
  } catch (error) {
    const parent = dirname(folder);
    if (!hasCode(error, 'ENOENT') || parent === folder) throw error;
    makeFolder(parent);
    makeOne(folder);
  }
}

/**
 * Why nothing secret may be kept in a folder: a sentence about who else can put files into it, or null. Whoever can might put a
 * certificate there whose key is theirs. In a sticky folder (a fresh tmpfs is one) nobody can touch what is another's, so it will
 * do as long as all in it is this user's. Windows keeps what is a user's own from others by itself.
 */
export function strangersIn(folder: string): string | null {
  if (process.getuid === undefined) return null;
  const { mode, uid } = statSync(folder);
  const own = process.getuid();
  if ((mode & 0o002) !== 0) {
    if ((mode & 0o1000) === 0) return 'everybody on this machine can write to it';
    const isOwn = (name: string): boolean => lstatSync(join(folder, name), { throwIfNoEntry: false })?.uid === own;
    if (!readdirSync(folder).every(isOwn)) return 'everybody on this machine can write to it, and others have';
  }
  return uid === own || uid === 0 || own === 0 ? null : 'it belongs to another user';
}

/** Whether a folder is a real one of this user's, in which nobody else can write. */
export function isOwnFolder(folder: string): boolean {
  const found = lstatSync(folder, { throwIfNoEntry: false });
  if (found === undefined || !found.isDirectory()) return false;
  return process.getuid === undefined || (found.uid === process.getuid() && (found.mode & 0o022) === 0);
}

function makeOne(folder: string): void {
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error;
  }
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
