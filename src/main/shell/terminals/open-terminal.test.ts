import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, test } from 'vitest';
import { z } from 'zod';
import { listenRaw, type RawListener } from '../../../../test-support/raw-tls.ts';
import { writeEnvFiles } from '../../pointing/env-files.ts';
import { findInFolders } from '../command/command-system.ts';
import { openTerminal } from './open-terminal.ts';
import { powerShellTask, type TerminalFacts } from './terminal-files.ts';
import type { TerminalSystem } from './terminal.ts';

const shells = ['bash', 'zsh', 'fish', 'dash'].flatMap((name) => {
  const path = spawnSync('sh', ['-c', `command -v ${name}`], { encoding: 'utf8' }).stdout.trim();
  if (path === '') console.warn(`Not installed, and so not tried here: ${name}.`);
  return path === '' ? [] : [{ name, path }];
});

let listener: RawListener;
beforeAll(async () => {
  listener = await listenRaw(null, ({ stream }) => stream.destroy());
});
afterAll(() => listener.close());

let folder: string;
let home: string;
let system: TerminalSystem;
let facts: TerminalFacts;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'whence-terminal-'));
  home = join(folder, 'home of "me"');
  for (const name of [home, join(folder, 'bin'), join(home, '.config', 'fish')]) mkdirSync(name, { recursive: true });
  const dataDir = join(folder, "it's $HOME \\ data");
  mkdirSync(dataDir);
  writeFileSync(join(folder, 'print.cjs'), 'console.log(JSON.stringify({ env: process.env, folder: process.cwd() }))');
  // It starts what it is told to with nothing of our environment, types a line, and lets its window go.
  program('stand-in', `shift; env -i HOME="$HOME" PATH=/usr/bin:/bin "$@" >'${folder}/out' 2>'${folder}/err' <<'END'\n'${process.execPath}' '${folder}/print.cjs'\nEND\nmv '${folder}/out' '${folder}/ended'`);
  const caBundleFile = join(dataDir, 'ca', 'bundle.pem');
  facts = {
    folder: join(dataDir, 'terminal'),
    envFiles: writeEnvFiles(dataDir, { port: listener.port, caBundleFile, listedHosts: [] }),
    proxyUrl: `http://127.0.0.1:${listener.port}`,
    caBundleFile,
    shell: '/bin/bash',
    platform: 'linux',
  };
  const environment = { HOME: home, PATH: '/usr/bin:/bin', TERMINAL: 'stand-in' };
  system = { platform: 'linux', home, environment, findProgram: (name) => findInFolders([join(folder, 'bin')], [name]), realPath: (file) => file, exists: () => false };
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function program(name: string, does: string): void {
  writeFileSync(join(folder, 'bin', name), `#!/bin/sh\n${does}\n`, { mode: 0o755 });
}

const told = z.object({ env: z.record(z.string(), z.string()), folder: z.string() });

async function typedInto(shell: string, startup: Readonly<Record<string, string>> = {}) {
  for (const [name, text] of Object.entries(startup)) writeFileSync(join(home, name), text);
  expect(await openTerminal('stand-in', { ...facts, shell }, system, 'the line')).toEqual({ done: true, message: 'stand-in was opened. Start claude there.' });
  await expect.poll(() => readdirSync(folder)).toContain('ended');
  const printed = readFileSync(join(folder, 'ended'), 'utf8').match(/\{"env".*\}\}?.*\}/)?.[0] ?? '';
  return { ...told.parse(JSON.parse(printed)), said: readFileSync(join(folder, 'err'), 'utf8') };
}
const ours = () => ({ HTTPS_PROXY: facts.proxyUrl, https_proxy: facts.proxyUrl, NODE_EXTRA_CA_CERTS: facts.caBundleFile });
const changed = 'a startup file of this shell changed';

