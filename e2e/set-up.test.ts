import { readFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { describe, expect, test } from 'vitest';
import { claudeRequest } from '../test-support/claude-request.ts';
import { proxiedRequest } from '../test-support/proxied-request.ts';
import { expectNoViolationsInThemes } from './axe.ts';
import { oneApp } from './one-app.ts';
import { SetUpPage } from './pages/set-up.ts';

describe('from nothing to the first request', () => {
  const running = oneApp();
  const setUp = () => new SetUpPage(running.app.window);

  /** As a client that trusts this authority and no other. */
  async function ask(authorityFile: string): Promise<string> {
    const { proxy } = await running.app.window.status();
    const { headers, body } = claudeRequest();
    return text(await proxiedRequest({ proxyUrl: proxy.url, ca: readFileSync(authorityFile, 'utf8'), path: '/v1/messages', headers, body }));
  }

  test('one thing is to be done first, and it can be gone on without', async () => {
    await setUp().next().filter({ hasText: 'Trust the certificate' }).waitFor();
    await running.app.window.button('Go on without').click();
    await setUp().next().filter({ hasText: 'Point Claude Code at Whence' }).waitFor();
    await running.app.window.page.getByText('Waiting for a client to connect').waitFor();
    await expectNoViolationsInThemes(running.app.window.page, 'the first-run page, at the second step');
  });

  describe('the sample session', () => {
    let before: unknown;

    test('is loaded by a click, and one of its requests is open', async () => {
      before = await setUp().held();
      await running.app.window.button('Load the sample session').click();
      await setUp().sampleStrip().getByText('counted neither').waitFor();
      await running.app.window.row('Explore').first().waitFor();
      await running.app.window.page.getByText('Cache missed.').waitFor();
      for (const source of ['board', 'ledger', 'regression-test', '/home/you/toolshed/CLAUDE.md']) {
        await expect.poll(() => running.app.window.hasSource(source)).toBe(true);
      }
      expect(await running.app.window.row('sample').count()).toBeGreaterThan(0);
      await expectNoViolationsInThemes(running.app.window.page, 'the strip above the sample session', { within: '.sample-strip' });
    });

    test('ticks off nothing of the set-up, and is loaded once', async () => {
      const rows = (await running.app.window.rows()).length;
      await setUp().sampleStrip().getByRole('link', { name: 'Capture your own' }).click();
      await setUp().step('Run claude').filter({ hasText: 'No request yet' }).waitFor();
      await running.app.window.button('Look at the sample session').click();
      await setUp().sampleStrip().waitFor();
      expect(await running.app.window.rows()).toHaveLength(rows);
    });

    test('is removed by a click, and leaves what there was before', async () => {
      await running.app.window.button('More for the chosen session').click();
      await running.app.window.page.getByRole('menuitem', { name: 'Remove the sample session' }).click();
      await setUp().next().waitFor();
      expect(await setUp().held()).toEqual(before);
    });

    test('is offered by the menu and the palette too, where it can be removed again', async () => {
      await running.app.window.fromMenu('Load the sample session');
      await setUp().sampleStrip().waitFor();
      await running.app.window.page.keyboard.press('Control+k');
      await running.app.window.page.keyboard.type('remove the sample');
      await running.app.window.page.keyboard.press('Enter');
      await setUp().next().waitFor();
      expect(await setUp().held()).toEqual(before);
    });
  });

  test('a client that does not trust the certificate is named, with what to do', async () => {
    await running.app.window.goTo('Set-up');
    await expect(ask(running.upstream.caFile)).rejects.toThrow(/certificate/);
    await setUp().isDone('Point Claude Code at Whence');
    await setUp().open('Point Claude Code at Whence');
    await running.app.window.page.getByText('A client came, but does not trust the certificate').waitFor();
    await expectNoViolationsInThemes(running.app.window.page, 'Set-up, with a client that does not trust the certificate');
    await running.app.window.page.getByRole('main').getByRole('button', { name: /Open (its|their) connections again/ }).click();
    await expect.poll(async () => (await running.app.window.status()).distrusting).toEqual([]);
  });

  test('the first request ticks the last step off', async () => {
    expect(await ask((await running.app.window.status()).caFile)).toContain('Done.');
    await setUp().isDone('Run claude');
    await running.app.window.page.getByText('Whence sees Claude Code.').waitFor();
    await running.app.window.page.getByRole('link', { name: 'See the requests' }).click();
    await running.app.window.row('turn').waitFor();
  });
});
