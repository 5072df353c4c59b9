import { readFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { describe, expect, test } from 'vitest';
import { claudeRequest } from '../test-support/claude-request.ts';
import { proxiedRequest } from '../test-support/proxied-request.ts';
import { oneApp } from './one-app.ts';

describe('a client that does not trust the certificate', () => {
  const running = oneApp();

  /** As a client that trusts this authority and no other. */
  async function ask(authorityFile: string): Promise<string> {
    const { proxy } = await running.app.window.status();
    const { headers, body } = claudeRequest();
    return text(await proxiedRequest({ proxyUrl: proxy.url, ca: readFileSync(authorityFile, 'utf8'), path: '/v1/messages', headers, body }));
  }

  const attention = () => running.app.window.page.getByRole('region', { name: 'What wants attention' });

  test('is refused once, and passes through unseen from then on', async () => {
    await expect(ask(running.upstream.caFile)).rejects.toThrow(/certificate/);
    await running.app.window.row('Failed').filter({ hasText: 'does not trust the certificate' }).waitFor();
    await expect.poll(async () => (await running.app.window.status()).distrusting.length).toBe(1);
    // Where the machine is too busy to find the process both times, it may be refused as another.
    await expect.poll(() => ask(running.upstream.caFile)).toContain('Done.');
    await running.app.window.row('Passed unseen').filter({ hasText: 'does not trust the certificate' }).waitFor();
  });

  test('is named above everything else, and among the notices once that is put aside', async () => {
    await attention().getByText(/do(es)? not trust the certificate: (its|their) connections pass through unseen/).waitFor();
    await attention().getByRole('button', { name: 'Put aside' }).click();
    await expect.poll(() => attention().getByText(/do(es)? not trust/).count()).toBe(0);
    await running.app.window.page.getByRole('button', { name: '1 notice' }).click();
    await running.app.window.page.getByRole('dialog', { name: 'Notices' }).getByText(/do(es)? not trust/).waitFor();
    await running.app.window.page.keyboard.press('Escape');
  });

  test('has its remedies in the row, and is opened again by the button there', async () => {
    await running.app.window.row('Passed unseen').click();
    const detail = running.app.window.page.getByRole('region', { name: 'Request' });
    await detail.getByText(/NODE_EXTRA_CA_CERTS/).first().waitFor();
    expect(await detail.getByRole('tablist', { name: 'Request' }).count()).toBe(0);
    await detail.getByRole('button', { name: 'Open its connections again' }).click();
    await expect.poll(async () => (await running.app.window.status()).distrusting).toEqual([]);
    expect(await ask((await running.app.window.status()).caFile)).toContain('Done.');
    await running.app.window.row('turn').waitFor();
  });
});
