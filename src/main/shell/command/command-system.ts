import { lstatSync, readFileSync, readlinkSync, statSync, accessSync, constants } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { terminalEnvironment } from '../terminals/terminal-environment.ts';
import { shellPath } from './shell-path.ts';

/** The part of the system that the command on the path depends on. Given by tests. */
export interface CommandSystem {
  readonly platform: NodeJS.Platform;
  readonly home: string;
  /** The whole path of the user's own shell, or null where there is none to be known. */
  readonly userShell: string | null;
  /** The folders in which a new terminal looks for programs. */
  readSearchPath(): Promise<readonly string[]>;
  readonly appData: string | null;
  readonly localAppData: string | null;
}

/** The system this process runs on. */
export function thisCommandSystem(userShell: string | null): CommandSystem {
  const { APPDATA, LOCALAPPDATA } = process.env;
  return {
    platform: process.platform,
    home: homedir(),
    userShell,
    readSearchPath: async () => (await shellPath(userShell, terminalEnvironment(process.env))).split(delimiter).filter((folder) => folder !== ''),
    appData: APPDATA ?? null,
    localAppData: LOCALAPPDATA ?? null,
  };
}

/** The text of a plain file; null where there is nothing, and `other` where it is something else or cannot be read. */
export function readPlainFile(file: string): { readonly is: 'nothing' | 'other' } | { readonly is: 'file'; readonly text: string } {
  try {
    const found = lstatSync(file, { throwIfNoEntry: false });
    if (found === undefined) return { is: 'nothing' };
    if (!found.isFile() || found.size > 100_000) return { is: 'other' };
    return { is: 'file', text: readFileSync(file, 'utf8') };
  } catch (error) {
    // What should be a folder on the way to it is a file.
    return { is: error instanceof Error && 'code' in error && error.code === 'ENOTDIR' ? 'nothing' : 'other' };
  }
}

/** The first program of one of these names in these folders, or null. */
export function findInFolders(folders: readonly string[], names: readonly string[]): string | null {
  for (const folder of folders) {
    for (const name of names) {
      const file = join(folder, name);
      if (isProgram(file)) return file;
    }
  }
  return null;
}

/** Whether there is a program that can be started; on Windows also a name that stands for an app of the Store, which cannot be looked into. */
export function isProgram(file: string): boolean {
  try {
    if (process.platform === 'win32') {
      return lstatSync(file).isSymbolicLink() ? readlinkSync(file) !== '' : lstatSync(file).isFile();
    }
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
