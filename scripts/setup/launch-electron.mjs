import { spawn } from 'node:child_process';
import os from 'node:os';
import path from 'node:path';
import { say } from './say.mjs';
import { forgetSetUp } from './set-up.mjs';
import { isRoot } from './system-packages.mjs';

const passedOnSignals = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);
const keptStderrCharacters = 20_000;

/**
 * The arguments that Electron needs because of who starts it.
 * @returns {readonly string[]}
 */
export function argumentsForThisUser() {
  if (process.platform !== 'linux' || !isRoot()) return [];
  say('Started as root, where Chromium refuses to run with its sandbox: adding --no-sandbox.');
  return ['--no-sandbox'];
}

/**
 * Runs a program that is or starts Electron until it ends, passes signals on to it, and returns the exit code to end with.
 * When it did not come up for want of a library or a sandbox, its last line says what to do.
 * @param {{ program: string, programArguments: readonly string[], electron: string, env?: NodeJS.ProcessEnv, cwd?: string }} launch
 * @returns {Promise<number>}
 */
export async function launchElectron({ program, programArguments, electron, env, cwd }) {
  const child = spawn(program, programArguments, { stdio: ['inherit', 'inherit', 'pipe'], env: env ?? process.env, cwd });
  let stderrEnd = '';
  child.stderr.on('data', (bytes) => {
    process.stderr.write(bytes);
    stderrEnd = (stderrEnd + bytes).slice(-keptStderrCharacters);
  });
  const passOn = (/** @type {NodeJS.Signals} */ signal) => child.kill(signal);
  for (const signal of passedOnSignals) process.on(signal, passOn);
  const { code, signal } = await new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (exitCode, exitSignal) => resolve({ code: exitCode, signal: exitSignal }));
  });
  for (const passedOn of passedOnSignals) process.off(passedOn, passOn);
  const hint = code === 0 ? null : hintFor(stderrEnd, electron);
  if (hint !== null) say(hint);
  if (signal !== null) return 128 + (os.constants.signals[/** @type {NodeJS.Signals} */ (signal)] ?? 0);
  return code ?? 1;
}

/** What the user can do about an Electron that did not start, or null when its words are not known. */
function hintFor(/** @type {string} */ stderr, /** @type {string} */ electron) {
  if (stderr.includes('error while loading shared libraries')) {
    forgetSetUp();
    return 'Electron misses a system library: run the same command again, which looks for all of them and installs them or says how.';
  }
  if (/No usable sandbox|SUID sandbox helper/.test(stderr)) {
    return `This system does not let Chromium make its sandbox (unprivileged user namespaces are restricted, as on Ubuntu 24 and in containers): run \`${sandboxRepair(electron)}\`, which sets the sandbox up for this Electron alone, then run the command again.`;
  }
  if (/Missing X server|Unable to open X display|platform_x11|ozone_platform/.test(stderr)) {
    return 'Electron could not open the display. Check DISPLAY (or WAYLAND_DISPLAY) and, for X, the authority file of whoever owns it.';
  }
  return null;
}

/** Makes the helper that lies beside Electron's binary usable, the way Chromium documents it, for all restrictions alike. */
function sandboxRepair(/** @type {string} */ electron) {
  const helper = path.join(path.dirname(electron), 'chrome-sandbox');
  return `sudo chown root:root '${helper}' && sudo chmod 4755 '${helper}'`;
}
