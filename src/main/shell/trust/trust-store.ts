import { linuxStore } from './linux.ts';
import { macosStore } from './macos.ts';
import type { TrustStore, TrustSystem } from './trust-system.ts';
import { windowsStore } from './windows.ts';

/** The trust store of the system, or null on a platform we know no store of. */
export function trustStoreOf(system: TrustSystem): TrustStore | null {
  switch (system.platform) {
    case 'linux':
      return linuxStore(system);
    case 'darwin':
      return macosStore(system);
    case 'win32':
      return windowsStore(system);
    default:
      return null;
  }
}

/** What to say where no store is known. */
export const noStoreMessage =
  'Whence does not know where this system keeps the certificates it trusts. Set NODE_EXTRA_CA_CERTS as the app shows: Claude Code needs no more.';
