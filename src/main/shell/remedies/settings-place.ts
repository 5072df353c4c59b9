import { lstat, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isPlainPath, type SettingsScope } from '../../../domain/insight/remedies/remedy.ts';

export type SettingsPlace = { readonly possible: true; readonly file: string } | { readonly possible: false; readonly why: string };

/** The file that holds a project's settings for this user alone. */
export function localSettingsOf(project: string): string {
  return join(project, '.claude', 'settings.local.json');
}

/** Which file a scope means, and whether it may be written: a project's directory is captured text, and must be the user's own, with no link that leads out of it. */
export async function settingsPlace(scope: SettingsScope, userFile: string): Promise<SettingsPlace> {
  if (scope.scope === 'user') return { possible: true, file: userFile };
  const why = await whyNotOwnProject(scope.project);
  return why === null ? { possible: true, file: localSettingsOf(scope.project) } : { possible: false, why };
}

/** Why a directory cannot be taken for a project of this user, in a sentence; null where it can. */
export async function whyNotOwnProject(project: string): Promise<string | null> {
  if (!isPlainPath(project)) return 'The name of the project’s directory is no whole path on this machine.';
  try {
    const about = await stat(project);
    if (!about.isDirectory()) return `${project} is no directory any more.`;
    if (process.getuid !== undefined && about.uid !== process.getuid()) return `${project} belongs to another user, so that Whence writes nothing there.`;
    if (!isSamePath(await realpath(project), project, process.platform)) return `${project} is, or lies behind, a link. Whence writes into real directories alone.`;
  } catch {
    return `${project} is not there any more.`;
  }
  for (const inner of [join(project, '.claude'), localSettingsOf(project)]) {
    if (await isLink(inner)) return `${inner} is a link. Whence does not follow links out of a project.`;
  }
  return null;
}

/** On Windows a terminal may have named the drive, or a folder, in other letters. */
export function isSamePath(one: string, other: string, platform: NodeJS.Platform): boolean {
  return platform === 'win32' ? one.toLowerCase() === other.toLowerCase() : one === other;
}

async function isLink(file: string): Promise<boolean> {
  try {
    return (await lstat(file)).isSymbolicLink();
  } catch {
    return false;
  }
}
