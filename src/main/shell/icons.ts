import { fileURLToPath } from 'node:url';

/** One of our own pictures, which lie in `resources/icons/` beside `out/`, in the installed app too. */
export function iconFile(name: string): string {
  return fileURLToPath(new URL(`../../resources/icons/${name}`, import.meta.url));
}
