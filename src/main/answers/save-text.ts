import { randomUUID } from 'node:crypto';
import { rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { CallInput, Outcome } from '../../contract/calls.ts';
import { failureWords } from '../archive/failure-words.ts';
import type { Desktop } from './desktop.ts';

/** What a text can be saved as, by how its name ends. */
const kinds = ['csv', 'json', 'md'] as const;

/**
 * Asks where to save a text and writes it there, readable by its owner alone: another file first, which becomes it when it is whole. A cancelled dialog
 * is `done: false` with an empty message; what cannot be written says why, and what stood there before stays. The window names no place: only the user does.
 */
export async function saveText(desktop: Pick<Desktop, 'chooseSaveFile'>, { name, text }: CallInput<'saveText'>): Promise<Outcome> {
  const safe = fileName(name);
  const file = await desktop.chooseSaveFile(safe, kinds.find((kind) => safe.endsWith(`.${kind}`)) ?? 'text');
  if (file === null) return failed('');
  // In the same folder, under a name that nobody can have prepared.
  const unfinished = join(dirname(file), `.whence-${randomUUID()}.part`);
  try {
    await writeFile(unfinished, text, { mode: 0o600, flag: 'wx', flush: true });
    await rename(unfinished, file);
    return { done: true, message: `Saved as ${file}.` };
  } catch (error) {
    await rm(unfinished, { force: true }).catch(() => undefined);
    return failed(`It was not saved: ${failureWords(error)}`);
  }
}

/** The name of a file in whatever folder the dialog opens: no path, nothing that hides it, and nothing that a system refuses. */
function fileName(name: string): string {
  return name.replace(/[^\p{L}\p{N} ._-]+/gu, '-').replace(/^[-. ]+/, '').slice(-100) || 'whence.txt';
}

function failed(message: string): Outcome {
  return { done: false, message, manualCommand: null };
}
