import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { projectFolder } from './places.mjs';
import { run } from './run.mjs';
import { NeedsUser, say, saying } from './say.mjs';

const lockFile = path.join(projectFolder, 'package-lock.json');
// npm writes this file last, so that its being there means that the install came to its end.
const installedLockFile = path.join(projectFolder, 'node_modules', '.package-lock.json');

/** What tells one state of the dependencies from another: the hash of the lock file. */
export function dependenciesKey() {
  return createHash('sha256').update(readFileSync(lockFile)).digest('hex');
}

/** Whether node_modules holds what the lock file says, version by version. */
export function areDependenciesInstalled() {
  if (!existsSync(installedLockFile)) return false;
  const wanted = versionsIn(lockFile);
  const installed = versionsIn(installedLockFile);
  for (const [place, { version, optional }] of wanted) {
    const found = installed.get(place)?.version;
    // npm leaves out the optional packages that are for another platform.
    if (found !== version && !(optional && found === undefined)) return false;
  }
  return true;
}

/**
 * Installs the versions of the lock file. No package's own install script is run: what needs building, the set-up builds.
 *
 * `npm install --no-save` and not `npm ci`: a registry that holds the native packages of its own platform alone leaves the
 * others out of a lock file, which `npm ci` of npm 11 refuses everywhere, and this mends for the platform it runs on.
 */
export async function installDependencies() {
  const npmArguments = ['install', '--no-save', '--ignore-scripts'];
  say(`Installing the dependencies (npm ${npmArguments.join(' ')}) …`);
  const startedAtMs = Date.now();
  const { code, stdout, stderr } = await saying(
    () => `  npm is still at work, ${Math.round((Date.now() - startedAtMs) / 1000)} s`,
    run('npm', [...npmArguments, '--no-audit', '--no-fund', '--loglevel', 'error'], { cwd: projectFolder }),
  );
  if (code !== 0) {
    const firstLines = (stderr + stdout).trim().split('\n').slice(0, 12).join('\n');
    throw new NeedsUser(
      `npm could not install the dependencies, so nothing was built:\n${firstLines}\nCheck the network and the registry that \`npm config get registry\` names, then run the command again.`,
    );
  }
  say(`Installed the dependencies in ${((Date.now() - startedAtMs) / 1000).toFixed(1)} s.`);
}

/** @returns {Map<string, { version: string, optional: boolean }>} */
function versionsIn(/** @type {string} */ file) {
  const { packages } = JSON.parse(readFileSync(file, 'utf8'));
  const versions = new Map();
  for (const [place, { version, optional, devOptional, peer }] of Object.entries(packages)) {
    if (place !== '') versions.set(place, { version, optional: optional === true || devOptional === true || peer === true });
  }
  return versions;
}
