import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Har } from 'har-format';
import { describe, expect, test } from 'vitest';
import { claudeRequest } from '../test-support/claude-request.ts';
import { harProblems } from '../test-support/har-problems.ts';
import { messageEvents } from '../test-support/message-stream.ts';
import { proxiedRequest } from '../test-support/proxied-request.ts';
import { PausedStream } from '../test-support/scripted-upstream.ts';
import { oneApp } from './one-app.ts';
import { systemCertificates, whyNoPrivateMachine } from './private-machine.ts';

const missing = whyNoPrivateMachine();
if (missing !== null) console.warn(`Skipped: trusting the certificate and taking that back: ${missing}.`);

describe('from launch to a HAR file', () => {
  const asked = claudeRequest();
  const reply = messageEvents({
    content: [{ type: 'text', text: 'It listens on port 7070.' }],
    usage: { input_tokens: 600 },
    outputTokens: 9,
  });
  const stream = new PausedStream();
  const running = oneApp();

  test.skipIf(missing !== null)('the certificate is trusted by the system after one click', async () => {
    const ours = await readFile((await running.app.window.status()).caFile, 'utf8');
    expect(systemCertificates()).not.toContain(ours.trim());
    await running.app.window.button('Trust certificate').click();
    await running.app.window.button('Remove certificate').waitFor();
    expect(systemCertificates()).toContain(ours.trim());
  });

  test('a request shows while its response still streams', async () => {
    await running.upstream.script({ kind: 'paused-stream', stream });
    const { proxy, caFile } = await running.app.window.status();
    const response = await proxiedRequest({
      proxyUrl: proxy.url,
      // Nothing but what the system trusts, after the test above.
      ca: missing === null ? systemCertificates() : await readFile(caFile, 'utf8'),
      path: '/v1/messages?beta=true',
      headers: asked.headers,
      body: asked.body,
    });
    const chunks = response.iterator();
    stream.write(reply.slice(0, 3).join(''));
    await chunks.next();

    await running.app.window.row('200 …').waitFor();
    await expect.poll(async () => (await running.app.window.status()).streaming).toBe(1);

    stream.write(reply.slice(3).join(''));
    stream.end();
    while (!(await chunks.next()).done);
    await running.app.window.row('600').filter({ hasNotText: '…' }).waitFor();
    expect(running.upstream.received[0]?.body.toString()).toBe(asked.body);
  });

  test('its context tree says where the prompt came from', async () => {
    await running.app.window.row('turn').click();
    await running.app.window.openTab('Context');
    for (const source of ['Read', 'depot', '/home/someone/depot/CLAUDE.md']) {
      await expect.poll(() => running.app.window.hasSource(source)).toBe(true);
    }
    await running.app.window.openTab('Response');
    await expect.poll(() => running.app.window.page.getByText('It listens on port 7070.').count()).toBeGreaterThan(0);
  });

  test('the session is exported as a valid HAR file that holds the bytes sent', async () => {
    const file = join(running.app.dataDir, '..', 'session.har');
    await running.app.electron.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
    }, file);
    await running.app.window.button('Export HAR…').click();
    await running.app.window.page.getByText('session.har').first().waitFor();

    const har: Har = JSON.parse(await readFile(file, 'utf8'));
    expect(harProblems(har)).toEqual([]);
    expect(har.log.entries).toHaveLength(1);
    const entry = har.log.entries[0];
    expect(entry?.request.postData?.text).toBe(asked.body);
    expect(entry?.response.content.text).toBe(reply.join(''));
    expect(entry?.request.headers).toContainEqual({ name: 'X-Claude-Code-Session-Id', value: asked.sessionId });
  });

  test.skipIf(missing !== null)('the certificate is taken back with one click', async () => {
    const ours = await readFile((await running.app.window.status()).caFile, 'utf8');
    await running.app.window.goTo('Set-up');
    await running.app.window.button('Remove certificate').click();
    await running.app.window.button('Trust certificate').waitFor();
    expect(systemCertificates()).not.toContain(ours.trim());
  });
});
