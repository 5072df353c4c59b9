import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Outcome } from '../../../contract/calls.ts';
import { errorMessage } from '../../error-message.ts';
import { findTerminals } from './find-terminals.ts';
import { terminalEnvironment } from './terminal-environment.ts';
import type { TerminalSystem } from './terminal.ts';
import { powerShellTask, startupFiles, terminalScript, type TerminalFacts } from './terminal-files.ts';

const lookEveryMs = 50;

/**
 * Opens a terminal in which the variables are set, and answers when our script has begun in it, or that it has not; `line` is what does the same by hand.
 */
export async function openTerminal(id: string, facts: TerminalFacts, system: TerminalSystem, line: string, patienceMs = 20_000): Promise<Outcome> {
  const refusal = (message: string): Outcome => ({ done: false, message, manualCommand: line });
  const terminal = findTerminals(system).find((found) => found.id === id);
  if (terminal === undefined) return refusal('This terminal is not there any more. Run the line in one that is open.');
  const name = join(facts.folder, `open-${randomBytes(6).toString('hex')}`);
  // By the end of its name macOS knows that it is to be run.
  const script = `${name}.command`;
  const log = `${name}.log`;
  try {
    writeFiles(facts, script);
    const { program, args } = terminal.start({ script, powerShell: powerShellTask(facts, script) });
    const failure = await begun({ program, args, script, log, system, patienceMs });
    return failure === null ? { done: true, message: `${terminal.name} was opened. Start claude there.` } : refusal(`${terminal.name} ${failure} Run the line in a terminal that is open.`);
  } catch (error) {
    return refusal(`${terminal.name} could not be opened (${errorMessage(error)}). Run the line in a terminal that is open.`);
  } finally {
    removeAll([script, log]);
  }
}

function removeAll(files: readonly string[]): void {
  for (const file of files) {
    try {
      rmSync(file, { force: true });
    } catch {
      // The folder that they were to be in is not there.
    }
  }
}

function writeFiles(facts: TerminalFacts, script: string): void {
  for (const [file, text] of startupFiles(facts)) {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    writeFileSync(`${file}.new`, text, { mode: 0o600 });
    renameSync(`${file}.new`, file);
  }
  writeFileSync(script, terminalScript(facts, script), { mode: 0o700 });
}

interface Start {
  readonly program: string;
  readonly args: readonly string[];
  readonly script: string;
  readonly log: string;
  readonly system: TerminalSystem;
  readonly patienceMs: number;
}

/** Starts it, and waits until the script has taken itself away: null then, else what happened, as the end of a sentence. */
async function begun({ program, args, script, log, system, patienceMs }: Start): Promise<string | null> {
  // Into a file, not to us: a terminal that outlives us must not write into nothing.
  const errors = openSync(log, 'wx', 0o600);
  let ended: string | null = null;
  try {
    const child = spawn(program, [...args], {
      cwd: system.home,
      env: terminalEnvironment(system.environment),
      detached: true,
      stdio: ['ignore', 'ignore', errors],
    });
    child.on('error', (error) => (ended = `could not be started (${errorMessage(error)}).`));
    child.on('exit', (code, signal) => {
      // Those that are served by another process end well at once.
      if (code !== 0) ended = `ended at once (${signal ?? `exit code ${code}`}${reasonIn(log)}).`;
    });
    child.unref();
  } finally {
    closeSync(errors);
  }
  const untilMs = Date.now() + patienceMs;
  while (existsSync(script)) {
    if (ended !== null) return ended;
    if (Date.now() > untilMs) return `was started, but nothing began in it within ${Math.round(patienceMs / 1000)} seconds.`;
    await new Promise((resolve) => setTimeout(resolve, lookEveryMs));
  }
  return null;
}

/** The last line that speaks of something wrong, or else the last: some terminals say farewell. */
function reasonIn(log: string): string {
  const lines = readFileSync(log, 'utf8')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const line = lines.findLast((one) => /err|fail|cannot|can't|could not|unable/i.test(one)) ?? lines.at(-1);
  return line === undefined ? '' : `: ${line.slice(0, 300)}`;
}
