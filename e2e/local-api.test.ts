import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { claudeRequest } from '../test-support/claude-request.ts';
import { proxiedRequest } from '../test-support/proxied-request.ts';
import { startScriptedUpstream, type ScriptedUpstream } from '../test-support/scripted-upstream.ts';
import { keepFailureScreenshots } from './failure-screenshots.ts';
import { launchApp, type RunningApp } from './launch-app.ts';
import { LocalApiField } from './pages/local-api-field.ts';

describe('the local API', () => {
  let dataDir: string;
  let upstream: ScriptedUpstream;
  let app: RunningApp;
  let field: LocalApiField;
  let token: string;

  keepFailureScreenshots(() => app);
  const launch = async (...further: string[]) => {
    app = await launchApp({ upstream, dataDir, further });
    field = new LocalApiField(app.window);
    await field.open();
  };
  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'whence-local-api-'));
    upstream = await startScriptedUpstream();
    await launch();
  });
  afterAll(async () => {
    await app?.close();
    await upstream?.close();
    await rm(dataDir, { recursive: true, force: true });
  });

  const ask = (address: string, by = token) => fetch(address, { headers: { authorization: `Bearer ${by}` } });

  test('is off until it is switched on, and then answers whoever has its token', async () => {
    expect(await field.isOn()).toBe(false);
    expect((await app.window.status()).api).toEqual({ state: 'off' });
    await field.usePort(0);
    await field.press();
    const address = await field.address();
    expect((await ask(address, 'guessed')).status).toBe(401);
    token = await field.showToken();
    expect(await (await ask(address)).json()).toMatchObject({ requests: [], total: 0 });
    const shot = process.env['WHENCE_SCREENSHOT'];
    if (shot !== undefined) await app.window.page.screenshot({ path: shot });
  });

  test('rates a request, and the window learns of it at once', async () => {
    const { proxy, caFile } = await app.window.status();
    const asked = claudeRequest('Rate this.');
    await text(await proxiedRequest({ proxyUrl: proxy.url, ca: readFileSync(caFile, 'utf8'), path: '/v1/messages', headers: asked.headers, body: asked.body }));
    await expect.poll(async () => (await app.window.rows())[0]?.state).toBe('complete');
    const [row] = await app.window.rows();
    await app.window.page.evaluate(() => {
      window.whence.listen('ratingsChanged', ({ ids }) => document.body.setAttribute('data-heard', ids.join()));
    });
    const rated = await fetch(`${await field.address()}/${row?.id}/feedback`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ rating: 4, comment: 'Short and good.' }),
    });
    expect(rated.status).toBe(200);
    await expect.poll(() => app.window.page.locator('body').getAttribute('data-heard')).toContain(row?.id ?? '-');
    expect((await app.window.rows())[0]?.stars).toBe(4);
  });

  test('says that a port is taken, and takes another', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const taken = other.address();
    await field.usePort(typeof taken === 'object' && taken !== null ? taken.port : 0);
    await field.obstacle().waitFor();
    await field.usePort(0);
    expect((await ask(await field.address())).status).toBe(200);
    other.close();
  });

  test('lets nobody in by the old token once there is a new one', async () => {
    const old = token;
    await field.makeNewToken();
    await expect.poll(() => field.shownToken()).not.toBe(old);
    token = await field.shownToken();
    const address = await field.address();
    expect([(await ask(address, old)).status, (await ask(address)).status]).toEqual([401, 200]);
  });

  test('is there again after a restart, with the same token, and is gone when it is switched off', async () => {
    await app.close();
    expect(JSON.parse(await readFile(join(dataDir, 'settings.json'), 'utf8'))).toMatchObject({ api: { on: true, port: 0 } });
    await launch();
    const address = await field.address();
    expect((await ask(address)).status).toBe(200);
    await field.press();
    await expect.poll(async () => (await app.window.status()).api.state).toBe('off');
    await expect(ask(address)).rejects.toThrow('fetch failed');
  });

  test('is on for a run that the command line asks it of', async () => {
    await app.close();
    await launch('--api-port=0');
    expect((await ask(await field.address())).status).toBe(200);
    expect(await field.isOn()).toBe(false);
  });
});
