import { existsSync } from 'node:fs';
import path from 'node:path';
import { lastLine, run } from './run.mjs';
import { NeedsUser, say, saying } from './say.mjs';

/**
 * What a step needs of the system, and the packages that bring it, by package manager.
 * @typedef {{ what: string, packages: Readonly<Record<'apt-get' | 'dnf' | 'pacman' | 'zypper', string>> }} SystemNeed
 */

/** @type {SystemNeed} */
export const buildTools = {
  what: 'python3, make and a C++ compiler, to build the SQLite addon',
  packages: { 'apt-get': 'python3 make g++', dnf: 'python3 make gcc-c++', pacman: 'python make gcc', zypper: 'python3 make gcc-c++' },
};

/** @type {SystemNeed} */
export const electronLibraries = {
  what: 'the system libraries of Electron',
  packages: {
    'apt-get': 'libgtk-3-0 libnss3 libasound2 libgbm1 libxss1 libsecret-1-0',
    dnf: 'gtk3 nss alsa-lib mesa-libgbm libXScrnSaver libsecret',
    pacman: 'gtk3 nss alsa-lib mesa libxss libsecret',
    zypper: 'libgtk-3-0 mozilla-nss libasound2 libgbm1 libXss1 libsecret-1-0',
  },
};

/** @type {SystemNeed} */
export const virtualDisplay = {
  what: 'a display, or Xvfb in its place',
  packages: { 'apt-get': 'xvfb xauth', dnf: 'xorg-x11-server-Xvfb xorg-x11-xauth', pacman: 'xorg-server-xvfb xorg-xauth', zypper: 'xvfb-run xauth' },
};

/** @type {SystemNeed} */
export const certificateTools = {
  what: 'update-ca-certificates, to trust a certificate in a test',
  packages: { 'apt-get': 'ca-certificates', dnf: 'ca-certificates', pacman: 'ca-certificates', zypper: 'ca-certificates' },
};

/** @type {Readonly<Record<keyof SystemNeed['packages'], readonly string[]>>} */
const installCommands = {
  'apt-get': ['install', '-y', '--no-install-recommends'],
  dnf: ['install', '-y'],
  pacman: ['-S', '--needed', '--noconfirm'],
  zypper: ['install', '-y'],
};

/** Whether this process may do everything. False where there are no such users (Windows). */
export function isRoot() {
  return process.getuid?.() === 0;
}

/** Whether a program is to be found in PATH. */
export function hasProgram(/** @type {string} */ name) {
  return (process.env['PATH'] ?? '').split(path.delimiter).some((folder) => folder !== '' && existsSync(path.join(folder, name)));
}

/** The shared libraries a binary asks for and the system does not have; none where there is no `ldd` to ask. */
export async function missingLibraries(/** @type {string} */ binary) {
  if (process.platform !== 'linux') return [];
  const { stdout } = await run('ldd', [binary], { env: { ...process.env, LC_ALL: 'C' } });
  return [...new Set(stdout.split('\n').filter((line) => line.includes('not found')).map((line) => line.trim().split(' ')[0] ?? ''))];
}

/**
 * Installs system packages as root on Debian and its like. Elsewhere, and for other users, throws NeedsUser with the one
 * command to run.
 * @param {readonly SystemNeed[]} needs
 * @param {readonly string[]} [seen] what was found to be missing, for a system whose packages we cannot name
 */
export async function installSystemPackages(needs, seen = []) {
  const manager = (/** @type {(keyof SystemNeed['packages'])[]} */ (['apt-get', 'dnf', 'pacman', 'zypper'])).find(hasProgram);
  const missing = needs.map((need) => need.what).join(', and ');
  if (process.platform === 'darwin') {
    throw new NeedsUser(`This needs ${missing}: run \`xcode-select --install\`, then run the command again.`);
  }
  if (manager === undefined) {
    throw new NeedsUser(`This needs ${missing}${seen.length > 0 ? ` (missing: ${seen.join(', ')})` : ''}. Install that with your system's package manager, then run the command again.`);
  }
  if (manager === 'apt-get' && isRoot()) return installWithApt(needs, missing);
  const packages = needs.map((need) => need.packages[manager]).join(' ');
  const sudo = isRoot() ? '' : 'sudo ';
  const update = manager === 'apt-get' ? `${sudo}apt-get update && ` : '';
  const install = [manager, ...installCommands[manager].filter((part) => part !== '--no-install-recommends')].join(' ');
  throw new NeedsUser(`This needs ${missing}: run \`${update}${sudo}${install} ${packages}\`, then run the command again.`);
}

async function installWithApt(/** @type {readonly SystemNeed[]} */ needs, /** @type {string} */ missing) {
  const wanted = needs.flatMap((need) => need.packages['apt-get'].split(' '));
  say(`Installing ${missing}, with apt-get (${wanted.join(' ')}) …`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C' };
  const startedAtMs = Date.now();
  const updated = await run('apt-get', ['update', '-q'], { env });
  if (updated.code !== 0) say(`  apt-get update failed, going on with the lists there are: ${lastLine(updated.stderr)}`);
  const packages = await namesInThisRelease(wanted);
  const install = ['apt-get', ...installCommands['apt-get'], ...packages];
  let latest = '';
  const { code, stderr } = await saying(
    () => `  ${latest}`,
    run('apt-get', ['-q', ...install.slice(1)], { env, onLine: (line) => (latest = line) }),
  );
  if (code !== 0) throw new NeedsUser(`apt-get could not install ${missing} (${lastLine(stderr)}): run \`apt-get update && ${install.join(' ')}\` to see why, then run the command again.`);
  say(`Installed ${missing} in ${((Date.now() - startedAtMs) / 1000).toFixed(1)} s.`);
}

/** Newer releases have some libraries under a name that ends in t64 (64-bit time), and `apt-get install` wants that one. */
async function namesInThisRelease(/** @type {readonly string[]} */ wanted) {
  const { stdout } = await run('apt-cache', ['pkgnames']);
  const known = new Set(stdout.split('\n'));
  return wanted.map((name) => (known.has(`${name}t64`) ? `${name}t64` : name));
}
