import { closeSync, readdirSync, readlinkSync } from 'node:fs';

/**
 * Closes what this process was left by the one that started it, but for the descriptors named: Chromium marks few of its own as not to be
 * inherited, and the standby outlives the app. It would hold the app's windows open, and the pipes of whoever waits for the app's end. To be
 * called first of all: Node itself has then no sockets, both ends of each pipe, and no shared memory. Linux only; elsewhere nothing is left over.
 */
export function closeInherited(kept: readonly number[]): void {
  if (process.platform !== 'linux') return;
  const open = readdirSync('/proc/self/fd').flatMap((name) => {
    try {
      return [{ descriptor: Number(name), what: readlinkSync(`/proc/self/fd/${name}`) }];
    } catch {
      // It was the listing's own.
      return [];
    }
  });
  const isForeign = ({ what }: { readonly what: string }): boolean =>
    what.startsWith('socket:') || what.startsWith('/dev/shm/') || (what.startsWith('pipe:') && open.filter((other) => other.what === what).length === 1);
  for (const { descriptor } of open.filter(isForeign)) {
    if (kept.includes(descriptor) || descriptor <= 2) continue;
    try {
      closeSync(descriptor);
    } catch {
      // Closed meanwhile.
    }
  }
}
