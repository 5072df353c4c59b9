import { existsSync } from 'node:fs';
import { dirname, join, resolve, win32 } from 'node:path';
import type { RunCommandView } from '../../../contract/reach-view.ts';
import { quoteFish, quotePosix, quotePowerShell } from '../../quote.ts';
import { readHead, writeHead } from './command-head.ts';
import { findInFolders, readPlainFile, type CommandSystem } from './command-system.ts';
import { ownFirst } from './own-first.ts';
import { posixCommand, type CommandFacts } from './posix-command.ts';
import { windowsCommand } from './windows-command.ts';

/** Where the command is, or would be put, and what stands in the way. */
export async function readCommand(facts: CommandFacts, system: CommandSystem): Promise<RunCommandView> {
  const searched = await system.readSearchPath();
  const file = commandFile(searched, system);
  const folder = dirname(file);
  const found = readPlainFile(file);
  const head = found.is === 'file' ? readHead(found.text) : null;
  const newFolders = foldersToMake(folder);
  // What was made for it at first is still its own.
  const text = commandText(facts, system, head?.dataDir === facts.dataDir ? head.madeFolders : newFolders);
  const state =
    found.is === 'nothing' ? 'absent' : head === null ? 'foreign' : head.dataDir !== facts.dataDir ? 'other-whence' : found.is === 'file' && found.text === text ? 'installed' : 'outdated';
  const isOnPath = searched.some((one) => isSame(one, folder));
  const before = isOnPath ? searched.slice(0, searched.findIndex((one) => isSame(one, folder))) : searched;
  return {
    file,
    text,
    newFolders,
    state,
    otherDataDir: state === 'other-whence' ? (head?.dataDir ?? null) : null,
    isOnPath,
    pathLines: isOnPath ? [] : pathLines(folder, system),
    shadowedBy: findInFolders(before, system.platform === 'win32' ? ['whence.exe', 'whence.cmd', 'whence.bat'] : ['whence']),
    useLines: useLines(system),
  };
}

export function commandText(facts: CommandFacts, { platform, appData }: CommandSystem, madeFolders: readonly string[]): string {
  const head = { dataDir: facts.dataDir, madeFolders };
  if (platform !== 'win32') return posixCommand(facts, writeHead(head, '#'));
  return windowsCommand(appData === null ? facts : { ...facts, appData }, writeHead(head, 'rem'));
}

/** Where it belongs: where one of ours is already, or the first of the user's own folders that terminals look in; `.local/bin` where there is none. */
function commandFile(searched: readonly string[], system: CommandSystem): string {
  const candidates = userFolders(system);
  const [usual = ''] = candidates;
  const name = system.platform === 'win32' ? 'whence.cmd' : 'whence';
  const there = candidates.find((folder) => {
    const found = readPlainFile(join(folder, name));
    return found.is === 'file' && readHead(found.text) !== null;
  });
  return join(there ?? candidates.find((folder) => searched.some((one) => isSame(one, folder))) ?? usual, name);
}

/** Claude Code's own installer puts its program into the first one, too. */
function userFolders({ platform, home, localAppData }: CommandSystem): readonly string[] {
  if (platform !== 'win32') return [join(home, '.local', 'bin'), join(home, 'bin')];
  return [join(home, '.local', 'bin'), ...(localAppData === null ? [] : [join(localAppData, 'Microsoft', 'WindowsApps')])];
}

/** From the outermost in. */
function foldersToMake(folder: string): readonly string[] {
  return existsSync(folder) || dirname(folder) === folder ? [] : [...foldersToMake(dirname(folder)), folder];
}

function isSame(one: string, other: string): boolean {
  return process.platform === 'win32' ? win32.resolve(one).toLowerCase() === win32.resolve(other).toLowerCase() : resolve(one) === resolve(other);
}

/** The lines that put a folder on the path for good, the user's own shell first. */
function pathLines(folder: string, { platform, userShell, home }: CommandSystem): RunCommandView['pathLines'] {
  if (platform === 'win32') {
    const line = `[Environment]::SetEnvironmentVariable('Path', [Environment]::GetEnvironmentVariable('Path', 'User') + ';' + ${quotePowerShell(folder)}, 'User')`;
    return [{ shell: 'PowerShell', line }];
  }
  const written = folder.startsWith(`${home}/`) && /^[\w./-]+$/.test(folder.slice(home.length)) ? `"$HOME${folder.slice(home.length)}:$PATH"` : `${quotePosix(folder)}:"$PATH"`;
  const append = (file: string): string => `echo ${quotePosix(`export PATH=${written}`)} >> ~/${file}`;
  const lines = [
    { shell: 'bash', line: append(platform === 'darwin' ? '.bash_profile' : '.bashrc') },
    { shell: 'zsh', line: append('.zshrc') },
    { shell: 'fish', line: `fish_add_path ${quoteFish(folder)}` },
  ];
  return ownFirst(lines, userShell);
}

/** zsh has a command of the same name built in. */
function useLines({ platform, userShell }: CommandSystem): RunCommandView['useLines'] {
  if (platform === 'win32') return [{ shell: 'PowerShell, cmd', line: 'whence run claude' }];
  const lines = [
    { shell: 'bash, fish', line: 'whence run claude' },
    { shell: 'zsh', line: 'command whence run claude' },
  ];
  return ownFirst(lines, userShell);
}
