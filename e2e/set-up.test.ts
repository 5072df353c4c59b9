import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { claudeRequest } from '../test-support/claude-request.ts';
import { proxiedRequest } from '../test-support/proxied-request.ts';
import { startScriptedUpstream, type ScriptedUpstream } from '../test-support/scripted-upstream.ts';
import { expectNoViolations, expectNoViolationsInThemes } from './axe.ts';
import { keepFailureScreenshots } from './failure-screenshots.ts';
import { launchApp, type RunningApp } from './launch-app.ts';
import { SetUpPage } from './pages/set-up.ts';
import { systemCertificates, whyNoPrivateMachine } from './private-machine.ts';

const missing = whyNoPrivateMachine();
if (missing !== null) console.warn(`Skipped: trusting the certificate: ${missing}.`);
const client = fileURLToPath(new URL('../test-support/environment-client.mjs', import.meta.url));

describe('from nothing to the first request', () => {
  const folder = mkdtempSync(join(tmpdir(), 'whence-set-up-'));
  let upstream: ScriptedUpstream;
  let app: RunningApp;
  let setUp: SetUpPage;

  keepFailureScreenshots(() => app);
  beforeAll(async () => {
    // A terminal in which somebody runs a client at once, with nothing but what the terminal was given.
    const { headers, body } = claudeRequest();
    writeFileSync(join(folder, 'request.json'), JSON.stringify({ headers, body }));
    mkdirSync(join(folder, 'bin'));
    const terminal = join(folder, 'bin', 'stand-in');
    writeFileSync(terminal, `#!/bin/sh\nshift; exec env -i HOME="$HOME" PATH=/usr/bin:/bin "$@" <<'END'\n'${process.execPath}' '${client}' '${join(folder, 'request.json')}' >'${join(folder, 'answer')}'\nEND\n`);
    chmodSync(terminal, 0o755);
    upstream = await startScriptedUpstream();
    app = await launchApp({ upstream, environment: { SHELL: '/bin/bash', TERMINAL: 'stand-in', PATH: `${join(folder, 'bin')}:${process.env['PATH'] ?? ''}` } });
    setUp = new SetUpPage(app.window);
  });
  afterAll(async () => {
    await app?.close();
    await upstream?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test('one thing is to be done first', async () => {
    await setUp.next().filter({ hasText: 'Trust the certificate' }).waitFor();
    await app.window.button('Trust certificate').waitFor();
    expect(await setUp.next().count()).toBe(1);
  });

  describe('the sample session', () => {
    let before: unknown;

    test('is loaded by a click, and one of its requests is open', async () => {
      before = await setUp.held();
      await app.window.button('Load the sample session').click();
      await setUp.sampleStrip().getByText('in no sum').waitFor();
      await app.window.page.getByText('Cache missed.').waitFor();
      for (const source of ['board', 'ledger', '/home/you/toolshed/CLAUDE.md']) await expect.poll(() => app.window.hasSource(source)).toBe(true);
      expect(await app.window.row('sample').count()).toBeGreaterThan(0);
      await expectNoViolations(app.window.page, 'the strip above the sample session', { within: '.sample-strip' });
    });

    test('ticks off nothing of the set-up, and is there once', async () => {
      const rows = (await app.window.rows()).length;
      await setUp.sampleStrip().getByRole('link', { name: 'Capture your own' }).click();
      await setUp.step('Run claude').filter({ hasText: 'No request yet' }).waitFor();
      await app.window.button('Look at the sample session').click();
      await setUp.sampleStrip().waitFor();
      expect(await app.window.rows()).toHaveLength(rows);
    });

    test('is removed by a click, and leaves what there was before', async () => {
      await app.window.button('More for the chosen session').click();
      await app.window.page.getByRole('menuitem', { name: 'Remove the sample session' }).click();
      await setUp.next().waitFor();
      expect(await setUp.held()).toEqual(before);
    });

    test('is offered by the menu and the palette too', async () => {
      await app.window.button('More').click();
      expect(await app.window.page.getByRole('menuitem', { name: /sample/ }).allInnerTexts()).toEqual(['Load the sample session']);
      await app.window.page.keyboard.press('Escape');
      expect(await setUp.offeredFor('sample session')).toEqual([expect.stringContaining('Load the sample session')]);
    });
  });

  test.skipIf(missing !== null)('the certificate is trusted by a click, which ticks the first step off', async () => {
    await app.window.button('Trust certificate').click();
    await setUp.isDone('Trust the certificate');
    expect(systemCertificates()).toContain(readFileSync((await app.window.status()).caFile, 'utf8').trim());
  });

  // On a machine whose certificate store must not be changed, and only there.
  test.each(missing === null ? [] : [missing])('the certificate can be gone on without (%s)', async () => {
    await app.window.button('Go on without').click();
    expect(await setUp.next().innerText()).toContain('Point Claude Code at Whence');
  });

  test('a terminal is next, which is waited for', async () => {
    await setUp.next().filter({ hasText: 'Point Claude Code at Whence' }).waitFor();
    // A claude that somebody runs on this machine runs past, which is said instead.
    await app.window.page.getByText(/Waiting for a client to connect|Claude Code runs past Whence: see above/).waitFor();
    await expectNoViolationsInThemes(app.window.page, 'the first-run page, at the second step', { within: 'main' });
  });

  test('what runs in the terminal that is opened is captured: the list takes the place of the page, and the focus', async () => {
    await app.window.button('Open terminal').click();
    await app.window.row('turn').waitFor();
    await expect.poll(() => readFileSync(join(folder, 'answer'), 'utf8')).toContain('Done.');
    await expect.poll(() => app.window.page.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('grid');
  });

  test('all steps are ticked off then, and fold to what is known of them', async () => {
    await app.window.goTo('Set-up');
    await setUp.isDone('Point Claude Code at Whence');
    await setUp.isDone('Run claude');
    await app.window.page.getByText('Whence sees Claude Code.').waitFor();
    expect(await setUp.step('Run claude').innerText()).toContain('1 request captured');
    expect(await setUp.next().count()).toBe(0);
  });

  test('a client that does not trust the certificate is named, with what to do', async () => {
    const { headers, body } = claudeRequest();
    const { proxy } = await app.window.status();
    const asked = proxiedRequest({ proxyUrl: proxy.url, ca: readFileSync(upstream.caFile, 'utf8'), path: '/v1/messages', headers, body });
    await expect(asked.then((answer) => text(answer))).rejects.toThrow(/certificate/);
    await app.window.page.getByText('A client came, but does not trust the certificate').waitFor();
    await setUp.open('Point Claude Code at Whence');
    await expectNoViolations(app.window.page, 'Set-up, with a client that does not trust the certificate', { within: 'main' });
  });

  test.skipIf(missing !== null)('the certificate is taken back by a click', async () => {
    await setUp.open('Trust the certificate');
    await app.window.button('Remove certificate').click();
    await app.window.button('Trust certificate').waitFor();
    expect(systemCertificates()).not.toContain(readFileSync((await app.window.status()).caFile, 'utf8').trim());
  });
});
