import { execFile } from 'node:child_process';

const timeLimitMs = 1000;
const outputLimitBytes = 4 * 1024 * 1024;

/** What a program of the system prints; an empty text when it fails or takes longer than a second. No shell. */
export function runQuickly(program: string, programArguments: readonly string[]): Promise<string> {
  return new Promise((resolve) => {
    const options = { timeout: timeLimitMs, maxBuffer: outputLimitBytes, windowsHide: true, env: { ...process.env, LC_ALL: 'C' } };
    execFile(program, [...programArguments], options, (error, stdout) => resolve(error === null ? stdout : ''));
  });
}
