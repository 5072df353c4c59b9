import { join } from 'node:path';
import type { LoginItemView } from '../../../contract/login-item-view.ts';
import { errorMessage } from '../../error-message.ts';
import { readLoginFile, removeLoginFile, writeLoginFile } from './login-file.ts';
import { words, type LoginItem, type LoginSystem } from './login-item.ts';

const label = 'whence.standby';

/** A launch agent of the user's (launchd.plist(5)): launchd reads it when the user signs in the next time. */
export function launchAgentItem(system: Pick<LoginSystem, 'home' | 'uid' | 'run'>, command: readonly string[]): LoginItem {
  const file = join(system.home, 'Library', 'LaunchAgents', `${label}.plist`);
  const domain = `gui/${system.uid}`;
  const isDisabled = async (): Promise<boolean> => {
    const { exitCode, output } = await system.run('/bin/launchctl', ['print-disabled', domain]);
    return exitCode === 0 && new RegExp(String.raw`"${label.replace('.', String.raw`\.`)}" => (?:true|disabled)`).test(output);
  };
  const read = async (): Promise<LoginItemView> => {
    let text: string | null;
    try {
      text = readLoginFile(file);
    } catch (error) {
      return { state: 'cannot-tell', message: `${file} cannot be read (${errorMessage(error)}).` };
    }
    if (text === null) return { state: 'off', message: words.off };
    if (await isDisabled()) return { state: 'off', message: words.switchedOff };
    return text === launchAgent(command, madeFoldersIn(text)) ? { state: 'on', message: words.on } : { state: 'elsewhere', message: words.elsewhere };
  };
  return {
    read,
    async add() {
      const written = writeLoginFile(file, madeFoldersIn(textOf(file)), (made) => launchAgent(command, made));
      if (!written.done || !(await isDisabled())) return written;
      await system.run('/bin/launchctl', ['enable', `${domain}/${label}`]);
      return written;
    },
    remove: async () => removeLoginFile(file, madeFoldersIn(textOf(file))),
  };
}

/** The agent's text. `madeFolders` were made for it. What it has started stays when it has ended itself, which is the whole point of it. */
export function launchAgent(command: readonly string[], madeFolders: number): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<!-- Folders made for it: ${madeFolders} -->
<plist version="1.0">
<dict>
  <key>Label</key>
  <string>${label}</string>
  <key>ProgramArguments</key>
  <array>
${command.map((argument) => `    <string>${escapeXml(argument)}</string>`).join('\n')}
  </array>
  <key>RunAtLoad</key>
  <true/>
  <key>AbandonProcessGroup</key>
  <true/>
  <key>LimitLoadToSessionType</key>
  <string>Aqua</string>
</dict>
</plist>
`;
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function madeFoldersIn(text: string): number {
  return Number(/<!-- Folders made for it: (\d+) -->/.exec(text)?.[1] ?? 0);
}

function textOf(file: string): string {
  try {
    return readLoginFile(file) ?? '';
  } catch {
    return '';
  }
}
