import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/**
 * A program that runs while it is measured. It ends with this process, or at SIGTERM.
 * @typedef {{ pid: number, facts: Record<string, unknown>, said: () => string, stop: () => Promise<void> }} Program
 */

const startWithinMs = 30_000;
const endWithinMs = 6000;

/**
 * Starts a program and waits for the line of JSON on its stdout that says it is ready, or until `isReady` says so.
 * @param {string} program
 * @param {readonly string[]} programArguments
 * @param {{ env?: Record<string, string>, isReady?: () => Promise<boolean> }} [options]
 * @returns {Promise<Program>}
 */
export async function startProgram(program, programArguments, { env = {}, isReady } = {}) {
  const child = spawn(program, programArguments, { stdio: ['pipe', 'pipe', 'pipe'], env: { ...ownEnvironment(), ...env } });
  let said = '';
  // Also when this process is ended in the middle of a bench.
  const endWithUs = () => void child.kill('SIGKILL');
  process.setMaxListeners(0);
  process.once('exit', endWithUs);
  child.once('exit', () => process.off('exit', endWithUs));
  child.stderr.setEncoding('utf8').on('data', (text) => (said = (said + text).slice(-4000)));
  child.stdin.on('error', () => {});
  const exited = once(child, 'exit');
  /** @type {Promise<never>} */
  const failed = exited.then(([code, signal]) => {
    throw new Error(`${program} ${programArguments[0] ?? ''} ended (${code ?? signal}) before it was ready: ${said}`);
  });
  const { pid } = child;
  if (pid === undefined) return failed;
  const ready = isReady === undefined ? firstLine(child.stdout) : untilReady(isReady).then(() => '{}');
  const line = await Promise.race([ready, failed, tooLate(program)]);
  failed.catch(() => {});
  child.stdout.resume();
  return {
    pid,
    facts: JSON.parse(line),
    said: () => said,
    async stop() {
      // It may have been held.
      child.kill('SIGCONT');
      child.kill('SIGTERM');
      const patience = setTimeout(() => child.kill('SIGKILL'), endWithinMs);
      await exited;
      clearTimeout(patience);
    },
  };
}

/** @returns {Promise<string>} */
function firstLine(/** @type {import('node:stream').Readable} */ stdout) {
  return new Promise((resolve) => {
    createInterface(stdout).on('line', (line) => {
      if (line.startsWith('{')) resolve(line);
    });
  });
}

async function untilReady(/** @type {() => Promise<boolean>} */ isReady) {
  while (!(await isReady())) await new Promise((resolve) => setTimeout(resolve, 100));
}

/** @returns {Promise<never>} */
function tooLate(/** @type {string} */ program) {
  return new Promise((_resolve, reject) => {
    setTimeout(() => reject(new Error(`${program} was not ready in ${startWithinMs / 1000} s`)), startWithinMs).unref();
  });
}

/** Proxies and certificates of whoever runs the bench stay out of it. */
function ownEnvironment() {
  const kept = ['PATH', 'HOME', 'DISPLAY', 'XAUTHORITY', 'WAYLAND_DISPLAY', 'XDG_RUNTIME_DIR', 'SystemRoot', 'TEMP', 'TMP'];
  return Object.fromEntries(kept.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name] ?? '']])));
}
