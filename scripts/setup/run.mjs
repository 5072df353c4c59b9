import { spawn } from 'node:child_process';

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
    const child = spawn(program, programArguments, {
      cwd,
      env: env ?? process.env,
      stdio: ['ignore', streams, streams],
      // npm is a .cmd on Windows, which only a shell starts.
      shell: process.platform === 'win32' && program === 'npm',
      ...(timeLimitMs === undefined ? {} : { timeout: timeLimitMs, killSignal: 'SIGKILL' }),
    });
    let stdout = '';
    let stderr = '';
    child.stdout?.setEncoding('utf8').on('data', (text) => {
      stdout += text;
      onLine?.(stdout.trimEnd().split('\n').at(-1) ?? '');
    });
    child.stderr?.setEncoding('utf8').on('data', (text) => (stderr += text));
    child.on('error', (error) => resolve({ code: 127, signal: null, stdout, stderr: stderr + error.message }));
    child.on('close', (code, signal) => resolve({ code, signal, stdout, stderr }));
  });
}
