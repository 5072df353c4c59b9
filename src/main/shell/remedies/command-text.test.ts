import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { commandText } from './command-text.ts';

const remove = (name: string) => ['claude', 'mcp', 'remove', name, '-s', 'user'];

describe('a command to copy', () => {
  it.each([
    ['linux', 'depot', null, 'claude mcp remove depot -s user'],
    ['linux', "a'; rm -rf ~ #", null, String.raw`claude mcp remove 'a'\''; rm -rf ~ #' -s user`],
    // Inside single quotes fish would take the backslash for an escape, and what follows for commands.
    ['linux', String.raw`\'; id #`, null, String.raw`claude mcp remove ''\\''\''; id #' -s user`],
    // zsh would put the path of ls there.
    ['linux', '=ls', null, "claude mcp remove '=ls' -s user"],
    ['darwin', 'a b', '/home/kim/a $(x)', "cd '/home/kim/a $(x)' && claude mcp remove 'a b' -s user"],
    ['win32', 'depot', null, 'claude mcp remove depot -s user'],
    ['win32', "it’s", 'C:\\work\\a b', "Set-Location -LiteralPath 'C:\\work\\a b' -ErrorAction Stop; claude mcp remove 'it’’s' -s user"],
  ] as const)('on %s of %j', (platform, name, folder, text) => expect(commandText(remove(name), folder, platform)).toBe(text));

  const shells = ['sh', 'bash', 'zsh', 'fish'].filter((shell) => spawnSync(shell, ['-c', 'exit']).error === undefined);
  it.each(shells)('is read back by %s as the words that it was made of', (shell) => {
    const words = [String.raw`\'; echo injected #`, 'a\\', String.raw`\\'`, '=ls', '~', '$(id)', '`id`', '!!', '%self', '{a,b}', "it's", 'plain-1.2'];
    const { stdout } = spawnSync(shell, ['-c', commandText(['printf', String.raw`%s\n`, ...words], '/', 'linux') ?? ''], { encoding: 'utf8' });
    expect(stdout).toBe(`${words.join('\n')}\n`);
  });

  it.each(['a%PATH%', 'a"b', 'a&calc', 'a|b', 'a^b', 'a`b', 'a$(b)', 'a;b'])('is none on Windows for %j, which cmd would read', (name) => expect(commandText(remove(name), null, 'win32')).toBeNull());

  it.each(['a\nb', 'a\u001B[31m', 'a\u202Eb', 'a\u200Bb'])('is none anywhere for %j, which does not show what it is', (name) => {
    for (const platform of ['linux', 'darwin', 'win32'] as const) expect(commandText(remove(name), null, platform)).toBeNull();
  });
});
