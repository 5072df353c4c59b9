import { spawn } from 'node:child_process';

const endingSignals = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);

/**
 * Runs a program to its end without blocking this process. Never rejects for what the program does: a program that cannot
 * be started has the exit code 127, one ended by a signal (a crash, the time limit) has `signal`.
 * @param {string} program
 * @param {readonly string[]} programArguments
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, output?: 'keep' | 'show', timeLimitMs?: number, onLine?: (line: string) => void }} [options]
 *   `output: 'show'` sends both streams to our stderr; `'keep'` (the default) returns them. `onLine`
 *   is told the last line of stdout when more of it has come.
 * @returns {Promise<{ code: number | null, signal: NodeJS.Signals | null, stdout: string, stderr: string }>}
 */
export function run(program, programArguments, { cwd, env, output = 'keep', timeLimitMs, onLine } = {}) {
  return new Promise((resolve) => {
    // fd 2 for both: what is shown is progress, and progress never goes to stdout.
    const streams = output === 'show' ? 2 : 'pipe';
    const isLimited = timeLimitMs !== undefined;
    const child = spawn(program, programArguments, {
      cwd,
      env: env ?? process.env,
      stdio: ['ignore', streams, streams],
      // npm is a .cmd on Windows, which only a shell starts.
      shell: process.platform === 'win32' && program === 'npm',
      // A group of its own, so that the time limit also ends what the program has started.
      detached: isLimited && process.platform !== 'win32',
    });
    const stopLimiting = isLimited ? limit(child, timeLimitMs) : () => undefined;
    let stdout = '';
    let stderr = '';
    child.stdout?.setEncoding('utf8').on('data', (text) => {
      stdout += text;
      onLine?.(lastLine(stdout));
    });
    child.stderr?.setEncoding('utf8').on('data', (text) => (stderr += text));
    child.on('error', (error) => {
      stopLimiting();
      resolve({ code: 127, signal: null, stdout, stderr: stderr + error.message });
    });
    child.on('close', (code, signal) => {
      stopLimiting();
      resolve({ code, signal, stdout, stderr });
    });
  });
}

/** Ends the program and all it started when its time is up, or when this process is told to end: their terminal would not reach them. */
function limit(/** @type {import('node:child_process').ChildProcess} */ child, /** @type {number} */ timeLimitMs) {
  const end = () => {
    if (child.pid === undefined) return;
    try {
      process.kill(process.platform === 'win32' ? child.pid : -child.pid, 'SIGKILL');
    } catch {
      // It has just ended by itself.
    }
  };
  const endWithThis = (/** @type {NodeJS.Signals} */ signal) => {
    stop();
    end();
    process.kill(process.pid, signal);
  };
  const timer = setTimeout(end, timeLimitMs);
  const stop = () => {
    clearTimeout(timer);
    for (const signal of endingSignals) process.off(signal, endWithThis);
  };
  for (const signal of endingSignals) process.on(signal, endWithThis);
  return stop;
}

/** The last line of what a program has printed: as a rule, the one that says why it failed. */
export function lastLine(/** @type {string} */ text) {
  return text.trim().split('\n').at(-1) ?? '';
}
