import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, test } from 'vitest';
import { claudeRequest } from '../test-support/claude-request.ts';
import { messageEvents } from '../test-support/message-stream.ts';
import { proxiedRequest } from '../test-support/proxied-request.ts';
import { expectNoViolationsInThemes } from './axe.ts';
import { oneApp } from './one-app.ts';

describe('the window, as axe sees it', () => {
  const running = oneApp();
  const complaints: string[] = [];

  const send = async (prompt: string) => {
    const { proxy, caFile } = await running.app.window.status();
    const { headers, body } = claudeRequest(prompt);
    const events = messageEvents({ content: [{ type: 'text', text: 'In the drawer.' }], usage: { input_tokens: 100 }, outputTokens: 9 });
    await running.upstream.script({ kind: 'body', status: 200, contentType: 'text/event-stream', body: Buffer.from(events.join('')) });
    const response = await proxiedRequest({ proxyUrl: proxy.url, ca: await readFile(caFile, 'utf8'), path: '/v1/messages?beta=true', headers, body });
    await response.resume().toArray();
  };

  beforeAll(async () => {
    const { page } = running.app.window;
    // What the window's policy refuses is said here too.
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    await page.reload();
  });

  test('before the first request', async () => {
    await running.app.window.button('Trust certificate').waitFor();
    await expectNoViolationsInThemes(running.app.window.page, 'first run');
  });

  // The other tabs are looked at where they are tested, with more in them.
  test('the open request, and its response', async () => {
    const { window } = running.app;
    for (const prompt of ['Where are the keys?', 'And where is the drawer?']) await send(prompt);
    await window.row('turn').first().click();
    await expectNoViolationsInThemes(window.page, 'Traffic');
    await window.openTab('Response');
    await expectNoViolationsInThemes(window.page, 'Response', { within: '.detail' });
  });

  test('set-up and settings', async () => {
    await running.app.window.goTo('Set-up');
    await expectNoViolationsInThemes(running.app.window.page, 'Set-up');
    await running.app.window.goTo('Settings');
    await expectNoViolationsInThemes(running.app.window.page, 'Settings');
  });

  test('the menu and the dialogs', async () => {
    const { window } = running.app;
    await window.button('More').click();
    await expectNoViolationsInThemes(window.page, 'the menu', { within: '[role="menu"]' });
    await window.page.keyboard.press('Escape');
    for (const [entry, title] of [['Export…', 'Export'], ['Import…', 'Import'], ['Commands…', 'Commands'], ['Keys…', 'Keys']] as const) {
      await window.fromMenu(entry);
      await window.page.getByRole('dialog', { name: title }).waitFor();
      await expectNoViolationsInThemes(window.page, title, { within: '[role="dialog"]' });
      await window.page.keyboard.press('Escape');
    }
  });

  test('the policy has refused nothing meanwhile', () => {
    expect(complaints).toEqual([]);
  });
});
