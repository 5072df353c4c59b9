import { lstatSync } from 'node:fs';

/** Whether there is a folder itself, not a link to one. */
export function isFolder(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}
