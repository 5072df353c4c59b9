import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { describe, expect, test } from 'vitest';
import { claudeRequest } from '../test-support/claude-request.ts';
import { proxiedRequest } from '../test-support/proxied-request.ts';
import { oneApp } from './one-app.ts';

describe('the capture switch', () => {
  const running = oneApp();

  /** A request that trusts `authorityFile`: ours where it is opened, the server's own where it passes through. */
  async function ask(sessionId: string, authorityFile: string): Promise<string> {
    const { proxy } = await running.app.window.status();
    const asked = claudeRequest('Is anybody looking?', sessionId);
    return text(
      await proxiedRequest({ proxyUrl: proxy.url, ca: readFileSync(authorityFile, 'utf8'), path: '/v1/messages', headers: asked.headers, body: asked.body }),
    );
  }

  test('is on at first: requests are read', async () => {
    await ask('seen-before', (await running.app.window.status()).caFile);
    await running.app.window.row('turn').waitFor();
    await expect.poll(() => running.app.window.captureSwitch().isChecked()).toBe(true);
  });

  test('switched off by key, lets them pass through unseen, and says so in the header and in the row', async () => {
    await running.app.window.captureSwitch().focus();
    await running.app.window.page.keyboard.press('Space');
    await running.app.window.page.getByText('Capture off: traffic passes unseen').waitFor();
    await expect.poll(async () => (await running.app.window.status()).capture).toBe(false);

    expect(await ask('not-seen', running.upstream.caFile)).toContain('Done.');
    await running.app.window.row('Passed unseen').waitFor();
    const unseen = async () => (await running.app.window.rows()).filter(({ state }) => state === 'uncaptured');
    await expect.poll(async () => (await unseen()).map(({ timing }) => timing.responseDeliveredAtUs !== null)).toEqual([true]);
    const [row] = await unseen();
    expect(row).toMatchObject({ host: 'api.anthropic.com', method: '', path: '', error: { code: 'capture-off' } });
    expect(row?.requestBytes).toBeGreaterThan(1000);
    expect(row?.responseBytes).toBeGreaterThan(1000);
    expect(await readFile(`${running.app.dataDir}/whence.db`, 'latin1')).not.toContain('not-seen');
  });

  test('the row tells why, how much and how long, and has no tabs', async () => {
    await running.app.window.row('Passed unseen').click();
    const detail = running.app.window.page.getByRole('region', { name: 'Request' });
    await detail.getByText('capture', { exact: false }).first().waitFor();
    await detail.getByText('Received').waitFor();
    expect(await detail.getByRole('tab').count()).toBe(0);
    await expect.poll(async () => (await running.app.window.status()).unseen).toBe(1);
    await running.app.window.page.getByRole('button', { name: /all accounted for · 1 unseen/ }).click();
    await running.app.window.page.getByRole('dialog', { name: 'Accounts' }).getByText('Passed unseen').waitFor();
    await running.app.window.page.keyboard.press('Escape');
  });

  test('what was stored stays readable meanwhile', async () => {
    await running.app.window.row('turn').click();
    await running.app.window.openTab('Response');
    await expect.poll(() => running.app.window.page.getByText('Done.').count()).toBeGreaterThan(0);
  });

  test('is switched on again from the row, and the next request is read', async () => {
    await running.app.window.row('Passed unseen').click();
    await running.app.window.button('Record again').click();
    await expect.poll(async () => (await running.app.window.status()).capture).toBe(true);
    await ask('seen-after', (await running.app.window.status()).caFile);
    await expect.poll(async () => (await running.app.window.rows()).find(({ sessionId }) => sessionId === 'seen-after')?.state).toBe('complete');
  });
});
