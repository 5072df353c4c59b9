import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { projectFolder, userCacheFolder } from './places.mjs';
import { run } from './run.mjs';
import { say, saying } from './say.mjs';

const packageFolder = path.join(projectFolder, 'node_modules', 'electron');
const defaultMirror = 'https://github.com/electron/electron/releases/download/';
const answerWithinMs = 6_000;
const downloadWithinMs = 600_000;
const failureRememberedMs = 24 * 3_600_000;

/** The version that package.json pins. */
export function officialElectronVersion() {
  return String(JSON.parse(readFileSync(path.join(packageFolder, 'package.json'), 'utf8')).version);
}

/** The binary of an official download that is already there, or null. @returns {string | null} */
export function installedOfficialElectron() {
  const versionFile = path.join(packageFolder, 'dist', 'version');
  const pathFile = path.join(packageFolder, 'path.txt');
  if (!existsSync(versionFile) || !existsSync(pathFile)) return null;
  const version = readFileSync(versionFile, 'utf8').trim().replace(/^v/, '');
  const binary = path.join(packageFolder, 'dist', readFileSync(pathFile, 'utf8').trim());
  return version === officialElectronVersion() && existsSync(binary) ? binary : null;
}

/**
 * Downloads Electron with the package's own installer, in bounded time. With `remembersFailures` a failure is remembered
 * for a day, for this user, so that the next checkout does not wait for it again.
 * @param {{ remembersFailures: boolean }} options
 * @returns {Promise<{ state: 'installed', binary: string } | { state: 'failed', reason: string }>}
 */
export async function installOfficialElectron({ remembersFailures }) {
  if (process.env['ELECTRON_SKIP_BINARY_DOWNLOAD'] !== undefined) return failed('ELECTRON_SKIP_BINARY_DOWNLOAD is set');
  const failureFile = path.join(userCacheFolder(), 'electron', `${officialElectronVersion()}-not-to-be-had`);
  const remembered = remembersFailures ? readFailure(failureFile) : null;
  if (remembered !== null) return failed(remembered);
  const outcome = await download();
  if (outcome.state === 'installed') rmSync(failureFile, { force: true });
  else if (remembersFailures) {
    mkdirSync(path.dirname(failureFile), { recursive: true });
    writeFileSync(failureFile, outcome.reason);
  }
  return outcome;
}

async function download() {
  const host = new URL(mirror()).host;
  say(`Downloading Electron ${officialElectronVersion()} from ${host} …`);
  // The installer would wait for minutes where a firewall swallows the packets.
  const obstacle = process.env['ELECTRON_GET_USE_PROXY'] === undefined ? await reach(mirror()) : null;
  if (obstacle !== null) return failed(`${host} cannot be reached: ${obstacle}`);
  const startedAtMs = Date.now();
  const { code, signal, stderr } = await saying(
    () => `  still downloading, ${Math.round((Date.now() - startedAtMs) / 1000)} s`,
    run(process.execPath, [path.join(packageFolder, 'install.js')], { cwd: projectFolder, timeLimitMs: downloadWithinMs }),
  );
  const binary = code === 0 ? installedOfficialElectron() : null;
  if (binary !== null) return { state: /** @type {const} */ ('installed'), binary };
  if (signal !== null) return failed(`the download from ${host} was not done after ${downloadWithinMs / 60_000} minutes`);
  return failed(stderr.trim().split('\n')[0] || `the installer ended with exit code ${code}`);
}

/** The address the package's installer downloads from: Electron's own setting, as a variable or in npm's configuration. */
function mirror() {
  const { ELECTRON_MIRROR, npm_config_electron_mirror } = process.env;
  const chosen = ELECTRON_MIRROR ?? npm_config_electron_mirror;
  return chosen !== undefined && URL.canParse(chosen) ? chosen : defaultMirror;
}

/** Null when the host answers anything at all, else what stood in the way. @returns {Promise<string | null>} */
async function reach(/** @type {string} */ url) {
  try {
    await fetch(url, { method: 'HEAD', redirect: 'manual', signal: AbortSignal.timeout(answerWithinMs) });
    return null;
  } catch (error) {
    if (!(error instanceof Error)) return String(error);
    if (error.name === 'TimeoutError') return `no answer within ${answerWithinMs / 1000} s`;
    return error.cause instanceof Error ? error.cause.message : error.message;
  }
}

function readFailure(/** @type {string} */ file) {
  const state = statSync(file, { throwIfNoEntry: false });
  if (state === undefined || Date.now() - state.mtimeMs > failureRememberedMs) return null;
  return `${readFileSync(file, 'utf8')}, as found ${Math.ceil((Date.now() - state.mtimeMs) / 3_600_000)} h ago`;
}

function failed(/** @type {string} */ reason) {
  return { state: /** @type {const} */ ('failed'), reason };
}
