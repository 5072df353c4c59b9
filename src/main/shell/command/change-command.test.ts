import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, test } from 'vitest';
import { installCommand, removeCommand } from './change-command.ts';
import { readHead, writeHead } from './command-head.ts';
import type { CommandSystem } from './command-system.ts';
import { commandText, readCommand } from './read-command.ts';

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'whence-home-'));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const facts = { dataDir: '/data of/“me”', caBundleFile: '/data of/“me”/ca/bundle.pem' };
const others = { dataDir: '/data/other', caBundleFile: '/data/other/ca/bundle.pem' };

function system(searched: readonly string[] = [], more: Partial<CommandSystem> = {}): CommandSystem {
  return { platform: 'linux', home, userShell: '/usr/bin/zsh', readSearchPath: async () => searched, appData: null, localAppData: null, ...more };
}
const file = () => join(home, '.local', 'bin', 'whence');

describe('the command on the path', () => {
  it('is written for all to run, by its owner alone to be changed, and leaves nothing behind when it is taken away', async () => {
    expect(await installCommand(facts, system(), false)).toMatchObject({ done: true });
    expect(statSync(file()).mode & 0o777).toBe(0o755);
    expect(readdirSync(join(home, '.local', 'bin'))).toEqual(['whence']);
    expect(readFileSync(file(), 'utf8')).toBe((await readCommand(facts, system())).text);
    expect(await readCommand(facts, system())).toMatchObject({ state: 'installed', isOnPath: false });
    expect(await removeCommand(facts, system())).toMatchObject({ done: true });
    expect(readdirSync(home)).toEqual([]);
  });

  it('leaves folders that were there, and those that others use by now', async () => {
    mkdirSync(join(home, '.local'));
    await installCommand(facts, system(), false);
    await removeCommand(facts, system());
    expect(readdirSync(home)).toEqual(['.local']);
    expect(readdirSync(join(home, '.local'))).toEqual([]);

    await installCommand(facts, system(), false);
    writeFileSync(join(home, '.local', 'bin', 'claude'), '');
    await removeCommand(facts, system());
    expect(readdirSync(join(home, '.local', 'bin'))).toEqual(['claude']);
  });

  it('goes into another folder of the user where terminals look only there', async () => {
    const bin = join(home, 'bin');
    mkdirSync(bin);
    expect(await readCommand(facts, system([bin]))).toMatchObject({ file: join(bin, 'whence'), isOnPath: true, pathLines: [] });
    expect(await readCommand(facts, system([bin, join(home, '.local', 'bin')]))).toMatchObject({ file: file() });
  });

  it('stays where it was put, wherever terminals look later', async () => {
    await installCommand(facts, system(), false);
    const bin = join(home, 'bin');
    mkdirSync(bin);
    expect(await readCommand(facts, system([bin]))).toMatchObject({ file: file(), state: 'installed' });
  });

  it.each([
    ['a program of somebody else', () => writeFileSync(file(), '#!/bin/sh\necho hello\n')],
    ['a link', () => symlinkSync('/bin/true', file())],
    ['a link that leads nowhere', () => symlinkSync('/nowhere', file())],
    ['a folder', () => mkdirSync(file())],
    ['a file that says it is ours in words that are not', () => writeFileSync(file(), '#!/bin/sh\n# whence-command: {"dataDir":1}\n')],
  ])('does not take the place of %s, and does not take it away', async (_what, put) => {
    mkdirSync(join(home, '.local', 'bin'), { recursive: true });
    put();
    const before = statSync(file(), { throwIfNoEntry: false })?.ino;
    expect(await readCommand(facts, system())).toMatchObject({ state: 'foreign' });
    for (const takesOver of [false, true]) expect(await installCommand(facts, system(), takesOver)).toMatchObject({ done: false, message: expect.stringContaining('not from Whence') });
    expect((await removeCommand(facts, system())).message).toContain('left as it is');
    expect(statSync(file(), { throwIfNoEntry: false })?.ino).toBe(before);
    expect(readdirSync(join(home, '.local', 'bin'))).toEqual(['whence']);
  });

  it('of another Whence is taken over only when that is asked for', async () => {
    await installCommand(others, system(), false);
    const theirs = readFileSync(file(), 'utf8');
    expect(await readCommand(facts, system())).toMatchObject({ state: 'other-whence', otherDataDir: '/data/other' });
    expect(await installCommand(facts, system(), false)).toMatchObject({ done: false, message: expect.stringContaining('/data/other') });
    expect(await removeCommand(facts, system())).toMatchObject({ done: true, message: expect.stringContaining('another Whence') });
    expect(readFileSync(file(), 'utf8')).toBe(theirs);
    expect(await installCommand(facts, system(), true)).toMatchObject({ done: true });
    expect(await readCommand(facts, system())).toMatchObject({ state: 'installed' });
  });

  it('of an older version is written anew, and keeps in mind which folders were made for it', async () => {
    await installCommand(facts, system(), false);
    writeFileSync(file(), readFileSync(file(), 'utf8').replace('goes its usual way', 'goes on'));
    expect(await readCommand(facts, system())).toMatchObject({ state: 'outdated' });
    await installCommand(facts, system(), false);
    expect(await readCommand(facts, system())).toMatchObject({ state: 'installed' });
    await removeCommand(facts, system());
    expect(readdirSync(home)).toEqual([]);
  });

  it('that cannot be written says why', async () => {
    writeFileSync(join(home, '.local'), '');
    expect(await installCommand(facts, system(), false)).toMatchObject({ done: false, message: expect.stringMatching(/could not be written \(.+\)/) });
  });

  it('is not taken away where there is none', async () => {
    expect(await removeCommand(facts, system())).toMatchObject({ done: true });
  });

  it('says which other program of its name is found before it', async () => {
    const before = join(home, 'before');
    mkdirSync(before);
    writeFileSync(join(before, 'whence'), '', { mode: 0o755 });
    expect((await readCommand(facts, system([before, join(home, '.local', 'bin')]))).shadowedBy).toBe(join(before, 'whence'));
    expect((await readCommand(facts, system([join(home, '.local', 'bin'), before]))).shadowedBy).toBeNull();
  });

  it('is said in the words of the user’s own shell first; zsh has a command of that name', async () => {
    const { useLines, pathLines } = await readCommand(facts, system());
    expect(useLines[0]).toEqual({ shell: 'zsh', line: 'command whence run claude' });
    expect(pathLines.map(({ line }) => line)).toEqual([
      `echo 'export PATH="$HOME/.local/bin:$PATH"' >> ~/.zshrc`,
      `echo 'export PATH="$HOME/.local/bin:$PATH"' >> ~/.bashrc`,
      `fish_add_path ${join(home, '.local', 'bin')}`,
    ]);
    expect((await readCommand(facts, system([], { platform: 'darwin', userShell: '/bin/bash' }))).pathLines[0]?.line).toContain('>> ~/.bash_profile');
  });
});

