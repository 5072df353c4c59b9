import { readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isFolder } from './is-folder.ts';
import { makeFolder } from './make-folder.ts';
import { isRunning } from './proxy/is-running.ts';

/** Chromium's own files, which it holds open while the app runs. */
export const windowFolderName = 'window';
/** Where they are moved to be deleted, so that an app that is started meanwhile begins with a folder of its own. */
export const goingFolderName = 'window-going';
/** In it: that the folder is ours, and the number of the app's process that used it last. */
const markName = 'of-whence';
/** By these a folder is known that an app used which did not mark it yet. Nobody else's folder has them. */
const chromiums = /^(Singleton(Lock|Cookie|Socket)|lockfile|Crashpad|blob_storage|GPUCache|Local State)$/;

/** Makes the folder, and notes that it is this process's. Answers why it must not be used: one that somebody else filled would go with "Remove everything". */
export function claimWindowFolder(dataDir: string, pid = process.pid): string | null {
  const folder = join(dataDir, windowFolderName);
  try {
    if (isFolder(folder) && !isOurs(folder)) return `The folder ${folder} is there already, and is not of Whence. Whence keeps files of its own under that name: choose another data folder with --data-dir.`;
    makeFolder(folder);
    writeFileSync(join(folder, markName), `${pid}\n`, { mode: 0o600 });
  } catch {
    // The engine says what is wrong with the data directory.
  }
  return null;
}

/**
 * Deletes the folder that the app with this number has left, and what an attempt before did not finish; links in it are deleted, not followed, and one in its place is left alone.
 * Throws where it cannot be deleted yet.
 */
export function removeWindowFolder(dataDir: string, appPid: number): void {
  const folder = join(dataDir, windowFolderName);
  const going = join(dataDir, goingFolderName);
  if (isFolder(going)) rmSync(going, { recursive: true, force: true });
  if (!isFolder(folder) || isAnothers(folder, appPid)) return;
  // As a whole, or (where something holds it open) not at all.
  renameSync(folder, going);
  rmSync(going, { recursive: true, force: true });
}

function isOurs(folder: string): boolean {
  const names = readdirSync(folder);
  return names.length === 0 || names.some((name) => name === markName || chromiums.test(name));
}

/** Whether an app that was started since is using it. */
function isAnothers(folder: string, appPid: number): boolean {
  try {
    const pid = Number(readFileSync(join(folder, markName), 'utf8'));
    return Number.isInteger(pid) && pid > 1 && pid !== appPid && isRunning(pid);
  } catch {
    return false;
  }
}
