import { lstatSync, realpathSync } from 'node:fs';
import { homedir, userInfo } from 'node:os';
import { delimiter, join } from 'node:path';
import type { PointingLines } from '../../contract/status-view.ts';
import type { Desktop } from '../answers/desktop.ts';
import type { Engine } from '../engine.ts';
import { elsewhereLines } from '../pointing/elsewhere-lines.ts';
import { pointingLines } from '../pointing/pointing-lines.ts';
import { installCommand, removeCommand } from './command/change-command.ts';
import { findInFolders, isProgram, thisCommandSystem } from './command/command-system.ts';
import { ownFirst } from './command/own-first.ts';
import { readCommand } from './command/read-command.ts';
import { findTerminals } from './terminals/find-terminals.ts';
import { openTerminal } from './terminals/open-terminal.ts';
import type { TerminalSystem } from './terminals/terminal.ts';

type Reach = Pick<Desktop, 'listTerminals' | 'openTerminal' | 'readRunCommand' | 'installCommand' | 'removeCommand' | 'readElsewhere' | 'readPointingLines'>;

/** How claude is brought to the proxy from where it runs: a terminal that is opened, the command on the path, and lines for elsewhere. */
export function reach(engine: Engine): Reach {
  const shell = userShell();
  const system = thisTerminalSystem();
  const lines = (): PointingLines => ownFirst(pointingLines(engine.envFiles), shell);
  const line = (): string => lines()[0]?.line ?? '';
  const facts = { dataDir: engine.dataDir, caBundleFile: engine.caBundleFile };
  const commandSystem = thisCommandSystem(shell);
  return {
    listTerminals: () => ({ terminals: findTerminals(system).map(({ id, name }) => ({ id, name })), line: line() }),
    openTerminal: (id) =>
      openTerminal(
        id,
        {
          folder: join(engine.dataDir, 'terminal'),
          envFiles: engine.envFiles,
          proxyUrl: engine.proxyUrl,
          caBundleFile: engine.caBundleFile,
          shell: shell ?? '/bin/sh',
          platform: process.platform,
        },
        system,
        line(),
      ),
    readPointingLines: lines,
    readRunCommand: () => readCommand(facts, commandSystem),
    installCommand: (takesOver) => installCommand(facts, commandSystem, takesOver),
    removeCommand: () => removeCommand(facts, commandSystem),
    readElsewhere: () => elsewhereLines({ port: engine.readStatus().proxy.port, caBundleFile: engine.caBundleFile }),
  };
}

/** What terminals start, where it can be started. Windows has none of this kind. */
function userShell(): string | null {
  if (process.platform === 'win32') return null;
  const { SHELL } = process.env;
  const candidates = [SHELL ?? '', ofAccount(), '/bin/bash', '/bin/sh'];
  return candidates.find((file) => file.startsWith('/') && isProgram(file)) ?? null;
}

function ofAccount(): string {
  try {
    return userInfo().shell ?? '';
  } catch {
    // There is no entry for this user, as in some containers.
    return '';
  }
}

function thisTerminalSystem(): TerminalSystem {
  const { PATH } = process.env;
  const folders = [...(PATH ?? '').split(delimiter), ...(process.platform === 'win32' ? [] : ['/usr/local/bin', '/usr/bin', '/bin'])].filter((folder) => folder !== '');
  return {
    platform: process.platform,
    home: homedir(),
    environment: process.env,
    findProgram: (name) => (name.startsWith('/') ? (isProgram(name) ? name : null) : findInFolders(folders, [name])),
    realPath: (file) => realpathSync(file),
    // What stands for an app of the Store cannot be opened, but is there.
    exists: (file) => lstatSync(file, { throwIfNoEntry: false }) !== undefined,
  };
}
