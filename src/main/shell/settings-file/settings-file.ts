import { createHash, randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { access, lstat, mkdir, open, readFile, realpath, rename, rm, rmdir, stat, type FileHandle } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, isAbsolute, join } from 'node:path';

// Settings have some kilobytes. Past this it is none, or not one to be read into memory at each look.
const mostBytes = 1024 * 1024;

type Environment = Readonly<Record<string, string | undefined>>;

/** Where Claude Code has the settings of this user. */
export function settingsFileOf(environment: Environment, home = homedir()): string {
  const folder = environment['CLAUDE_CONFIG_DIR'];
  return join(folder === undefined || folder === '' ? join(home, '.claude') : folder, 'settings.json');
}

/** A file as it stands. `target` is where it really is, which is elsewhere for a link; a file that is not there has no text. */
export interface FoundFile {
  readonly file: string;
  readonly target: string;
  readonly text: string | null;
  readonly sha256: string | null;
}

export type FindFile = { readonly found: true } & FoundFile | { readonly found: false; readonly why: string };

/** Reads a settings file; `why` is a whole sentence that says what to do. */
export async function findSettingsFile(file: string): Promise<FindFile> {
  if (!isAbsolute(file)) return refused(`Where Claude Code has its settings cannot be told: CLAUDE_CONFIG_DIR or HOME, where Whence was started, is no whole path (${file}).`);
  try {
    const link = await lstat(file);
    let target: string;
    try {
      target = await realpath(file);
    } catch {
      return refused(`${file} is a link that leads to no file. Mend or remove it, and try again.`);
    }
    const about = link.isSymbolicLink() ? await stat(target) : link;
    if (!about.isFile()) return refused(`${target} is no file. Move it away, and try again.`);
    if (about.size > mostBytes) return refused(`${target} is larger than 1 MB, which Whence does not touch. Make it smaller, or change it by hand.`);
    const bytes = await readFile(target);
    const text = textOf(bytes);
    return text === null ? refused(`${target} is not written in UTF-8. Save it as UTF-8, and try again.`) : { found: true, file, target, text, sha256: sha256Of(text) };
  } catch (error) {
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR') return { found: true, file, target: file, text: null, sha256: null };
    return refused(`${file} cannot be read (${codeOf(error) ?? 'unknown reason'}). Make it readable for your user, and try again.`);
  }
}

/** Why a file could not be replaced as it should be, in a sentence; null where it could. Nothing is changed. */
export async function whyNotWritable({ target, text }: FoundFile): Promise<string | null> {
  if (text === null) return null;
  const about = await stat(target);
  if ((about.mode & 0o222) === 0) return `${target} is read-only. Make it writable (it may be so for a reason), and try again.`;
  if (about.nlink > 1) return `${target} is one file under several names (hard links), which writing it safely would part. Change it by hand, or make it a file of its own.`;
  if (process.getuid !== undefined && about.uid !== process.getuid() && process.getuid() !== 0) return `${target} belongs to another user. Make it yours, and try again.`;
  try {
    await access(target, constants.W_OK);
    await access(dirname(target), constants.W_OK);
    return null;
  } catch {
    return `${target} or its folder cannot be written. Give your user the right to, and try again.`;
  }
}

/** Another program has written the file since it was read. */
export class ChangedSince extends Error {}

/**
 * Writes a file in one step, where it still is what was found: a crash leaves the old one or the new one. Mode and owner stay. The folder of a new file is
 * made; `madeFolder` says whether. Throws `ChangedSince`, or what the system says.
 */
export async function writeSettingsFile(found: FoundFile, text: string): Promise<{ readonly madeFolder: boolean }> {
  const folder = dirname(found.target);
  const madeFolder = (await mkdir(folder, { recursive: true, mode: 0o700 })) !== undefined;
  const fresh = join(folder, `.settings.json.whence-${randomBytes(6).toString('hex')}`);
  const about = found.text === null ? null : await stat(found.target);
  try {
    const handle = await open(fresh, 'wx', 0o600);
    try {
      await fill(handle, text, about);
    } finally {
      await handle.close();
    }
    const now = await findSettingsFile(found.file);
    if (!now.found || now.sha256 !== found.sha256 || now.target !== found.target) throw new ChangedSince();
    await rename(fresh, found.target);
  } catch (error) {
    await rm(fresh, { force: true });
    if (madeFolder) await rmdir(folder).catch(() => undefined);
    throw error;
  }
  await syncFolder(folder);
  return { madeFolder };
}

/** Removes a file that is still what was found, and its folder where that was made for it and holds nothing else. */
export async function removeSettingsFile(found: FoundFile, madeFolder: boolean): Promise<void> {
  const now = await findSettingsFile(found.file);
  if (!now.found || now.sha256 !== found.sha256 || now.target !== found.target) throw new ChangedSince();
  await rm(found.target, { force: true });
  if (madeFolder) await rmdir(dirname(found.target)).catch(() => undefined);
}

export function sha256Of(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}

async function fill(handle: FileHandle, text: string, about: { readonly mode: number; readonly uid: number; readonly gid: number } | null): Promise<void> {
  await handle.writeFile(text, 'utf8');
  if (about !== null && process.platform !== 'win32') {
    await handle.chown(about.uid, about.gid);
    await handle.chmod(about.mode & 0o7777);
  }
  await handle.sync();
}

/** So that the new name outlives a loss of power too. Not every system lets a folder be opened. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r').catch(() => null);
  await handle?.sync().catch(() => undefined);
  await handle?.close();
}

/** Null where it is no UTF-8: what is written back would not be what was there. */
function textOf(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

function refused(why: string): FindFile {
  return { found: false, why };
}

function codeOf(error: unknown): string | null {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null;
}
