import { isAbsolute, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * Whether the page may load this address: `data:`, `blob:`, the developer tools, and the files of the page's own folder.
 * Under `file:`, "self" in the page's policy means every file there is, and on Windows every share of every machine.
 */
export function isOwnAddress(url: string, pageFolder: string): boolean {
  if (/^(?:data|blob|devtools):/.test(url)) return true;
  if (!url.startsWith('file:')) return false;
  try {
    // `relative` knows of letters that Windows takes for the same.
    const inside = relative(pageFolder, fileURLToPath(url));
    return inside !== '' && inside.split(sep)[0] !== '..' && !isAbsolute(inside);
  } catch {
    // The file of another machine.
    return false;
  }
}

/**
 * The page of the development server, which `npm run dev` names in the environment, or null. The page can call Whence and
 * read all that was captured, so another machine's is not taken, and the installed app takes none.
 */
export function developmentPage(named: string | undefined, isPackaged: boolean): string | null {
  if (named === undefined || isPackaged || !URL.canParse(named)) return null;
  const { protocol, hostname } = new URL(named);
  return protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(hostname) ? named : null;
}
