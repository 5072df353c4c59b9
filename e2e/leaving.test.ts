import { createHash } from 'node:crypto';
import { existsSync, lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { claudeRequest } from '../test-support/claude-request.ts';
import { proxiedRequest } from '../test-support/proxied-request.ts';
import { startScriptedUpstream, type ScriptedUpstream } from '../test-support/scripted-upstream.ts';
import { expectNoViolationsInThemes, expectNoViolations } from './axe.ts';
import { keepFailureScreenshots } from './failure-screenshots.ts';
import { launchApp, type RunningApp } from './launch-app.ts';
import { chooseInMenu } from './pages/app-menu.ts';

/** Files that GTK and fontconfig keep in a home for every program of the desktop, whoever it is. */
const ofTheDesktop = /^\.cache\/(dconf|fontconfig|mesa_shader_cache)|^\.config\/dconf|^\.dbus\//;

/** Every file of a folder with its mode and what it holds, every folder with its mode. */
function everythingIn(folder: string): Record<string, string> {
  const found: Record<string, string> = {};
  const look = (path: string): void => {
    const name = relative(folder, path);
    const is = lstatSync(path);
    const mode = is.mode.toString(8);
    if (is.isSymbolicLink()) found[name] = `link to ${readlinkSync(path)}`;
    else if (is.isFile()) found[name] = `${mode} ${createHash('sha256').update(readFileSync(path)).digest('hex')}`;
    else if (is.isDirectory()) {
      // A folder that is there for the desktop's files alone is the desktop's too.
      if (name !== '' && name !== '.cache') found[`${name}/`] = mode;
      for (const inner of readdirSync(path)) if (!ofTheDesktop.test(relative(folder, join(path, inner)))) look(join(path, inner));
    } else found[name] = mode;
  };
  look(folder);
  return found;
}

const isRunning = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};
const isListening = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => resolve(false));
  });

