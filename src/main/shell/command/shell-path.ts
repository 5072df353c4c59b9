import { spawn } from 'node:child_process';
import { basename } from 'node:path';

const begin = '<whence-path>';
const end = '</whence-path>';
/** More than a PATH comes to: Linux takes no longer text among a program's variables. */
const mostCharacters = 131_072;

/**
 * The PATH of a new terminal, as the user's shell says it after its startup files: that of the app may be another one, above all where the
 * desktop has started it. The app's own where the shell does not answer in time, or is not one that can be asked.
 */
export async function shellPath(shell: string | null, environment: Readonly<Record<string, string>>, patienceMs = 5000): Promise<string> {
  const own = environment['PATH'] ?? '';
  const args = shell === null ? null : askingArgs(basename(shell));
  if (shell === null || args === null) return own;
  const said = await output(shell, args, environment, patienceMs);
  const from = said.lastIndexOf(begin);
  const to = said.indexOf(end, from);
  return from === -1 || to === -1 ? own : said.slice(from + begin.length, to);
}

function askingArgs(name: string): readonly string[] | null {
  const login = process.platform === 'darwin' ? ['-l'] : [];
  if (name === 'bash' || name === 'zsh') return [...login, '-i', '-c', `printf '%s' "${begin}$PATH${end}"`];
  if (name === 'fish') return [...login, '-i', '-c', `printf '%s' "${begin}"(string join : $PATH)"${end}"`];
  return null;
}

/** What it writes within the time; it has no terminal that it could ask or change, and is ended with what it has started. */
function output(program: string, args: readonly string[], environment: Readonly<Record<string, string>>, patienceMs: number): Promise<string> {
  return new Promise((resolve) => {
    const child = spawn(program, [...args], { env: environment, stdio: ['ignore', 'pipe', 'ignore'], detached: true });
    let said = '';
    const finish = (): void => {
      clearTimeout(timer);
      resolve(said);
    };
    const timer = setTimeout(() => {
      endGroup(child.pid);
      finish();
    }, patienceMs);
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      // Of a startup file that writes without end, the last is kept.
      said = (said + text).slice(-mostCharacters);
      // A startup file may have started something that holds the pipe.
      if (said.includes(end)) finish();
    });
    child.on('error', finish);
    child.on('close', finish);
  });
}

function endGroup(leaderPid: number | undefined): void {
  try {
    if (leaderPid !== undefined) process.kill(-leaderPid, 'SIGKILL');
  } catch {
    // It has just ended by itself.
  }
}
