import { mkdirSync, readFileSync, renameSync, rmdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Outcome } from '../../../contract/calls.ts';
import { errorMessage } from '../../error-message.ts';
import { words } from './login-item.ts';

/** The file's text, or null where there is none. Throws where it cannot be read. */
export function readLoginFile(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (hasCode(error, 'ENOENT') || hasCode(error, 'ENOTDIR')) return null;
    throw error;
  }
}

/** Writes the file in one step, for its owner alone. `textFor` is told how many folders had to be made for it, which are removed with it. */
export function writeLoginFile(file: string, madeBefore: number, textFor: (madeFolders: number) => string): Outcome {
  try {
    const made = makeFolders(dirname(file));
    const fresh = `${file}.new`;
    rmSync(fresh, { force: true });
    writeFileSync(fresh, textFor(madeBefore + made), { mode: 0o600, flag: 'wx' });
    renameSync(fresh, file);
    return { done: true, message: words.added };
  } catch (error) {
    return { done: false, message: `${file} could not be written (${errorMessage(error)}), so nothing is started when you sign in.`, manualCommand: null };
  }
}

/** Removes the file, and of the folders above it as many as were made for it, as long as nothing else is in them. */
export function removeLoginFile(file: string, madeFolders: number): Outcome {
  try {
    rmSync(file, { force: true });
  } catch (error) {
    return { done: false, message: `${file} could not be removed (${errorMessage(error)}). Delete it by hand.`, manualCommand: null };
  }
  let folder = dirname(file);
  for (let left = madeFolders; left > 0; left -= 1, folder = dirname(folder)) {
    try {
      rmdirSync(folder);
    } catch {
      // Others have put something into it meanwhile.
      break;
    }
  }
  return { done: true, message: words.removed };
}

/** How many had to be made. */
function makeFolders(folder: string): number {
  if (statSync(folder, { throwIfNoEntry: false }) !== undefined) return 0;
  const above = makeFolders(dirname(folder));
  mkdirSync(folder, { mode: 0o700 });
  return above + 1;
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
