import { join } from 'node:path';
import type { FoundTerminal, TerminalSystem, TerminalTask } from './terminal.ts';

interface MacosTerminal {
  readonly app: string;
  readonly name: string;
  /** Behind `open`: the app is its whole path. */
  readonly args: (app: string, script: string) => readonly string[];
}

/** Terminal and iTerm run a file that is opened with them, when its name ends in .command. */
const opensFile: MacosTerminal['args'] = (app, script) => ['-a', app, script];
const takesCommand =
  (...options: readonly string[]): MacosTerminal['args'] =>
  (app, script) => ['-n', '-a', app, '--args', ...options, '/bin/sh', script];

const terminals: readonly MacosTerminal[] = [
  { app: 'iTerm.app', name: 'iTerm', args: opensFile },
  { app: 'Ghostty.app', name: 'Ghostty', args: takesCommand('-e') },
  { app: 'kitty.app', name: 'kitty', args: takesCommand() },
  { app: 'WezTerm.app', name: 'WezTerm', args: takesCommand('start', '--') },
  { app: 'Alacritty.app', name: 'Alacritty', args: takesCommand('-e') },
  { app: 'Terminal.app', name: 'Terminal', args: opensFile },
];

/** Those of macOS. What is started by `open` has the environment of the desktop, never ours. */
export function macosTerminals(system: TerminalSystem): readonly FoundTerminal[] {
  return terminals.flatMap(({ app, name, args }) => {
    const file = applicationFolders(system.home)
      .map((folder) => join(folder, app))
      .find((path) => system.exists(path));
    if (file === undefined) return [];
    return [{ id: app, name, start: ({ script }: TerminalTask) => ({ program: '/usr/bin/open', args: args(file, script) }) }];
  });
}

/** Applications of macOS are in one of these folders. */
function applicationFolders(home: string): readonly string[] {
  return ['/Applications', join(home, 'Applications'), '/System/Applications/Utilities', '/Applications/Utilities'];
}