test('what a command says of itself is read back, whatever is in the names', () => {
  const head = { dataDir: 'C:\\Ünïcode & 50% "x"\n# whence-command: {}', madeFolders: ['/a\nb', '/a\nb/c'] };
  for (const comment of ['#', 'rem'] as const) {
    const written = writeHead(head, comment);
    expect(written).toMatch(/^([\x20-\x7e]+\n){2}[\x20-\x7e]+$/);
    expect(readHead(`first line\r\n${written.replaceAll('\n', '\r\n')}\r\nmore`)).toEqual(head);
  }
  expect(readHead('#!/bin/sh\necho whence-command:\n')).toBeNull();
});

const windows = (): CommandSystem => system([], { platform: 'win32', userShell: null, appData: String.raw`C:\Users\Zoë\AppData\Roaming`, localAppData: null });

describe('the command on Windows', () => {
  const ofWindows = { dataDir: String.raw`C:\Users\Zoë\AppData\Roaming\Whence`, caBundleFile: String.raw`C:\Users\Zoë\AppData\Roaming\Whence\ca\bundle.pem` };

  it('is a batch file that names the data folder by a variable, as letters beyond ASCII are read in the console’s own way', () => {
    const text = commandText(ofWindows, windows(), []);
    expect(text.split('\r\n')[0]).toBe('@echo off');
    expect(text).toMatch(/^[\r\n\x20-\x7e]*$/);
    expect(text).not.toMatch(/[^\r]\n/);
    expect(text).toContain(String.raw`set "NODE_EXTRA_CA_CERTS=%APPDATA%\Whence\ca\bundle.pem"`);
    expect(readHead(text)).toEqual({ dataDir: ofWindows.dataDir, madeFolders: [] });
  });

  it('reads a percent sign in a path as one', () => {
    const text = commandText({ dataDir: String.raw`D:\50%`, caBundleFile: String.raw`D:\50%\ca\bundle.pem` }, windows(), []);
    expect(text).toContain(String.raw`set "NODE_EXTRA_CA_CERTS=D:\50%%\ca\bundle.pem"`);
  });

  it('is put where PowerShell is told to look', async () => {
    const view = await readCommand(ofWindows, windows());
    expect(view.file).toBe(join(home, '.local', 'bin', 'whence.cmd'));
    expect(view.useLines).toEqual([{ shell: 'PowerShell, cmd', line: 'whence run claude' }]);
    expect(view.pathLines[0]?.line).toContain("SetEnvironmentVariable('Path'");
    expect(existsSync(view.file)).toBe(false);
  });
});
