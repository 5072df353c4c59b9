import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout these scripts belong to. */
export const projectFolder = path.dirname(path.dirname(path.dirname(fileURLToPath(import.meta.url))));

/** What is made once for a user and used by every checkout: Electron's binary, the SQLite addon. */
export function userCacheFolder() {
  const { XDG_CACHE_HOME, LOCALAPPDATA } = process.env;
  if (process.platform === 'win32') return path.join(LOCALAPPDATA ?? path.join(os.homedir(), 'AppData', 'Local'), 'whence', 'Cache');
  if (process.platform === 'darwin') return path.join(os.homedir(), 'Library', 'Caches', 'whence');
  // The XDG rules say that a relative path is to be ignored.
  const base = XDG_CACHE_HOME !== undefined && path.isAbsolute(XDG_CACHE_HOME) ? XDG_CACHE_HOME : path.join(os.homedir(), '.cache');
  return path.join(base, 'whence');
}
