import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { areDependenciesInstalled, dependenciesKey, installDependencies } from './dependencies.mjs';
import { overridingElectron, resolveElectron } from './electron.mjs';
import { withLock } from './lock.mjs';
import { projectFolder } from './places.mjs';
import { registryElectronFolder } from './registry-electron.mjs';
import { NeedsUser, say } from './say.mjs';
import { prepareSqliteAddon, toolsToBuildAddon } from './sqlite-addon.mjs';
import {
  buildTools,
  certificateTools,
  electronLibraries,
  hasProgram,
  installSystemPackages,
  missingLibraries,
  virtualDisplay,
} from './system-packages.mjs';

const stampFile = path.join(projectFolder, '.cache', 'set-up.json');
const oldestNode = [20, 19];

/**
 * Makes the checkout ready: dependencies, SQLite, and for `app` and `tests` an Electron that starts. What is ready is not
 * looked at again until the lock file, the Node or the platform changes. Throws NeedsUser for what only the user can do.
 * @param {'engine' | 'app' | 'tests'} purpose
 * @returns {Promise<{ electron: string | null }>} the path of Electron's binary; null for `engine`
 */
export async function setUp(purpose) {
  requireNode();
  const overriding = purpose === 'engine' ? null : overridingElectron();
  const ready = readStamp(purpose, overriding);
  if (ready !== null) return ready;
  return withLock(path.join(projectFolder, '.cache', 'set-up.lock'), async () => {
    // Another command may have done it while this one waited.
    const doneMeanwhile = readStamp(purpose, overriding);
    if (doneMeanwhile !== null) return doneMeanwhile;
    const startedAtMs = Date.now();
    if (!areDependenciesInstalled()) await installDependencies();
    const electron = purpose === 'engine' ? null : await resolveElectron();
    await requireSystemParts(electron, purpose);
    await prepareSqliteAddon(electron);
    await writeStamp(purpose, electron);
    say(`Set up in ${((Date.now() - startedAtMs) / 1000).toFixed(1)} s.`);
    return { electron };
  });
}

/** Makes the next set-up look at everything again. */
export function forgetSetUp() {
  rmSync(stampFile, { force: true });
}

/** Whether windows can be shown, on Linux: elsewhere there is always a display. */
export function hasDisplay() {
  if (process.platform !== 'linux') return true;
  return [process.env['DISPLAY'], process.env['WAYLAND_DISPLAY']].some((display) => display !== undefined && display !== '');
}

function requireNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const [oldestMajor = 0, oldestMinor = 0] = oldestNode;
  if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) return;
  throw new NeedsUser(`This is Node ${process.versions.node}, and Node ${oldestNode.join('.')} or newer is needed: install one from https://nodejs.org, then run the command again.`);
}

/** All that is missing of the system is asked for at once, so that the user has one command to run, and not one after the other. */
async function requireSystemParts(/** @type {string | null} */ electron, /** @type {'engine' | 'app' | 'tests'} */ purpose) {
  const libraries = electron === null ? [] : await missingLibraries(electron);
  const isElectronOld = electron !== null && path.dirname(electron) === registryElectronFolder();
  const tools = toolsToBuildAddon({ isElectronOld });
  const needs = [...(libraries.length > 0 ? [electronLibraries] : []), ...(tools.length > 0 ? [buildTools] : [])];
  if (purpose === 'tests' && process.platform === 'linux') {
    if (!hasDisplay() && !['xvfb-run', 'Xvfb', 'xauth'].every(hasProgram)) needs.push(virtualDisplay);
    if (hasProgram('apt-get') && !hasProgram('update-ca-certificates')) needs.push(certificateTools);
  }
  if (needs.length === 0) return;
  await installSystemPackages(needs, [...libraries, ...tools]);
  const stillMissing = electron === null ? [] : await missingLibraries(electron);
  if (stillMissing.length > 0) {
    throw new NeedsUser(`Electron still misses ${stillMissing.join(', ')}: install the packages that hold them, then run the command again.`);
  }
}

/** What an earlier set-up left, when it holds for this purpose, this Node and this lock file; else null. */
function readStamp(/** @type {string} */ purpose, /** @type {string | null} */ overriding) {
  if (!existsSync(stampFile) || !existsSync(path.join(projectFolder, 'node_modules', '.package-lock.json'))) return null;
  const stamp = parseStamp(readFileSync(stampFile, 'utf8'));
  if (stamp.key !== stampKey() || !stamp.purposes.includes(purpose)) return null;
  if (purpose === 'engine') return { electron: null };
  const electron = overriding ?? stamp.electron;
  // With another Electron than the one it was set up with, everything must be looked at again.
  return electron !== null && electron === stamp.electron && existsSync(electron) ? { electron } : null;
}

async function writeStamp(/** @type {'engine' | 'app' | 'tests'} */ purpose, /** @type {string | null} */ electron) {
  const includes = { engine: ['engine'], app: ['engine', 'app'], tests: ['engine', 'app', 'tests'] }[purpose];
  const before = existsSync(stampFile) ? parseStamp(readFileSync(stampFile, 'utf8')) : null;
  const isSame = before !== null && before.key === stampKey() && (electron === null || before.electron === electron);
  const stamp = {
    key: stampKey(),
    electron: electron ?? (isSame ? before.electron : null),
    purposes: [...new Set([...(isSame ? before.purposes : []), ...includes])],
  };
  await mkdir(path.dirname(stampFile), { recursive: true });
  const arriving = `${stampFile}.${process.pid}`;
  await writeFile(arriving, JSON.stringify(stamp));
  await rename(arriving, stampFile);
}

/** @returns {{ key: string, electron: string | null, purposes: readonly string[] }} */
function parseStamp(/** @type {string} */ text) {
  try {
    const { key, electron, purposes } = JSON.parse(text);
    return { key: String(key), electron: typeof electron === 'string' ? electron : null, purposes: Array.isArray(purposes) ? purposes : [] };
  } catch {
    return { key: '', electron: null, purposes: [] };
  }
}

function stampKey() {
  const { platform, arch, version, versions } = process;
  return createHash('sha256').update([dependenciesKey(), platform, arch, version, versions['napi']].join('\n')).digest('hex');
}
