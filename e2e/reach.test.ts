import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { chmod, copyFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { claudeRequest } from '../test-support/claude-request.ts';
import { proxiedRequest } from '../test-support/proxied-request.ts';
import { startScriptedUpstream, type ScriptedUpstream } from '../test-support/scripted-upstream.ts';
import { expectNoViolationsInThemes } from './axe.ts';
import { keepFailureScreenshots } from './failure-screenshots.ts';
import { launchApp, type RunningApp } from './launch-app.ts';
import { ReachParts } from './pages/reach.ts';

const told = z.object({ args: z.array(z.string()), env: z.record(z.string(), z.string()), folder: z.string() });

describe('how claude is brought to the app', () => {
  let folder: string;
  let home: string;
  let upstream: ScriptedUpstream;
  let app: RunningApp;
  let parts: ReachParts;

  keepFailureScreenshots(() => app);
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'whence reach-'));
    home = join(folder, 'home of "me"');
    await mkdir(join(folder, 'bin'), { recursive: true });
    await mkdir(home);
    await writeFile(join(folder, 'print.cjs'), 'console.log(JSON.stringify({ args: process.argv.slice(2), env: process.env, folder: process.cwd() }))');
    // As the terminals of GNOME: what opens the window has nothing of the environment of who asked for it.
    await program('stand-in', `shift; exec env -i HOME="$HOME" PATH=/usr/bin:/bin "$@" >'${folder}/terminal.out' 2>'${folder}/terminal.err' <<'END'
'${process.execPath}' '${folder}/print.cjs' >'${folder}/terminal.json.new' && mv '${folder}/terminal.json.new' '${folder}/terminal.json'
END`);
    await program('xterm', 'echo "cannot open display" >&2; exit 4');
    upstream = await startScriptedUpstream();
    const environment = { HOME: home, SHELL: '/bin/bash', TERMINAL: 'stand-in', PATH: `${join(folder, 'bin')}:${process.env['PATH'] ?? ''}` };
    app = await launchApp({ upstream, dataDir: join(folder, "it's data"), standby: true, environment });
    parts = new ReachParts(app.window);
    await parts.open();
  });
  afterAll(async () => {
    // The last test has closed it, when all went well, and its standby has the port.
    await app?.close().catch(() => undefined);
    await endStandby();
    await upstream?.close();
    await rm(folder, { recursive: true, force: true });
  });

  async function endStandby(): Promise<void> {
    const standbys = join(folder, "it's data", 'standby');
    for (const name of (await readdir(standbys)).filter((file) => file.endsWith('.json'))) {
      const { pid } = z.object({ pid: z.int().positive() }).parse(JSON.parse(await readFile(join(standbys, name), 'utf8')));
      process.kill(pid);
    }
  }

  async function program(name: string, does: string): Promise<void> {
    await writeFile(join(folder, 'bin', name), `#!/bin/sh\n${does}\n`);
    await chmod(join(folder, 'bin', name), 0o755);
  }

  /** A program that is started through the command, or a copy of it: what it has been given, and what was said. */
  function runThrough(command: 'kept-command' | 'home of "me"/.local/bin/whence', ...args: readonly string[]) {
    const environment = { PATH: '/usr/bin:/bin', HOME: home };
    const ran = spawnSync(join(folder, command), ['run', process.execPath, join(folder, 'print.cjs'), ...args], { env: environment, encoding: 'utf8' });
    return { ...told.parse(JSON.parse(ran.stdout)), stderr: ran.stderr };
  }

  // First: what a button says by the way while it is busy stays in the page for some seconds, named by what is gone.
  test('what shows the command is accessible', async () => {
    await app.window.button('Put whence on the path…').click();
    await expectNoViolationsInThemes(app.window.page, 'the command, before it is written', { within: '[role="dialog"]' });
    await app.window.button('Cancel').click();
  });

  test('a terminal is opened in which the variables are set, whatever environment it is started with, in the home folder', async () => {
    await parts.openTerminal('stand-in');
    await parts.said('stand-in was opened.').waitFor();
    await expect.poll(() => existsSync(join(folder, 'terminal.json'))).toBe(true);
    const { proxy, caBundleFile } = await app.window.status();
    const { env, folder: startedIn } = told.parse(JSON.parse(await readFile(join(folder, 'terminal.json'), 'utf8')));
    expect(env).toMatchObject({ HTTPS_PROXY: proxy.url, https_proxy: proxy.url, NODE_EXTRA_CA_CERTS: caBundleFile });
    expect(startedIn).toBe(home);
    expect(readFileSync(join(folder, 'terminal.err'), 'utf8')).not.toContain('startup file');
    expect((await readdir(join(app.dataDir, 'terminal'))).filter((name) => name.startsWith('open-'))).toEqual([]);
  });

  test('one that ends at once is said to, with what it said and the line that does the same', async () => {
    await parts.openTerminal('xterm');
    await parts.said('xterm ended at once (exit code 4: cannot open display).').waitFor();
    const line = app.window.page.locator('.command').filter({ has: app.window.page.getByRole('button', { name: 'Copy line for a terminal' }) });
    expect(await line.locator('code').innerText()).toContain('/env.sh');
  });

  test('the command is shown, written as it was shown, and starts a program with the variables set', async () => {
    expect(existsSync(join(home, '.local'))).toBe(false);
    const shown = await parts.putCommandOnPath();
    expect(await readFile(join(home, '.local', 'bin', 'whence'), 'utf8')).toBe(shown);
    const { proxy, caBundleFile } = await app.window.status();
    const { env, args, stderr } = runThrough('home of "me"/.local/bin/whence', '', 'a  b', '*', "it's", '"', 'two\nlines');
    expect(env).toMatchObject({ HTTPS_PROXY: proxy.url, https_proxy: proxy.url, NODE_EXTRA_CA_CERTS: caBundleFile });
    expect(args).toEqual(['', 'a  b', '*', "it's", '"', 'two\nlines']);
    expect(stderr).toBe('');
  });

  test('its folder is not where terminals look, until the line that is said was run', async () => {
    await app.window.page.getByText('There, not on the path yet').waitFor();
    const line = await app.window.page.locator('.notice code').first().innerText();
    expect(spawnSync('bash', ['--norc', '-c', line], { env: { HOME: home, PATH: process.env['PATH'] } }).status).toBe(0);
    await app.window.button('Look again').click();
    await app.window.page.getByText('On the path').waitFor();
  });

  test('the lines for another machine name the port and the certificates, and never the folder with the key', async () => {
    const { proxy, caBundleFile } = await app.window.status();
    expect(await parts.lineFor('SSH', 'sign in')).toContain(`-R 127.0.0.1:${proxy.port}:127.0.0.1:${proxy.port} `);
    expect(await parts.lineFor('SSH', 'copy the certificates')).toContain(caBundleFile.replaceAll("'", String.raw`'\''`));
    expect(await parts.lineFor('Docker, Podman', 'your image')).toContain('--network host');
  });

  test('the terminal that was chosen last is chosen the next time; the command is taken away, and the home is as it was', async () => {
    await copyFile(join(home, '.local', 'bin', 'whence'), join(folder, 'kept-command'));
    await app.window.page.reload();
    await parts.open();
    await app.window.page.getByRole('button', { name: /^xterm/ }).waitFor();
    await app.window.button('Remove command').click();
    await app.window.button('Put whence on the path…').waitFor();
    expect(existsSync(join(home, '.local'))).toBe(false);
  });

  test('closed, with the standby on its port: the program is started as usual, and that is said in one line', async () => {
    await expect.poll(async () => (await app.window.status()).standby.state).toBe('ready');
    const { proxy } = await app.window.status();
    // It names the data directory, and works from anywhere.
    expect(runThrough('kept-command').env['HTTPS_PROXY']).toBe(proxy.url);
    await app.close();
    const asked = claudeRequest('Are you there?', 'away');
    const answer = await proxiedRequest({ proxyUrl: proxy.url, ca: readFileSync(upstream.caFile, 'utf8'), path: '/v1/messages', headers: asked.headers, body: asked.body });
    expect(await text(answer)).toContain('Done.');
    const { env, stderr } = runThrough('kept-command');
    expect(Object.keys(env).filter((name) => /proxy|NODE_EXTRA|WHENCE/i.test(name))).toEqual([]);
    expect(stderr).toBe('whence: Whence is off, so this goes its usual way.\n');
  });
});
