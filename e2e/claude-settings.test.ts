import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ClaudeHome } from '../test-support/claude-home.ts';
import { filesHolding } from '../test-support/files-holding.ts';
import { startScriptedUpstream, type ScriptedUpstream } from '../test-support/scripted-upstream.ts';
import { expectNoViolations, expectNoViolationsInThemes } from './axe.ts';
import { keepFailureScreenshots } from './failure-screenshots.ts';
import { launchApp, type RunningApp } from './launch-app.ts';
import { ClaudeSettingsPart } from './pages/claude-settings.ts';

const planted = 'planted-key-of-a-test-4711';
// Tabs, line ends of Windows, characters beyond ASCII, no newline at the end.
const before = `{\r\n\t"model": "opus – 你好",\r\n\t"env": {\r\n\t\t"ANTHROPIC_API_KEY": "${planted}"\r\n\t}\r\n}`;

const proxied = (url: string): string => `{\n  "env": { "HTTPS_PROXY": "${url}", "NO_PROXY": ".corp.example" }\n}\n`;

describe("Claude Code's own settings", () => {
  const home = new ClaudeHome();
  const { file } = home;
  let upstream: ScriptedUpstream;
  let app: RunningApp;
  let part: ClaudeSettingsPart;

  keepFailureScreenshots(() => app);
  beforeAll(async () => {
    // As a Whence leaves it that set it, and crashed.
    home.put(before);
    await home.change('set');
    upstream = await startScriptedUpstream();
    app = await launchApp({ upstream, environment: { HOME: home.folder }, dataDir: home.dataDir });
    part = new ClaudeSettingsPart(app.window);
    await part.open();
  });
  afterAll(async () => {
    // The last test has closed it, when all went well.
    await app?.close().catch(() => undefined);
    await upstream?.close();
    home.remove();
  });
  const text = (): Promise<string> => readFile(file, 'utf8');

  test('after a crash, on another port, a notice and the window say so, and it is set again', async () => {
    expect(await text()).not.toBe(before);
    await part.stands('Claude Code’s settings lead elsewhere');
    await expect.poll(async () => (await app.window.status()).notices).toContainEqual(expect.stringContaining('do not lead to Whence as it is now'));
    await part.ask('Set again…');
    await part.confirm('Write it');
    expect(JSON.parse(await text()).env.https_proxy).toBe((await app.window.status()).proxy.url);
    await part.ask('Undo…');
    await part.confirm('Take it out');
    expect(await text()).toBe(before);
  });

  test('the difference is shown before anything is written, and shows no key', async () => {
    await part.stands('Not set for all of Claude Code');
    await part.ask('Set for all of Claude Code…');
    const { proxy, caBundleFile } = await app.window.status();
    await part.dialog().getByText(file).waitFor();
    expect(await part.lines('Added')).toEqual([
      '"ANTHROPIC_API_KEY": "••••",',
      `"HTTPS_PROXY": "${proxy.url}",`,
      `"https_proxy": "${proxy.url}",`,
      `"NODE_EXTRA_CA_CERTS": "${caBundleFile}"`,
    ]);
    expect(await part.lines('Removed')).toEqual(['"ANTHROPIC_API_KEY": "••••"']);
    expect(await app.window.page.content()).not.toContain(planted);
    expect(await text()).toBe(before);
    await expectNoViolationsInThemes(app.window.page, 'the difference of the settings', { within: '[role="dialog"]' });
  });

  test('it is written on the click, and undone byte for byte', async () => {
    await part.confirm('Write it');
    await part.stands('Set for all of Claude Code');
    const { proxy, caBundleFile } = await app.window.status();
    expect(JSON.parse(await text())).toEqual({
      model: 'opus – 你好',
      env: { ANTHROPIC_API_KEY: planted, HTTPS_PROXY: proxy.url, https_proxy: proxy.url, NODE_EXTRA_CA_CERTS: caBundleFile },
    });
    // What the kit announced of the pressed button stands beside the page for some seconds.
    await expectNoViolations(app.window.page, 'the set-up with the settings set', { within: '.disclosure-inside' });
    await part.ask('Undo…');
    await part.confirm('Take it out');
    await part.stands('Not set for all of Claude Code');
    expect(await text()).toBe(before);
    expect(await filesHolding(app.dataDir, [planted])).toEqual([]);
  });

  test('a file that another program changes while the difference is open is not written', async () => {
    await part.ask('Set for all of Claude Code…');
    await writeFile(file, `${before}\n`);
    await part.dialog().getByRole('button', { name: 'Write it' }).click();
    await part.dialog().getByText('changed since this was shown').waitFor();
    expect(await text()).toBe(`${before}\n`);
    // What is there now is shown by then.
    await part.confirm('Write it');
    await part.ask('Undo…');
    await part.confirm('Take it out');
    expect(await text()).toBe(`${before}\n`);
  });

  test('one that does not parse is refused with its place', async () => {
    await writeFile(file, '{\n  "env": {\n');
    await part.ask('Set for all of Claude Code…');
    await part.dialog().getByText(`${file} is not JSON at line 3`).waitFor();
    expect(await part.dialog().getByRole('button').allInnerTexts()).not.toContain('Write it');
    await part.dialog().getByRole('button', { name: 'Cancel' }).click();
    expect(await text()).toBe('{\n  "env": {\n');
    await writeFile(file, before);
  });

  test('a proxy that is named there is gone on through, and one with a password is refused where no keyring can keep it', async () => {
    const withLogin = proxied('http://someone:planted-word@corp.example:3128');
    await writeFile(file, withLogin);
    await part.ask('Set for all of Claude Code…');
    await part.dialog().getByRole('button', { name: 'Write it' }).click();
    await part.dialog().getByText('holds a login').waitFor();
    expect(await app.window.page.content()).not.toContain('planted-word');
    await part.dialog().getByRole('button', { name: 'Cancel' }).click();
    expect(await text()).toBe(withLogin);

    await writeFile(file, proxied('http://corp.example:3128'));
    await part.ask('Set for all of Claude Code…');
    await part.dialog().getByRole('checkbox', { name: 'Whence goes on through http://corp.example:3128' }).waitFor();
    await part.confirm('Write it');
    const { upstreamProxy } = await app.window.page.evaluate(() => window.whence.call('readSettings', {}));
    expect(upstreamProxy).toEqual({ from: 'settings', url: 'http://corp.example:3128', noProxy: '.corp.example' });
    await part.ask('Undo…');
    await part.confirm('Take it out');
    expect(await text()).toBe(proxied('http://corp.example:3128'));
    await writeFile(file, before);
  });

  test('it goes out when Whence is closed: the first bytes are back', async () => {
    await part.ask('Set for all of Claude Code…');
    await part.dialog().getByRole('radio', { name: 'Take them out' }).check();
    await part.confirm('Write it');
    expect(await text()).not.toBe(before);
    await app.close();
    expect(await text()).toBe(before);
    // It is remembered that it is wanted at the next start, and nothing of the file is.
    expect(JSON.parse(await readFile(join(app.dataDir, 'claude-settings-change.json'), 'utf8'))).toMatchObject({ wanted: true, change: null });
  });
});
