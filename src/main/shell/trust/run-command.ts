import { execFile } from 'node:child_process';

/** How a program ended. `exitCode` is null when it could not be started or was killed. */
export interface CommandResult {
  readonly exitCode: number | null;
  /** The program is not installed. */
  readonly missing: boolean;
  readonly output: string;
}

/** Runs a program with exactly these arguments; no shell reads them. */
export type RunCommand = (program: string, args: readonly string[]) => Promise<CommandResult>;

/** Runs a program until it ends, however long: it may be asking the user for a password. */
export const runCommand: RunCommand = (program, args) =>
  new Promise((resolve) => {
    // In English, because a declined prompt is told by its words on some systems.
    const env = { ...process.env, LC_ALL: 'C' };
    execFile(program, [...args], { env, windowsHide: true }, (error, stdout, stderr) => {
      const code = error === null ? 0 : error.code;
      resolve({ exitCode: typeof code === 'number' ? code : null, missing: String(code) === 'ENOENT', output: `${stdout}\n${stderr}`.trim() });
    });
  });
