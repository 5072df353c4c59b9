import { basename } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findTerminals } from './find-terminals.ts';
import { linuxTerminals } from './linux-terminals.ts';
import type { TerminalSystem } from './terminal.ts';

interface Installed {
  readonly programs?: readonly string[];
  readonly links?: Readonly<Record<string, string>>;
  readonly files?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
}

function system(platform: NodeJS.Platform, { programs = [], links = {}, files = [], environment = {} }: Installed): TerminalSystem {
  return {
    platform,
    home: '/home/me',
    environment,
    findProgram: (name) => (programs.includes(name) ? (name.startsWith('/') ? name : `/usr/bin/${name}`) : null),
    realPath: (file) => links[basename(file)] ?? file,
    exists: (file) => files.includes(file),
  };
}

const task = { script: "/data of/it's/open-1.command", powerShell: 'Set-Location; exit' };
const started = (found: TerminalSystem) => findTerminals(found).map(({ id, name, start }) => ({ id, name, ...start(task) }));

describe('on Linux', () => {
  it('those that are installed are offered, in our order, and run the script as they want it told', () => {
    const all = started(system('linux', { programs: linuxTerminals.map(({ program }) => program) }));
    expect(Object.fromEntries(all.map(({ id, args }) => [id, args.slice(0, -1)]))).toEqual({
      ghostty: ['-e', '/bin/sh'],
      kitty: ['/bin/sh'],
      wezterm: ['start', '--', '/bin/sh'],
      alacritty: ['-e', '/bin/sh'],
      foot: ['/bin/sh'],
      ptyxis: ['--new-window', '--', '/bin/sh'],
      'gnome-terminal': ['--', '/bin/sh'],
      kgx: ['-e'],
      konsole: ['-e', '/bin/sh'],
      'xfce4-terminal': ['-x', '/bin/sh'],
      'mate-terminal': ['-x', '/bin/sh'],
      lxterminal: ['-e'],
      tilix: ['-e'],
      xterm: ['-e', '/bin/sh'],
    });
    const asText = new Set(['kgx', 'lxterminal', 'tilix']);
    for (const { id, args } of all) expect(args.at(-1)).toBe(asText.has(id) ? String.raw`/bin/sh '/data of/it'\''s/open-1.command'` : task.script);
  });

  it('the one that $TERMINAL names comes first', () => {
    expect(started(system('linux', { programs: ['kitty', 'foot'], environment: { TERMINAL: 'foot' } })).map(({ id }) => id)).toEqual(['foot', 'kitty']);
    const own = started(system('linux', { programs: ['/opt/my terminal', '/opt/term', 'kitty'], environment: { TERMINAL: '/opt/term' } }));
    expect(own[0]).toEqual({ id: '/opt/term', name: 'term', program: '/opt/term', args: ['-e', '/bin/sh', task.script] });
  });

  it('one that is not installed, or is more than a name, is not offered', () => {
    for (const TERMINAL of ['gone', 'kitty --hold', '']) {
      expect(started(system('linux', { programs: ['xterm'], environment: { TERMINAL } })).map(({ id }) => id)).toEqual(['xterm']);
    }
  });

  it('the one of x-terminal-emulator comes next, told as it wants to be where it is one that we know', () => {
    const wrapped = { programs: ['x-terminal-emulator', 'gnome-terminal', 'xterm', 'kitty'], links: { 'x-terminal-emulator': '/usr/bin/gnome-terminal.wrapper' } };
    expect(started(system('linux', wrapped)).map(({ id }) => id)).toEqual(['gnome-terminal', 'kitty', 'xterm']);
    const other = { programs: ['x-terminal-emulator', 'xterm'], links: { 'x-terminal-emulator': '/usr/bin/terminology' } };
    expect(started(system('linux', other))[0]).toMatchObject({ name: 'terminology (x-terminal-emulator)', args: ['-e', '/bin/sh', task.script] });
  });

  it('there may be none', () => {
    expect(findTerminals(system('linux', {}))).toEqual([]);
  });
});

describe('on macOS', () => {
  it('applications open the script, or are given it as their command', () => {
    const files = ['/System/Applications/Utilities/Terminal.app', '/home/me/Applications/kitty.app', '/Applications/iTerm.app'];
    expect(started(system('darwin', { files }))).toEqual([
      { id: 'iTerm.app', name: 'iTerm', program: '/usr/bin/open', args: ['-a', '/Applications/iTerm.app', task.script] },
      { id: 'kitty.app', name: 'kitty', program: '/usr/bin/open', args: ['-n', '-a', '/home/me/Applications/kitty.app', '--args', '/bin/sh', task.script] },
      { id: 'Terminal.app', name: 'Terminal', program: '/usr/bin/open', args: ['-a', '/System/Applications/Utilities/Terminal.app', task.script] },
    ]);
  });
});

describe('on Windows', () => {
  const encoded = Buffer.from(task.powerShell, 'utf16le').toString('base64');
  it('Windows Terminal runs PowerShell, which is given its task so that nothing reads it on the way', () => {
    const environment = { LOCALAPPDATA: String.raw`C:\Users\Me\AppData\Local`, SystemRoot: String.raw`D:\Windows` };
    const wt = String.raw`C:\Users\Me\AppData\Local\Microsoft\WindowsApps\wt.exe`;
    const powerShell = String.raw`D:\Windows\System32\WindowsPowerShell\v1.0\powershell.exe`;
    expect(started(system('win32', { files: [wt], environment }))).toEqual([
      { id: 'wt', name: 'Windows Terminal', program: wt, args: ['-w', '-1', 'new-tab', powerShell, '-NoLogo', '-NoExit', '-EncodedCommand', encoded] },
      { id: 'powershell', name: 'PowerShell', program: 'cmd.exe', args: ['/d', '/c', 'start', '', powerShell, '-NoLogo', '-NoExit', '-EncodedCommand', encoded] },
    ]);
  });

  it('without it, PowerShell has a window of its own: the newer one where it is installed', () => {
    expect(started(system('win32', { programs: ['pwsh.exe', 'powershell.exe'] })).map(({ id, args }) => [id, args[4]])).toEqual([['powershell', '/usr/bin/pwsh.exe']]);
  });
});
