import { describe, expect, it } from 'vitest';
import { commandText } from './command-text.ts';

const remove = (name: string) => ['claude', 'mcp', 'remove', name, '-s', 'user'];

describe('a command to copy', () => {
  it.each([
    ['linux', 'depot', null, 'claude mcp remove depot -s user'],
    ['linux', "a'; rm -rf ~ #", null, String.raw`claude mcp remove 'a'\''; rm -rf ~ #' -s user`],
    ['darwin', 'a b', '/home/kim/a $(x)', "cd '/home/kim/a $(x)' && claude mcp remove 'a b' -s user"],
    ['win32', 'depot', null, 'claude mcp remove depot -s user'],
    ['win32', "it’s", 'C:\\work\\a b', "Set-Location -LiteralPath 'C:\\work\\a b'; claude mcp remove 'it’’s' -s user"],
  ] as const)('on %s of %j', (platform, name, folder, text) => expect(commandText(remove(name), folder, platform)).toBe(text));

  it.each(['a%PATH%', 'a"b', 'a&calc', 'a|b', 'a^b', 'a`b', 'a$(b)', 'a;b'])('is none on Windows for %j, which cmd would read', (name) => expect(commandText(remove(name), null, 'win32')).toBeNull());

  it.each(['a\nb', 'a\u001B[31m', 'a\u202Eb', 'a\u200Bb'])('is none anywhere for %j, which does not show what it is', (name) => {
    for (const platform of ['linux', 'darwin', 'win32'] as const) expect(commandText(remove(name), null, platform)).toBeNull();
  });
});
