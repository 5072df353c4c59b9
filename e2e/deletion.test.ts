import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
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

describe('what was captured', () => {
  let dataDir: string;
  let upstream: ScriptedUpstream;
  let app: RunningApp;

  keepFailureScreenshots(() => app);
  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'whence-deletion-'));
    upstream = await startScriptedUpstream();
    app = await launchApp({ upstream, dataDir });
  });
  afterAll(async () => {
    await app?.close();
    await upstream?.close();
    await rm(dataDir, { recursive: true, force: true });
  });

  async function tell(prompt: string, sessionId: string): Promise<void> {
    const { proxy, caFile } = await app.window.status();
    const { headers, body } = claudeRequest(prompt, sessionId);
    const known = (await app.window.rows()).length;
    await text(await proxiedRequest({ proxyUrl: proxy.url, ca: readFileSync(caFile, 'utf8'), path: '/v1/messages', headers, body }));
    await expect.poll(async () => (await app.window.rows()).filter(({ state }) => state === 'complete').length).toBe(known + 1);
  }

  /** What the user answers when asked; the questions so far. */
  async function answerWith(button: 'yes' | 'cancel'): Promise<() => Promise<string[]>> {
    await app.electron.evaluate(({ dialog }, response) => {
      const asked: string[] = [];
      Object.assign(globalThis, { askedInTest: asked });
      dialog.showMessageBox = ((...of: { message: string }[]) => {
        asked.push(of.at(-1)?.message ?? '');
        return Promise.resolve({ response, checkboxChecked: false });
      }) as unknown as typeof dialog.showMessageBox;
    }, button === 'yes' ? 0 : 1);
    return () => app.electron.evaluate(() => (globalThis as unknown as { askedInTest: string[] }).askedInTest);
  }
  const databaseHolds = async (word: string) => (await filesHolding(dataDir, [word])).some((file) => file.includes('whence.db'));
  const sessions = async () => [...new Set((await app.window.rows()).map(({ sessionId }) => sessionId))];

  test('is asked for before a session of it is deleted, and stays when the user would rather not', async () => {
    for (const [prompt, session] of [['Keep the marmalade.', 'kept'], ['Burn the zanzibarletter.', 'gone'], ['Burn it all, zanzibarletter.', 'gone']] as const) await tell(prompt, session);
    await expect.poll(async () => (await app.window.status()).analysisBacklog).toBe(0);
    const asked = await answerWith('cancel');
    await app.window.session('zanzibarletter').click();
    await app.window.deleteChosenSession();
    await expect.poll(asked).toEqual(['Delete this session, with 2 requests?']);
    expect(await sessions()).toEqual(expect.arrayContaining(['kept', 'gone']));
  });

  test('is gone from the window and from the files once its session is deleted; the other session stays', async () => {
    await answerWith('yes');
    expect(await databaseHolds('zanzibarletter')).toBe(true);
    await app.window.page.screenshot({ path: 'test-results/delete-session.png' });
    await app.window.deleteChosenSession();
    await expect.poll(sessions).toEqual(['kept']);
    await expect.poll(() => app.window.session('zanzibarletter').count()).toBe(0);
    await app.window.session('marmalade').waitFor();
    await expect.poll(() => databaseHolds('zanzibarletter')).toBe(false);
    await tell('More marmalade.', 'kept');
    await expect.poll(async () => (await app.window.status()).exchanges).toBe(2);
  });

  test('is kept within limits that the settings show and change', async () => {
    await app.window.goTo('Settings');
    const kept = app.window.setting('What is kept');
    await kept.getByText(/of 2\.05\sGB, 2 requests/).waitFor();
    await kept.getByText('Content goes after 30 days.').waitFor();
    await app.window.page.getByRole('textbox', { name: 'Days' }).fill('0');
    await kept.getByRole('button', { name: 'Apply this limit of days' }).click();
    await kept.getByText('Content is kept however old it is.').waitFor();
    await kept.scrollIntoViewIfNeeded();
    await app.window.page.screenshot({ path: 'test-results/retention.png' });
    expect(JSON.parse(readFileSync(join(dataDir, 'settings.json'), 'utf8'))).toMatchObject({ retention: { days: 0, megabytes: 2048, keepRated: true, keepPinned: true } });
  });

  test('is gone altogether when everything is deleted, and capture goes on', async () => {
    await answerWith('yes');
    await app.window.button('Delete everything…').click();
    await app.window.page.getByText('2 requests were deleted.').waitFor();
    expect(await app.window.rows()).toEqual([]);
    await tell('Still here?', 'next');
    await expect.poll(sessions).toEqual(['next']);
  });
});
