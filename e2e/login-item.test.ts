import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { Locator } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { claudeRequest } from '../test-support/claude-request.ts';
import { execOf } from '../test-support/desktop-entry.ts';
import { openTunnel, proxiedRequest } from '../test-support/proxied-request.ts';
import { startScriptedUpstream, type ScriptedUpstream } from '../test-support/scripted-upstream.ts';
import { expectNoViolationsInThemes } from './axe.ts';
import { keepFailureScreenshots } from './failure-screenshots.ts';
import { launchApp, ofThisDisplay, type RunningApp } from './launch-app.ts';

let folder: string;
let upstream: ScriptedUpstream;
let app: RunningApp;
let proxyUrl: string;

keepFailureScreenshots(() => app);
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'whence login '));
  upstream = await startScriptedUpstream();
  await launch();
  ({ url: proxyUrl } = (await app.window.status()).proxy);
});
afterAll(async () => {
  await app?.close();
  await upstream?.close();
  await rm(folder, { recursive: true, force: true });
});

const dataDir = (): string => join(folder, 'data');
const settingsFolder = (): string => join(folder, 'config');
const entryFile = (): string => join(settingsFolder(), 'autostart', 'whence-standby.desktop');
const loginSwitch = (): Locator => app.window.page.getByRole('switch', { name: 'Start the standby when I sign in' });

async function launch(further: readonly string[] = [], standby = false): Promise<void> {
  app = await launchApp({ upstream, dataDir: dataDir(), environment: { XDG_CONFIG_HOME: settingsFolder() }, further, standby });
}

/** Runs what the entry says as a session does that begins: in its own folder, with what every session has. */
async function signIn(): Promise<number | null> {
  const [program = '', ...given] = execOf(readFileSync(entryFile(), 'utf8'));
  const child = spawn(program, given, { cwd: '/', env: { ...ofThisDisplay(), HOME: folder, LANG: 'C.UTF-8' }, stdio: 'ignore' });
  const [code]: unknown[] = await once(child, 'exit');
  return typeof code === 'number' ? code : null;
}

/** One request to Claude's host through the port, by a client that trusts `ca` alone. */
async function ask(ca: string, sessionId: string): Promise<string> {
  const { headers, body } = claudeRequest('Are you there?', sessionId);
  return text(await proxiedRequest({ proxyUrl, ca, path: '/v1/messages', headers, body }));
}

/** Asks for one tunnel after the other; answers how many there were, and fails with the first that is refused. */
async function askUntil(over: AbortSignal): Promise<number> {
  for (let asked = 0; ; asked += 1) {
    if (over.aborted) return asked;
    (await openTunnel(proxyUrl, 'api.anthropic.com:443')).destroy();
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

const upstreamCa = (): string => readFileSync(upstream.caFile, 'utf8');
const standbys = (): readonly string[] => readdirSync(join(dataDir(), 'standby')).filter((name) => name.endsWith('.json'));

describe('the login item for the standby', () => {
  test('is off, and put where the desktop looks for it by the switch', async () => {
    await app.window.goTo('Settings');
    await app.window.page.getByText('Nothing is started when you sign in.').waitFor();
    await loginSwitch().click();
    await app.window.page.getByText('From the next time you sign in, the standby keeps the port').waitFor();
    await expect.poll(() => loginSwitch().isChecked()).toBe(true);
    expect(existsSync(entryFile())).toBe(true);
    await expectNoViolationsInThemes(app.window.page, 'the login item', { within: '.connect-stack' });
  });

  test('leaves a standby, which passes requests through unseen, and no window; once', async () => {
    await app.close();
    await expect(openTunnel(proxyUrl, 'api.anthropic.com:443')).rejects.toThrow('ECONNREFUSED');
    expect(await signIn()).toBe(0);
    expect(await ask(upstreamCa(), 'after the restart')).toContain('Done.');
    const left = standbys();
    expect(left).toHaveLength(1);
    expect(await signIn()).toBe(0);
    expect(standbys()).toEqual(left);
  });

  test('gives the port to the app when that is started, and nobody is turned away meanwhile', async () => {
    const started = new AbortController();
    const asking = askUntil(started.signal);
    // It is looked at below, also where the app does not start.
    asking.catch(() => {});
    await launch([`--port=${new URL(proxyUrl).port}`]);
    const { proxy, caFile } = await app.window.status();
    started.abort();
    expect(await asking).toBeGreaterThan(0);
    expect(proxy).toMatchObject({ url: proxyUrl, note: null });
    expect(await ask(readFileSync(caFile, 'utf8'), 'captured')).toContain('Done.');
    await expect.poll(async () => (await app.window.rows()).flatMap(({ sessionId }) => sessionId ?? [])).toEqual(['captured']);
  });

  test('is found on, and leaves nothing when it is switched off', async () => {
    await app.window.goTo('Settings');
    await app.window.page.getByText('When you sign in, the standby is started, without a window.').waitFor();
    await loginSwitch().click();
    await app.window.page.getByText('Nothing is started any more when you sign in.').waitFor();
    expect(existsSync(join(settingsFolder(), 'autostart'))).toBe(false);
    await expect.poll(standbys).toEqual([]);
    await app.close();
    await expect(openTunnel(proxyUrl, 'api.anthropic.com:443')).rejects.toThrow('ECONNREFUSED');
  });
});