describe.each(shells)('with $name as the user’s shell', ({ name, path }) => {
  it('the variables are set in the home folder, and nothing of ours lies about', async () => {
    const { env, folder: startedIn, said } = await typedInto(path);
    expect(env).toMatchObject(ours());
    expect(startedIn).toBe(home);
    expect(said).toContain('Whence: claude goes through');
    expect(said).not.toContain(changed);
    expect(Object.keys(env)).not.toContain('ZDOTDIR');
    expect(readdirSync(facts.folder).filter((file) => file.startsWith('open-'))).toEqual([]);
  });

  if (name === 'dash') return;
  const undoing: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    bash: { '.bashrc': 'export HTTPS_PROXY=http://me:planted@corp:3128; unset NODE_EXTRA_CA_CERTS; export MINE=1; return' },
    zsh: { '.zshenv': 'export MINE=1', '.zshrc': 'export HTTPS_PROXY=http://me:planted@corp:3128; unset NODE_EXTRA_CA_CERTS' },
    fish: { '.config/fish/config.fish': 'set -gx HTTPS_PROXY http://me:planted@corp:3128; set -e NODE_EXTRA_CA_CERTS; set -gx MINE 1' },
  };

  it('startup files are read; what they change of the variables is said, without what they hold, and set again', async () => {
    const { env, said } = await typedInto(path, undoing[name]);
    expect(env).toMatchObject({ ...ours(), MINE: '1' });
    expect(said).toContain(changed);
    expect(said).not.toContain('planted');
  });
});

test('files are for their owner alone', async () => {
  await typedInto('/bin/bash');
  for (const file of readdirSync(facts.folder, { recursive: true, encoding: 'utf8' })) expect(statSync(join(facts.folder, file)).mode & 0o077).toBe(0);
});

test('a zsh whose user keeps startup files elsewhere reads them there', async () => {
  const zsh = shells.find(({ name }) => name === 'zsh');
  if (zsh === undefined) return;
  mkdirSync(join(home, 'z'));
  const { env } = await typedInto(zsh.path, { '.zshenv': 'export ZDOTDIR=$HOME/z', 'z/.zshrc': 'export MINE=2' });
  expect(env).toMatchObject({ ...ours(), MINE: '2' });
});

test('a shell that is gone is said, and sh is there in its place', async () => {
  const { env, said } = await typedInto('/nowhere/fish');
  expect(env).toMatchObject(ours());
  expect(said).toContain('/nowhere/fish, is not there');
});

const refused = (message: string | RegExp) => ({ done: false, message: expect.stringMatching(message), manualCommand: 'the line' });

describe('what goes wrong is said, with the line that does the same', () => {
  it('a terminal that ends with an error', async () => {
    program('stand-in', 'echo first >&2; echo "err: cannot open display" >&2; echo goodbye >&2; exit 3');
    expect(await openTerminal('stand-in', facts, system, 'the line')).toEqual(refused(/^stand-in ended at once \(exit code 3: err: cannot open display\)\. Run the line/));
    expect(readdirSync(facts.folder).filter((file) => file.startsWith('open-'))).toEqual([]);
  });

  it('a terminal that cannot be started', async () => {
    writeFileSync(join(folder, 'bin', 'stand-in'), '#!/nowhere/sh\n', { mode: 0o755 });
    expect(await openTerminal('stand-in', facts, system, 'the line')).toEqual(refused(/^stand-in could not be started/));
  });

  it('a terminal that says it is well, and in which nothing begins', async () => {
    program('stand-in', 'exit 0');
    expect(await openTerminal('stand-in', facts, system, 'the line', 300)).toEqual(refused(/nothing began in it/));
  });

  it('a terminal that is gone by now', async () => {
    expect(await openTerminal('other', facts, system, 'the line')).toEqual(refused('not there any more'));
  });

  it('a folder that cannot be written', async () => {
    writeFileSync(facts.folder, '');
    expect(await openTerminal('stand-in', facts, system, 'the line')).toEqual(refused('could not be opened'));
  });
});

test('PowerShell takes the sign away, goes home, and reads the variables', () => {
  expect(powerShellTask(facts, "C:\\it's\\open-1.command")).toBe(
    `Remove-Item -LiteralPath 'C:\\it''s\\open-1.command' -ErrorAction SilentlyContinue; Set-Location -LiteralPath $HOME; Get-Content -Raw -Encoding UTF8 -LiteralPath '${facts.envFiles.powerShell.replaceAll("'", "''")}' | Invoke-Expression`,
  );
});
