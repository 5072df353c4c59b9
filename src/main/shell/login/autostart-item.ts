import { isAbsolute, join } from 'node:path';
import type { LoginItemView } from '../../../contract/login-item-view.ts';
import { errorMessage } from '../../error-message.ts';
import { quoteDesktopEntry } from '../../quote.ts';
import { readLoginFile, removeLoginFile, writeLoginFile } from './login-file.ts';
import { words, type LoginItem, type LoginSystem } from './login-item.ts';

/** An entry of the desktop's autostart folder (freedesktop.org, Desktop Application Autostart Specification). */
export function autostartItem(system: Pick<LoginSystem, 'home' | 'environment'>, command: readonly string[]): LoginItem {
  const file = autostartFile(system);
  const read = (): LoginItemView => {
    let text: string | null;
    try {
      text = readLoginFile(file);
    } catch (error) {
      return { state: 'cannot-tell', message: `${file} cannot be read (${errorMessage(error)}).` };
    }
    if (text === null) return { state: 'off', message: words.off };
    if (valueOf(text, 'Hidden') === 'true' || valueOf(text, 'X-GNOME-Autostart-enabled') === 'false') return { state: 'off', message: words.switchedOff };
    return valueOf(text, 'Exec') === execLine(command) ? { state: 'on', message: words.on } : { state: 'elsewhere', message: words.elsewhere };
  };
  return {
    read: async () => read(),
    add: async () => writeLoginFile(file, madeFoldersIn(file), (made) => autostartEntry(command, made)),
    remove: async () => removeLoginFile(file, madeFoldersIn(file)),
  };
}

/** Where it lies: in the user's own folder for such entries. */
export function autostartFile({ home, environment }: Pick<LoginSystem, 'home' | 'environment'>): string {
  const named = environment['XDG_CONFIG_HOME'];
  // The specification has relative ones ignored.
  return join(named !== undefined && isAbsolute(named) ? named : join(home, '.config'), 'autostart', 'whence-standby.desktop');
}

/** The entry's text. `madeFolders` were made for it. */
export function autostartEntry(command: readonly string[], madeFolders: number): string {
  return [
    '[Desktop Entry]',
    'Type=Application',
    'Name=Whence standby',
    'Comment=Keeps the port that Claude Code is pointed at until Whence is started',
    `Exec=${execLine(command)}`,
    'Terminal=false',
    'NoDisplay=true',
    'X-GNOME-Autostart-enabled=true',
    `X-Whence-Made-Folders=${madeFolders}`,
    '',
  ].join('\n');
}

function execLine(command: readonly string[]): string {
  return command.map(quoteDesktopEntry).join(' ');
}

function valueOf(entry: string, key: string): string | null {
  const line = entry.split('\n').find((one) => one.startsWith(`${key}=`));
  return line === undefined ? null : line.slice(key.length + 1).trim();
}

function madeFoldersIn(file: string): number {
  try {
    return Number(valueOf(readLoginFile(file) ?? '', 'X-Whence-Made-Folders') ?? 0) || 0;
  } catch {
    return 0;
  }
}
