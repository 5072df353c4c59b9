import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { claudeRequest } from '../test-support/claude-request.ts';
import { filesHolding } from '../test-support/files-holding.ts';
import { proxiedRequest } from '../test-support/proxied-request.ts';
import { startScriptedUpstream, type ScriptedUpstream } from '../test-support/scripted-upstream.ts';
import { keepFailureScreenshots } from './failure-screenshots.ts';
import { launchApp, type RunningApp } from './launch-app.ts';

// Shaped as the rule asks, and put together here so that no file of the project holds it.
const token = (first: number) => ['ghp', Array.from({ length: 36 }, (_, index) => ((first + index * 7) % 36).toString(36)).join('')].join('_');

describe('the settings', () => {
  let dataDir: string;
  let upstream: ScriptedUpstream;
  let app: RunningApp;

  keepFailureScreenshots(() => app);
  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'whence-settings-'));
    upstream = await startScriptedUpstream();
    app = await launchApp({ upstream, dataDir });
  });
  afterAll(async () => {
    await app?.close();
    await upstream?.close();
    await rm(dataDir, { recursive: true, force: true });
  });

  /** Sends a prompt and waits until it is stored whole. */
  async function tell(prompt: string, sessionId: string): Promise<void> {
    const { proxy, caFile } = await app.window.status();
    const asked = claudeRequest(prompt, sessionId);
    await text(
      await proxiedRequest({ proxyUrl: proxy.url, ca: readFileSync(caFile, 'utf8'), path: '/v1/messages', headers: asked.headers, body: asked.body }),
    );
    await expect.poll(async () => (await app.window.rows()).find((row) => row.sessionId === sessionId)?.state).toBe('complete');
  }

  async function storedBody(sessionId: string): Promise<string> {
    const id = (await app.window.rows()).find((row) => row.sessionId === sessionId)?.id ?? '';
    const body = await app.window.page.evaluate((of) => window.whence.call('readBody', { id: of, side: 'request', maxChars: 100_000 }), id);
    return body?.text ?? '';
  }

  test('a masking rule that is on keeps its secrets out of the store', async () => {
    await tell(`Push with ${token(1)} please.`, 'masked');
    expect(await storedBody('masked')).toContain('Push with ');
    expect(await storedBody('masked')).not.toContain(token(1));
  });

  test('switched off, it stores them readable, and the window says that it does', async () => {
    await app.window.goTo('Settings');
    await app.window.page.getByRole('switch', { name: 'Mask GitHub tokens' }).click();
    await app.window.page.getByText('1 rule off').waitFor();
    await tell(`Push with ${token(2)} please.`, 'readable');
    expect(await storedBody('readable')).toContain(token(2));
  });

  test('a proxy on the way out is taken with a good address only', async () => {
    const page = app.window.page;
    await page.getByRole('radio', { name: 'This one' }).check();
    await page.getByLabel('Address', { exact: true }).fill('http://someone:word@proxy.example.com:3128');
    await page.getByText('User name and password have fields of their own.').waitFor();
    expect(await app.window.button('Use this proxy').isDisabled()).toBe(true);
    await page.getByLabel('Address', { exact: true }).fill('http://proxy.example.com:3128');
    await page.getByLabel('Hosts without it').fill('.example.org');
    await page.keyboard.press('Enter');
    await page.getByText('In use for new connections.').waitFor();
  });

  test('the port may be closed at the end', async () => {
    await app.window.page.getByRole('radio', { name: 'Close the port' }).check();
    await app.window.captureSwitch().click();
    await expect.poll(async () => (await app.window.status()).capture).toBe(false);
  });

  test('all of it is there after a restart, and no password is in it', async () => {
    await app.close();
    expect(JSON.parse(await readFile(join(dataDir, 'settings.json'), 'utf8'))).toMatchObject({
      capture: false,
      atQuit: 'close',
      maskingRulesOff: ['github-token'],
      upstreamProxy: { from: 'settings', url: 'http://proxy.example.com:3128', noProxy: '.example.org' },
    });
    expect(await filesHolding(dataDir, ['someone:word'])).toEqual([]);

    app = await launchApp({ upstream, dataDir });
    await app.window.page.getByText('Capture off: traffic passes unseen').first().waitFor();
    await app.window.goTo('Settings');
    const page = app.window.page;
    await expect.poll(() => page.getByRole('switch', { name: 'Mask GitHub tokens' }).isChecked()).toBe(false);
    await expect.poll(() => page.getByRole('radio', { name: 'Close the port' }).isChecked()).toBe(true);
    await expect.poll(() => page.getByLabel('Address', { exact: true }).inputValue()).toBe('http://proxy.example.com:3128');
  });

  test('a value that is not valid, and a rule that there is not, are named, and the rest holds', async () => {
    await app.close();
    await writeFile(join(dataDir, 'settings.json'), JSON.stringify({ atQuit: 'perhaps', maskingRulesOff: ['no-such-rule', 'jwt'], theme: 'light' }));
    app = await launchApp({ upstream, dataDir });
    await app.window.page.getByRole('button', { name: '2 notices' }).click();
    const notices = app.window.page.getByRole('dialog', { name: 'Notices' });
    await notices.getByText('"atQuit"').waitFor();
    await notices.getByText('"no-such-rule"').waitFor();
    const settings = await app.window.page.evaluate(() => window.whence.call('readSettings', {}));
    expect(settings).toMatchObject({ atQuit: 'standby', maskingRulesOff: ['jwt'], theme: 'light', capture: true });
  });
});
