import { lstatSync, readdirSync, rmdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { errorMessage } from './error-message.ts';
import { isFolder } from './is-folder.ts';
import { goingFolderName, windowFolderName } from './window-folder.ts';

/** What Whence puts into its data directory, and nothing else: names of files, and folders with the names of their files. */
const ourFiles = /^running(\.new)?$|^(whence\.db|whence-damaged-[\dTZ-]+\.db)(-wal|-shm|-journal|\.in-use|\.damaged|-damaged)?$|^(env\.(sh|fish|ps1)|api-token|settings\.json|window\.json|claude-settings-change\.json|applied-remedies\.json)(\.new|\.unreadable)?$/;
const ourFolders: readonly { readonly name: string; readonly files: RegExp }[] = [
  // The key first: whoever trusts the certificate still is safe from then on.
  { name: 'ca', files: /^whence-ca\.key/ },
  { name: 'ca', files: /^(whence-ca\.|bundle\.pem|further-files\.json)/ },
  // They may hold keys of the user's, as the files do that they are copies of.
  { name: 'settings-backups', files: /^[0-9a-f]{24}\.bak(\.new)?$/ },
  { name: 'standby', files: /^[0-9a-f]{16}\.(json|jsonl|sock)(\.new)?$/ },
  { name: join('terminal', 'zsh'), files: /^\.zshenv(\.new)?$/ },
  { name: 'terminal', files: /^(bashrc(\.new)?|open-[0-9a-f]{12}\.(command|log))$/ },
];
const chromiumFolders: readonly string[] = [windowFolderName, goingFolderName];

/** The files of ours in a data directory, in the order they are to go; those of the window are not among them. Links are files, and not followed. */
export function listOurFiles(dataDir: string): readonly string[] {
  const inFolders = ourFolders.flatMap(({ name, files }) => {
    const folder = join(dataDir, name);
    return isFolder(folder) ? namesIn(folder).filter((file) => files.test(file)).map((file) => join(folder, file)) : [];
  });
  const atTop = namesIn(dataDir).filter((name) => ourFiles.test(name) && !isFolder(join(dataDir, name)));
  return [...new Set([...inFolders, ...atTop.map((name) => join(dataDir, name))])];
}

/** What they and the window's files take, as the file system says. */
export function bytesOfOurs(dataDir: string): number {
  return [...listOurFiles(dataDir), ...chromiumFolders.flatMap((name) => treeOf(join(dataDir, name)))].reduce((sum, file) => sum + (lstatSync(file, { throwIfNoEntry: false })?.size ?? 0), 0);
}

/** Removes the files of ours but for those to keep, then the folders that are empty; what could not be removed comes back with the reason. */
export function removeOurFiles(dataDir: string, keep: readonly string[] = []): readonly { readonly file: string; readonly reason: string }[] {
  const failed: { file: string; reason: string }[] = [];
  for (const file of listOurFiles(dataDir)) {
    if (keep.includes(file)) continue;
    try {
      rmSync(file, { force: true });
    } catch (error) {
      failed.push({ file, reason: errorMessage(error) });
    }
  }
  for (const { name } of ourFolders) removeEmptyFolder(join(dataDir, name));
  return failed;
}

/** Removes the data directory where nothing is in it any more. */
export function removeEmptyDataDir(dataDir: string): void {
  removeEmptyFolder(dataDir);
}

/** What lies in a data directory that is not ours, or is ours and to be kept. */
export function listForeign(dataDir: string): readonly string[] {
  const ours = new Set(listOurFiles(dataDir));
  const known = new Set(ourFolders.map(({ name }) => join(dataDir, name)));
  const chromiums = new Set(chromiumFolders.map((name) => join(dataDir, name)));
  const foreignIn = (folder: string): readonly string[] =>
    namesIn(folder).flatMap((name) => {
      const path = join(folder, name);
      if (!isFolder(path)) return ours.has(path) ? [] : [path];
      if (chromiums.has(path)) return [];
      return known.has(path) ? foreignIn(path) : [path];
    });
  return foreignIn(dataDir);
}

function treeOf(folder: string): readonly string[] {
  if (!isFolder(folder)) return [];
  return namesIn(folder).flatMap((name) => {
    const path = join(folder, name);
    return isFolder(path) ? treeOf(path) : [path];
  });
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder).toSorted();
  } catch {
    return [];
  }
}

function removeEmptyFolder(folder: string): void {
  try {
    if (isFolder(folder)) rmdirSync(folder);
  } catch {
    // Something foreign is in it: it stays.
  }
}
