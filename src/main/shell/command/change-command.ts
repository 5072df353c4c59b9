import { linkSync, mkdirSync, renameSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Outcome } from '../../../contract/calls.ts';
import type { RunCommandView } from '../../../contract/reach-view.ts';
import { errorMessage } from '../../error-message.ts';
import { readHead } from './command-head.ts';
import { readPlainFile, type CommandSystem } from './command-system.ts';
import type { CommandFacts } from './posix-command.ts';
import { readCommand } from './read-command.ts';

/** Puts the command where it belongs, and says where. A file that is not ours stays as it is; that of another Whence, too, unless it is to be taken over. */
export async function installCommand(facts: CommandFacts, system: CommandSystem, takesOver: boolean): Promise<Outcome> {
  const view = await readCommand(facts, system);
  const { file, state } = view;
  if (state === 'foreign') return refusal(`${file} is there already, and is not from Whence. It was left as it is: rename it, or take it away, and try again.`);
  if (state === 'other-whence' && !takesOver) return refusal(otherWhence(view));
  try {
    writeCommand(view);
  } catch (error) {
    return refusal(`The command could not be written (${errorMessage(error)}).`);
  }
  return { done: true, message: view.isOnPath ? 'The command was written. Terminals find it.' : 'The command was written.' };
}

/** Takes it away, with the folders that were made for it where nothing else is in them. What is not ours stays. */
export async function removeCommand(facts: CommandFacts, system: CommandSystem): Promise<Outcome> {
  const view = await readCommand(facts, system);
  const { file, state } = view;
  if (state === 'absent') return { done: true, message: 'There is no command whence on the path.' };
  if (state === 'foreign') return { done: true, message: `${file} is not from Whence, and was left as it is.` };
  if (state === 'other-whence') return { done: true, message: `${otherWhence(view)} It was left as it is.` };
  const found = readPlainFile(file);
  const made = found.is === 'file' ? (readHead(found.text)?.madeFolders ?? []) : [];
  try {
    rmSync(file);
  } catch (error) {
    return { done: false, message: `The command could not be taken away (${errorMessage(error)}).`, manualCommand: null };
  }
  // The head could have been changed by hand: only folders that the file is in are looked at.
  for (const folder of made.toReversed()) if (file.startsWith(join(folder, '/'))) removeIfEmpty(folder);
  return { done: true, message: `The command was taken away from ${dirname(file)}.` };
}

function writeCommand({ file, text, newFolders, state }: RunCommandView): void {
  for (const folder of newFolders) mkdirSync(folder, { recursive: true, mode: 0o755 });
  const fresh = `${file}.new-${process.pid}`;
  writeFileSync(fresh, text, { mode: 0o755, flag: 'wx' });
  try {
    // A link refuses what has come to be there meanwhile, which a renaming would replace.
    if (state === 'absent') linkSync(fresh, file);
    else renameSync(fresh, file);
  } finally {
    rmSync(fresh, { force: true });
  }
}

function removeIfEmpty(folder: string): void {
  try {
    rmdirSync(folder);
  } catch {
    // Others use it by now.
  }
}

function otherWhence({ file, otherDataDir }: RunCommandView): string {
  return `${file} belongs to another Whence, whose data lie in ${otherDataDir ?? 'another folder'}.`;
}

function refusal(message: string): Outcome {
  return { done: false, message, manualCommand: null };
}
