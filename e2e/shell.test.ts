import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listenOn, portOf } from '../src/main/proxy/listen.ts';
import { startScriptedUpstream, type ScriptedUpstream } from '../test-support/scripted-upstream.ts';
import { expectNoViolationsInThemes } from './axe.ts';
import { keepFailureScreenshots } from './failure-screenshots.ts';
import { launchApp, type RunningApp } from './launch-app.ts';
import { chooseInMenu, commandsOff, menuEntry } from './pages/app-menu.ts';
import { TrayMenu } from './pages/tray-menu.ts';

describe('the app around the window', () => {
  let dataDir: string;
  let upstream: ScriptedUpstream;
  let app: RunningApp;

  keepFailureScreenshots(() => app);
  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'whence-shell-'));
    await writeFile(join(dataDir, 'settings.json'), JSON.stringify({ theme: 'purple', ofTomorrow: 1, capture: true }));
    await writeFile(join(dataDir, 'window.json'), '{ "bounds": {} }');
    upstream = await startScriptedUpstream();
    app = await launchApp({ upstream, dataDir });
  });
  afterAll(async () => {
    await app?.close();
    await upstream?.close();
    await rm(dataDir, { recursive: true, force: true });
  });

  test('names settings that are not valid above everything, leads to them, and goes when it is put aside', async () => {
    const { page } = app.window;
    const band = page.getByRole('region', { name: 'What wants attention' });
    await band.getByText('"theme"').waitFor();
    await band.getByRole('link', { name: 'Settings' }).click();
    await page.getByRole('heading', { name: 'Settings', exact: true }).waitFor();
    await page.getByText('"ofTomorrow"').waitFor();
    await band.getByRole('button', { name: 'Put aside' }).click();
    await expect.poll(() => band.getByText('"theme"').count()).toBe(0);
    expect((await app.window.status()).notices.join()).toContain('window.json');
  });

  test('has a menu that asks the window for its own commands, with the keys the window has', async () => {
    const { page } = app.window;
    await chooseInMenu(app.electron, 'window.go-to-traffic');
    // There is nothing yet to export or remove; each other one is a command that the window has.
    await expect.poll(() => commandsOff(app.electron)).toEqual(['window.export', 'window.remove-sample']);
    await chooseInMenu(app.electron, 'window.go-to-costs');
    await expect.poll(() => page.evaluate(() => window.location.hash)).toContain('#/costs');
    await expect.poll(() => menuEntry(app.electron, 'window.go-to-costs')).toMatchObject({ isChecked: true, accelerator: 'CommandOrControl+3' });
    await expect.poll(() => menuEntry(app.electron, 'window.go-to-settings')).toMatchObject({ isChecked: false, accelerator: 'CommandOrControl+6' });
    // A key that text fields need is none of the menu's.
    expect(await menuEntry(app.electron, 'find.filter')).toMatchObject({ accelerator: null });
    await chooseInMenu(app.electron, 'window.keys');
    await page.getByRole('dialog', { name: 'Keys' }).waitFor();
    await page.keyboard.press('Escape');
    await chooseInMenu(app.electron, 'window.theme-light');
    await expect.poll(() => page.evaluate(() => document.documentElement.dataset['theme'])).toBe('light');
  });

  test('has a sign in the tray that switches recording, which the window and the menu show', async () => {
    const tray = await TrayMenu.find(app.electron);
    await app.window.captureSwitch().click();
    await expect.poll(() => tray.entry('record')).toMatchObject({ isChecked: false });
    await expect.poll(() => tray.toolTip()).toContain('Not recording');
    await expect.poll(() => menuEntry(app.electron, 'window.record')).toMatchObject({ isChecked: false });
    await tray.choose('record');
    await expect.poll(() => app.window.captureSwitch().isChecked()).toBe(true);
    await expect.poll(() => tray.entry('record')).toMatchObject({ isChecked: true });
    const { proxy } = await app.window.status();
    await expect.poll(() => tray.toolTip()).toContain(`Recording on 127.0.0.1:${proxy.port}`);
    expect(await tray.entry('today')).toMatchObject({ label: 'Today: 0 requests' });
  });

  test('finds settings by words, looks at a port while it is typed, and takes a host by hand', async () => {
    const { page } = app.window;
    await app.window.goTo('Settings');
    await page.getByRole('searchbox', { name: 'Find a setting' }).fill('listen port');
    await expect.poll(() => page.getByRole('heading', { level: 4 }).allInnerTexts()).toEqual(['Port']);
    const taken = createServer();
    await listenOn(taken, { host: '127.0.0.1', port: 0 });
    const port = portOf(taken);
    await page.getByRole('textbox', { name: 'Port', exact: true }).fill(String(port));
    await page.getByText('Another program listens on this port').waitFor();
    taken.close();
    const field = page.getByRole('textbox', { name: 'Port', exact: true });
    await field.fill('0');
    await field.press('Enter');
    await expect.poll(() => app.window.button('Reset to default: Port').count()).toBe(1);
    expect(await field.evaluate((input) => input === document.activeElement)).toBe(true);
    await app.window.button('Reset to default: Port').click();
    await expect.poll(() => field.inputValue()).toBe('8443');

    await page.getByRole('searchbox', { name: 'Find a setting' }).fill('');
    const host = page.getByRole('textbox', { name: 'Another host' });
    await host.fill('*.example.com');
    await page.getByText('One host by its whole name').waitFor();
    await host.fill('https://gateway.example.com/v1');
    await app.window.button('Add host').click();
    await expect.poll(() => page.getByRole('checkbox', { name: 'gateway.example.com' }).isChecked()).toBe(true);
    await page.getByText('The certificate was made for fewer hosts').waitFor();
    await app.window.button('Reset to default: Hosts to open').focus();
    await page.keyboard.press('Enter');
    // Whoever goes by key is still at that setting.
    await expect.poll(() => page.getByRole('group', { name: 'Hosts to open' }).evaluate((group) => group === document.activeElement)).toBe(true);
    await expect.poll(() => page.getByRole('checkbox', { name: 'gateway.example.com' }).count()).toBe(0);
    await expectNoViolationsInThemes(page, 'settings', { within: '.settings' });
  });

  test('takes over what is written into the settings file by hand', async () => {
    const file = join(dataDir, 'settings.json');
    await writeFile(file, JSON.stringify({ ...JSON.parse(await readFile(file, 'utf8')), whenWindowClosed: 'stay', capture: false }));
    await expect.poll(() => app.window.captureSwitch().isChecked(), { timeout: 8000 }).toBe(false);
    // What was wrong with it is not said any more, neither above nor below.
    expect(await app.window.page.getByText('"theme"').count()).toBe(0);
    await app.window.page.getByRole('button', { name: /notice/ }).click();
    await app.window.page.getByRole('dialog').getByText('window.json').waitFor();
    expect(await app.window.page.getByRole('dialog').getByText('settings.json').count()).toBe(1);
    await app.window.page.keyboard.press('Escape');
  });

  test('stays without its window where that is wished for, and opens it again as it was left', async () => {
    const bounds = { x: 40, y: 50, width: 1010, height: 640 };
    await app.electron.evaluate(({ BrowserWindow }, wanted) => {
      const [window] = BrowserWindow.getAllWindows();
      window?.setBounds(wanted);
      window?.webContents.setZoomFactor(1.25);
    }, bounds);
    const boundsNow = () => app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getNormalBounds());
    await expect.poll(boundsNow).toEqual(bounds);
    await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
    await expect.poll(() => app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(0);
    expect(JSON.parse(readFileSync(join(dataDir, 'window.json'), 'utf8'))).toEqual({ bounds, isMaximised: false, isFullScreen: false, zoomFactor: 1.25 });
    expect(existsSync(join(dataDir, 'window.json.new'))).toBe(false);

    // As a second start of the app does.
    const opened = app.electron.waitForEvent('window');
    await app.electron.evaluate(({ app: whence }) => whence.emit('second-instance'));
    const page = await opened;
    await page.getByRole('navigation', { name: 'Screens' }).waitFor();
    await expect.poll(boundsNow).toEqual(bounds);
    await expect.poll(() => app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getZoomFactor())).toBe(1.25);
  });
});
