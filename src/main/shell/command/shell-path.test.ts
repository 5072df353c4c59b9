import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { shellPath } from './shell-path.ts';

let home: string;
let environment: Record<string, string>;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'whence-path-'));
  mkdirSync(join(home, '.config', 'fish'), { recursive: true });
  environment = { HOME: home, PATH: '/usr/bin:/bin' };
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const whereIs = (name: string) => spawnSync('sh', ['-c', `command -v ${name}`], { encoding: 'utf8' }).stdout.trim();
const shells = [
  { name: 'bash', file: '.bashrc', line: 'echo hello; echo noise >&2; PATH="$HOME/my bin:$PATH"' },
  { name: 'zsh', file: '.zshrc', line: 'echo hello; echo noise >&2; path=("$HOME/my bin" $path)' },
  { name: 'fish', file: '.config/fish/config.fish', line: 'echo hello; set -gx PATH "$HOME/my bin" $PATH' },
].filter(({ name }) => whereIs(name) !== '');

test.each(shells)('$name says the path of its startup files, whatever else they say', async ({ name, file, line }) => {
  writeFileSync(join(home, file), line);
  expect(await shellPath(whereIs(name), environment)).toContain(`${join(home, 'my bin')}:`);
});

test('a startup file that does not come to its end, or asks, is not waited for', async () => {
  writeFileSync(join(home, '.bashrc'), 'read -r answer; sleep 1000');
  expect(await shellPath(whereIs('bash'), environment, 300)).toBe('/usr/bin:/bin');
});

test('a startup file that writes without end does not fill the memory', async () => {
  writeFileSync(join(home, '.bashrc'), 'yes');
  expect(await shellPath(whereIs('bash'), environment, 300)).toBe('/usr/bin:/bin');
});

test('what a startup file leaves running is not waited for either', async () => {
  writeFileSync(join(home, '.bashrc'), 'sleep 3 & PATH=/theirs:$PATH');
  expect(await shellPath(whereIs('bash'), environment)).toBe('/theirs:/usr/bin:/bin');
});

test.each([null, '/nowhere/bash', '/bin/csh'])('where %s cannot be asked, it is ours', async (shell) => {
  expect(await shellPath(shell, environment)).toBe('/usr/bin:/bin');
});