describe('"Remove everything"', () => {
  let home: string;
  let outside: string;
  let dataDir: string;
  let before: Record<string, string>;
  let upstream: ScriptedUpstream;
  let app: RunningApp;
  let port = 0;
  let standbys: readonly number[] = [];

  keepFailureScreenshots(() => app);
  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'whence-leaving-'));
    outside = await mkdtemp(join(tmpdir(), 'whence-outside-'));
    await writeFile(join(outside, 'dear.txt'), 'Keep me.');
    await mkdir(join(home, '.claude'), { mode: 0o755 });
    await mkdir(join(home, '.config'), { mode: 0o755 });
    await writeFile(join(home, '.claude', 'settings.json'), '{\n\t// mine\n\t"model" : "opus",\n\t"env": { "EDITOR":"vi" },\n}', { mode: 0o640 });
    before = everythingIn(home);
    dataDir = join(home, '.config', 'Whence');
    // A line that the user wrote, and has to take out.
    await writeFile(join(home, '.bashrc'), `alias ll='ls -l'\n. ${dataDir}/env.sh\n`);
    before['.bashrc'] = everythingIn(home)['.bashrc'] ?? '';
    upstream = await startScriptedUpstream();
    app = await launchApp({ upstream, dataDir, standby: true, environment: { HOME: home } });
  });
  afterAll(async () => {
    await app?.close().catch(() => {});
    await upstream?.close();
    await rm(home, { recursive: true, force: true });
    await rm(outside, { recursive: true, force: true });
  });

  test('lists what this Whence did to the machine, with paths and sizes, and what stays', async () => {
    const { page } = app.window;
    const { proxy, caFile } = await app.window.status();
    ({ port } = proxy);
    const { headers, body } = claudeRequest('Where are the keys?');
    await text(await proxiedRequest({ proxyUrl: proxy.url, ca: await readFile(caFile, 'utf8'), path: '/v1/messages', headers, body }));
    const outcomes = await page.evaluate(async () => {
      await window.whence.call('changeSettings', { theme: 'light', maskingRulesOff: ['jwt'] });
      const plan = await window.whence.call('planClaudeSettings', { what: 'set' });
      const set = plan.planned ? await window.whence.call('changeClaudeSettings', { what: 'set', id: plan.id, goOnThrough: false }) : plan;
      return [set, await window.whence.call('installCommand', { takesOver: false }), await window.whence.call('addLoginItem', {})];
    });
    expect(outcomes).toEqual([expect.objectContaining({ done: true }), expect.objectContaining({ done: true }), expect.objectContaining({ done: true })]);
    expect(Object.keys(everythingIn(home)).length).toBeGreaterThan(Object.keys(before).length + 5);
    // A link that leads out of the folder must not be followed.
    await symlink(outside, join(dataDir, 'window', 'outside'));
    standbys = readdirSync(join(dataDir, 'standby')).filter((name) => name.endsWith('.json')).map((name) => Number(JSON.parse(readFileSync(join(dataDir, 'standby', name), 'utf8')).pid));
    expect(standbys.every(isRunning)).toBe(true);

    await chooseInMenu(app.electron, 'window.remove-everything');
    const list = page.getByRole('list', { name: 'What is removed' });
    await list.getByText('Claude Code’s own settings').waitFor();
    for (const name of ['Login item', 'The command whence', 'Proxy and standby', 'Files that point terminals here', 'All data']) await list.getByText(name, { exact: true }).waitFor();
    await list.getByText(join(home, '.claude', 'settings.json')).waitFor();
    expect(await list.getByRole('listitem').filter({ hasText: 'All data' }).innerText()).toMatch(/\d\s[kM]B/);
    await page.getByText(`${join(home, '.bashrc')}:2`).waitFor();
    await expectNoViolationsInThemes(page, 'Remove everything');
  });

  test('does nothing before it is confirmed', async () => {
    const was = await readFile(join(home, '.claude', 'settings.json'), 'utf8');
    await answer(1);
    await app.window.button('Remove everything…').click();
    await expect.poll(() => app.window.button('Remove everything…').isEnabled()).toBe(true);
    expect(await readFile(join(home, '.claude', 'settings.json'), 'utf8')).toBe(was);
    expect(await isListening(port)).toBe(true);
  });

  test('undoes it step by step and says what became of each', async () => {
    const { page } = app.window;
    await answer(0);
    await app.window.button('Remove everything…').click();
    await page.getByRole('heading', { name: 'Whence was removed' }).waitFor();
    const results = page.getByRole('list', { name: 'What was removed' }).getByRole('listitem');
    expect(await results.filter({ hasText: 'Failed' }).count()).toBe(0);
    expect(await results.filter({ hasText: 'Removed' }).count()).toBe(6);
    // The kit still announces a button that is gone, in a place of its own.
    await expectNoViolations(page, 'what was removed', { within: '.removed' });
    expect(standbys.some(isRunning)).toBe(false);
    expect(await isListening(port)).toBe(false);
    // It is over: no call brings anything back.
    expect(await page.evaluate(() => window.whence.call('changeSettings', { theme: 'dark' }).catch((error: Error) => error.message))).toContain('removed');
  });

  test('leaves the home as it was before, byte for byte', async () => {
    await app.window.button('Quit Whence').click();
    await app.close();
    await expect.poll(() => existsSync(dataDir), { timeout: 15_000 }).toBe(false);
    expect(everythingIn(home)).toEqual(before);
    expect(await readFile(join(outside, 'dear.txt'), 'utf8')).toBe('Keep me.');
  });

  /** What the user answers when asked. */
  async function answer(response: 0 | 1): Promise<void> {
    await app.electron.evaluate(({ dialog }, chosen) => {
      dialog.showMessageBox = (() => Promise.resolve({ response: chosen, checkboxChecked: false })) as unknown as typeof dialog.showMessageBox;
    }, response);
  }
});
