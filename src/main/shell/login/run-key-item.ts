import type { Outcome } from '../../../contract/calls.ts';
import { quoteWindowsArgument } from '../../quote.ts';
import type { CommandResult } from '../trust/run-command.ts';
import { words, type LoginItem, type LoginSystem } from './login-item.ts';

const valueName = 'Whence standby';
const runKey = String.raw`HKCU\Software\Microsoft\Windows\CurrentVersion\Run`;
/** Where the Task Manager notes which of them the user has switched off. */
const approvedKey = String.raw`HKCU\Software\Microsoft\Windows\CurrentVersion\Explorer\StartupApproved\Run`;

/** Windows starts no longer line from there (Microsoft, "Run and RunOnce Registry Keys"). */
const longestLine = 260;

const queryArgs = (key: string): readonly string[] => ['query', key, '/v', valueName];
const deleteArgs = (key: string): readonly string[] => ['delete', key, '/v', valueName, '/f'];

/** A value of the user's Run key, changed with reg.exe. */
export function runKeyItem({ run }: Pick<LoginSystem, 'run'>, command: readonly string[]): LoginItem {
  const line = command.map(quoteWindowsArgument).join(' ');
  const query = async (key: string): Promise<CommandResult> => run('reg.exe', queryArgs(key));
  return {
    async read() {
      const found = await query(runKey);
      if (found.exitCode === null) return { state: 'cannot-tell', message: 'The program "reg.exe", which would tell, could not be run.' };
      if (found.exitCode !== 0) return { state: 'off', message: words.off };
      // The first byte is even for what is on.
      const approved = /REG_BINARY\s+[0-9A-F]([0-9A-F])/i.exec((await query(approvedKey)).output)?.[1];
      if (approved !== undefined && Number.parseInt(approved, 16) % 2 === 1) return { state: 'off', message: words.switchedOff };
      const stands = /REG_(?:EXPAND_)?SZ\s+(.*)/.exec(found.output)?.[1]?.trim() ?? '';
      return comparable(stands) === comparable(line) ? { state: 'on', message: words.on } : { state: 'elsewhere', message: words.elsewhere };
    },
    async add() {
      if (line.length > longestLine) {
        return { done: false, message: `The line that would be started is ${line.length} characters long, and Windows takes ${longestLine}. Move Whence or its data to a shorter path.`, manualCommand: null };
      }
      const added = await run('reg.exe', ['add', runKey, '/v', valueName, '/t', 'REG_SZ', '/d', line, '/f']);
      if (added.exitCode !== 0) return { done: false, message: describeFailure('The login item was not added', added), manualCommand: null };
      // Switched off before, it is to be on again.
      if ((await query(approvedKey)).exitCode === 0) await run('reg.exe', deleteArgs(approvedKey));
      return { done: true, message: words.added };
    },
    async remove() {
      for (const key of [runKey, approvedKey]) {
        const outcome = await removeValue(run, query, key);
        if (!outcome.done) return outcome;
      }
      return { done: true, message: words.removed };
    },
  };
}

async function removeValue(run: LoginSystem['run'], query: (key: string) => Promise<CommandResult>, key: string): Promise<Outcome> {
  const found = await query(key);
  if (found.exitCode !== null && found.exitCode !== 0) return { done: true, message: words.removed };
  const removed = await run('reg.exe', deleteArgs(key));
  if (removed.exitCode === 0) return { done: true, message: words.removed };
  return { done: false, message: describeFailure('The login item was not removed', removed), manualCommand: `reg delete "${key}" /v "${valueName}" /f` };
}

/** reg.exe prints in the console's own encoding: of a line with other letters than those of ASCII, the rest has to do. */
function comparable(line: string): string {
  return line.replaceAll(/[^\x20-\x7e]+|\?+/g, '?');
}

function describeFailure(what: string, { missing, exitCode, output }: CommandResult): string {
  if (missing) return `${what}: the program "reg.exe" was not found.`;
  const said = output.split('\n').at(-1)?.trim() ?? '';
  return `${what} (${said === '' ? `reg.exe ended with ${exitCode ?? 'no code'}` : said}).`;
}
