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

/** Installs exactly what the lock file says. No package's own install script is run: what needs building, the set-up builds. */
export async function installDependencies() {
  say('Installing the dependencies (npm ci) …');
  const startedAtMs = Date.now();
  const { code, stdout, stderr } = await saying(
    () => `  npm is still at work, ${Math.round((Date.now() - startedAtMs) / 1000)} s`,
    run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel', 'error'], { cwd: projectFolder }),
  );
  if (code !== 0) {
    throw new NeedsUser(
      `npm could not install the dependencies, so nothing was built. Check the network and the registry, then run \`npm ci --ignore-scripts\` to see the whole error:\n${(stderr + stdout).trim()}`,
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
