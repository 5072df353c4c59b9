import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { archiveText } from '../src/main/archive/archive-text.ts';
import { openStoreReads } from '../src/main/store/open-store-reads.ts';
import { filesHolding } from '../test-support/files-holding.ts';
import { madeUpKey, runClient } from '../test-support/real-client/run-client.ts';
import { startScriptedUpstream, type ScriptedUpstream } from '../test-support/scripted-upstream.ts';
import { keepFailureScreenshots } from './failure-screenshots.ts';
import { launchApp, type RunningApp } from './launch-app.ts';
import { ReachParts } from './pages/reach.ts';
import { openPlainBrowser } from './plain-browser.ts';
import { realClientBinary, whyNoRealClient } from './private-machine.ts';

const missing = whyNoRealClient();
if (missing !== null) console.warn(`Skipped: the real Claude Code through the app: ${missing}.`);

describe.skipIf(missing !== null)('the real Claude Code through the app', () => {
  let upstream: ScriptedUpstream;
  let app: RunningApp;
  let folder: string;

  keepFailureScreenshots(() => app);
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'whence-client-'));
    upstream = await startScriptedUpstream();
    app = await launchApp({ upstream });
  });
  afterAll(async () => {
    await app?.close();
    await upstream?.close();
    await rm(folder, { recursive: true, force: true });
  });

  test('its request is in the timeline, with the sources of its prompt', async () => {
    const answer = 'The lantern is green.';
    await upstream.script({ kind: 'stream', message: { content: [{ type: 'text', text: answer }], usage: { input_tokens: 14_000 } } });
    const status = await app.window.status();
    const client = await runClient({
      binary: realClientBinary() ?? '',
      prompt: 'What colour is the lantern?',
      proxyUrl: status.proxy.url,
      caFile: status.caBundleFile,
      folder,
      projectMemory: 'Lanterns are described in one short sentence.\n',
      timeLimitMs: 45_000,
    });
    expect(client).toMatchObject({ code: 0, stdout: expect.stringContaining(answer) });

    const sent = upstream.received.find(({ path, method }) => method === 'POST' && path.startsWith('/v1/messages'));
    expect(sent?.body.toString()).toContain('What colour is the lantern?');

    await app.window.row('turn').first().click();
    await app.window.openTab('Context');
    for (const source of [join(folder, 'project', 'CLAUDE.md'), 'Bash', 'user input']) {
      await expect.poll(() => app.window.hasSource(source)).toBe(true);
    }
  });

  test('its key went to the server and into no file of the app', async () => {
    expect(upstream.received.flatMap(({ headers }) => headers.map(([, value]) => value))).toContain(madeUpKey);
    expect(await filesHolding(app.dataDir, [madeUpKey])).toEqual([]);
    // The prompt, which is stored compressed, is there.
    const store = openStoreReads(join(app.dataDir, 'whence.db'));
    await expect.poll(async () => (await store.searchTexts({ phrases: ['What colour is the lantern'], limit: 1 })).hits.length).toBe(1);
    store.close();
  });

  test('started by the command on the path alone, it is captured too', async () => {
    const answer = 'The lantern is blue.';
    await upstream.script({ kind: 'stream', message: { content: [{ type: 'text', text: answer }], usage: { input_tokens: 14_000 } } });
    const parts = new ReachParts(app.window);
    await parts.open();
    await parts.putCommandOnPath();
    const client = await runClient({
      binary: realClientBinary() ?? '',
      under: [join(dirname(app.dataDir), '.local', 'bin', 'whence'), 'run'],
      prompt: 'What colour is the lantern by "night"?',
      proxyUrl: null,
      caFile: '',
      folder,
      timeLimitMs: 45_000,
    });
    expect(client).toMatchObject({ code: 0, stdout: expect.stringContaining(answer) });
    const sent = upstream.received.findLast(({ path, method }) => method === 'POST' && path.startsWith('/v1/messages'));
    expect(sent?.body.toString()).toContain(String.raw`What colour is the lantern by \"night\"?`);
    await app.window.button('Remove command').click();
    await app.window.button('Put whence on the path…').waitFor();
    await app.window.goTo('Traffic');
    await expect.poll(() => app.window.row('turn').count()).toBe(2);
  });

  test("its session as HAR is read by Chromium's developer tools: every request, with the octets that went over the wire", async () => {
    const store = openStoreReads(join(app.dataDir, 'whence.db'));
    const browser = await openPlainBrowser();
    try {
      const ids = store.listRows({ limit: 999 }).rows.map(({ id }) => id).toReversed();
      let har = '';
      for await (const part of archiveText(store, ids, { format: 'har', includeBodies: true })) har += part;
      expect(har).not.toContain(madeUpKey);
      const requests = await browser.importIntoDevTools(har);
      expect(requests.length).toBe(store.listRows({ limit: 999 }).rows.filter(({ state }) => state !== 'uncaptured').length);
      const sent = upstream.received.find(({ path, method }) => method === 'POST' && path.startsWith('/v1/messages'));
      const request = requests.find(({ url, method }) => method === 'POST' && url === `https://api.anthropic.com${sent?.path}`);
      expect([request?.status, request?.mimeType]).toEqual([200, expect.stringContaining('text/event-stream')]);
      // Compared before, so that a failure prints no prompt of 60 kB.
      expect(request?.requestBody === sent?.body.toString()).toBe(true);
      expect(Buffer.from(request?.content ?? '', 'latin1').toString()).toContain('message_start');
    } finally {
      store.close();
      await browser.close();
    }
  });
});
