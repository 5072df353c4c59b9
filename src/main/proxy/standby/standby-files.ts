import { randomBytes } from 'node:crypto';
import { chmodSync, lstatSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { isOwnFolder, makeFolder } from '../../make-folder.ts';

/** How a standby is found: `standby/<id>.json` in the data directory, written by the proxy that starts it. */
export interface StandbyDescription {
  readonly id: string;
  /** Null until it was started. */
  readonly pid: number | null;
  readonly port: number;
  readonly controlPath: string;
  readonly token: string;
}

/** The longest path a Unix socket can have is 108 bytes with its end mark on Linux, 104 on macOS. */
const longestControlPathBytes = 103;
const controlFolderPrefix = 'whence-standby-';

/** The folder of a data directory's standbys. */
export function standbyFolder(dataDir: string): string {
  return join(dataDir, 'standby');
}

/** The file in which a standby notes the connections it carried. */
export function journalFile(dataDir: string, id: string): string {
  return join(standbyFolder(dataDir), `${id}.jsonl`);
}

/** Makes that folder, for its owner alone. Throws where another owns it, or it cannot be made. */
export function makeStandbyFolder(dataDir: string): void {
  const folder = standbyFolder(dataDir);
  makeFolder(folder);
  if (process.platform === 'win32') return;
  if (lstatSync(folder).uid === process.getuid?.()) chmodSync(folder, 0o700);
  if (!isOwnFolder(folder)) throw new Error(`${folder} is not a folder of yours`);
}

/** A description of a standby that is to be started, with a control path that fits, made where only its owner comes. */
export function describeStandby(dataDir: string, port: number): StandbyDescription {
  const id = randomBytes(8).toString('hex');
  return { id, pid: null, port, controlPath: controlPathFor(dataDir, id), token: randomBytes(24).toString('base64url') };
}

/** Writes a description in one step, readable by its owner alone. */
export function writeDescription(dataDir: string, description: StandbyDescription): void {
  const file = descriptionFile(dataDir, description.id);
  writeFileSync(`${file}.new`, JSON.stringify(description), { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

/** The names of what standbys and their proxies left; none where others can write. */
export function readStandbyFolder(dataDir: string): readonly string[] {
  const folder = standbyFolder(dataDir);
  try {
    return isOwnFolder(folder) ? readdirSync(folder) : [];
  } catch {
    return [];
  }
}

/** The descriptions that lie in a data directory, with their age. What is no description, or anybody could have put there, is passed over. */
export function readDescriptions(dataDir: string, nowMs: number): readonly { readonly description: StandbyDescription; readonly ageMs: number }[] {
  return readStandbyFolder(dataDir).flatMap((name) => {
    if (!/^[0-9a-f]{16}\.json$/.test(name)) return [];
    const file = join(standbyFolder(dataDir), name);
    try {
      const description = parseDescription(JSON.parse(readFileSync(file, 'utf8')));
      return description === null || `${description.id}.json` !== name ? [] : [{ description, ageMs: nowMs - lstatSync(file).mtimeMs }];
    } catch {
      return [];
    }
  });
}

/** Removes what lies about of a standby that has ended, but for its journal. */
export function removeDescription(dataDir: string, { id, controlPath }: Pick<StandbyDescription, 'id' | 'controlPath'>): void {
  attempt(() => rmSync(descriptionFile(dataDir, id), { force: true }));
  if (process.platform === 'win32') return;
  const folder = dirname(controlPath);
  const isPrivate = basename(folder).startsWith(controlFolderPrefix);
  if (!isPrivate && folder !== standbyFolder(dataDir)) return;
  attempt(() => rmSync(controlPath, { force: true }));
  if (isPrivate) attempt(() => rmdirSync(folder));
}

/** Removes what may be gone already, or may not be ours to remove. */
export function attempt(remove: () => void): void {
  try {
    remove();
  } catch {
    // Whoever comes next tries again.
  }
}

/** The file that describes a standby, for as long as it runs. */
export function descriptionFile(dataDir: string, id: string): string {
  return join(standbyFolder(dataDir), `${id}.json`);
}

function controlPathFor(dataDir: string, id: string): string {
  if (process.platform === 'win32') return String.raw`\\.\pipe\whence-standby-` + id;
  const inside = join(standbyFolder(dataDir), `${id}.sock`);
  if (Buffer.byteLength(inside) <= longestControlPathBytes) return inside;
  const runtime = process.env['XDG_RUNTIME_DIR'];
  for (const place of [runtime, tmpdir(), '/tmp']) {
    if (place === undefined || place === '') continue;
    const prefix = join(place, controlFolderPrefix);
    if (Buffer.byteLength(prefix) > longestControlPathBytes - 10) continue;
    try {
      // Made with a name nobody can foresee, for its owner alone.
      return join(mkdtempSync(prefix), 's');
    } catch {
      // The next one.
    }
  }
  throw new Error(`no folder for a socket was found: ${inside} is too long a name for one`);
}

function parseDescription(value: unknown): StandbyDescription | null {
  if (typeof value !== 'object' || value === null) return null;
  const { id, pid, port, controlPath, token }: Partial<Record<string, unknown>> = { ...value };
  if (typeof id !== 'string' || typeof port !== 'number' || typeof controlPath !== 'string' || typeof token !== 'string') return null;
  return { id, pid: typeof pid === 'number' && Number.isInteger(pid) && pid > 1 ? pid : null, port, controlPath, token };
}
