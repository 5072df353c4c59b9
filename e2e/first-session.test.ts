import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Har } from 'har-format';
import { describe, expect, test } from 'vitest';
import { claudeRequest, type ClaudeRequest } from '../test-support/claude-request.ts';
import { harProblems } from '../test-support/har-problems.ts';
import { messageEvents } from '../test-support/message-stream.ts';
import { proxiedRequest } from '../test-support/proxied-request.ts';
import { PausedStream } from '../test-support/scripted-upstream.ts';
import { oneApp } from './one-app.ts';
import { SetUpPage } from './pages/set-up.ts';
import { systemCertificates, whyNoPrivateMachine } from './private-machine.ts';

const missing = whyNoPrivateMachine();
if (missing !== null) console.warn(`Skipped: trusting the certificate and taking that back: ${missing}.`);

describe('from launch to a HAR file', () => {
  const asked = withUnknownText(paidBySubscription(claudeRequest()));
  const reply = messageEvents({
    content: [{ type: 'text', text: 'It listens on port 7070.' }],
    usage: { input_tokens: 100, cache_creation_input_tokens: 500 },
    outputTokens: 9,
  });
  const stream = new PausedStream();
  const running = oneApp();

  test.skipIf(missing !== null)('the certificate is trusted by the system after one click', async () => {
    const ours = await readFile((await running.app.window.status()).caFile, 'utf8');
    expect(systemCertificates()).not.toContain(ours.trim());
    await running.app.window.button('Trust certificate').click();
    await new SetUpPage(running.app.window).isDone('Trust the certificate');
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
    await running.app.window.row('turn 1').click();
    await running.app.window.openTab('Context');
    for (const source of ['Read', 'depot', '/home/someone/depot/CLAUDE.md']) {
      await expect.poll(() => running.app.window.hasSource(source)).toBe(true);
    }
    // How it was billed is said in words too; the tools stand first, in what was written to the cache.
    expect(await running.app.window.sourceLine('Read')).toMatch(/\d+ written, 5 min/);
    expect(await running.app.window.sourceLine('Read')).toMatch(/\$0\.\d+/);
    await running.app.window.openTab('Response');
    await expect.poll(() => running.app.window.page.getByText('It listens on port 7070.').count()).toBeGreaterThan(0);
  });

  test('what it cost sums, and is called API-equivalent where a subscription covers it', async () => {
    const { window } = running.app;
    await window.openTab('Context');
    await expect.poll(() => window.sum('Prompt').innerText()).toMatch(/600[^]*500 written, 5 min[^]*100 not cached/);
    expect(await window.sum('Output').innerText()).toMatch(/9[^]*9 text/);
    expect(await window.sum('Total').innerText()).toMatch(/as billed[^]*API-equivalent/);
    const [prompt, output, total] = await Promise.all([window.sumOfCosts('Prompt'), window.sumOfCosts('Output'), window.sumOfCosts('Total')]);
    expect(total).toBeGreaterThan(0);
    expect(prompt + output).toBeCloseTo(total, 9);
  });

  test('text that no rule knows is counted, and the way leads to it', async () => {
    const { window } = running.app;
    await window.page.getByRole('button', { name: '1 request holds text Whence does not know' }).click();
    await window.page.getByRole('dialog', { name: 'Unknown text' }).getByText('1 request holds text that this version of Whence does not know.').waitFor();
    await window.page.getByRole('link', { name: 'Open the latest' }).click();
    await expect.poll(() => window.hasSource('unknown harness text')).toBe(true);
  });

  test('the session is exported as a valid HAR file that holds the bytes sent', async () => {
    const file = join(running.app.dataDir, '..', 'session.har');
    await running.app.electron.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
    }, file);
    await running.app.window.fromMenu('Export…');
    await running.app.window.button('Save as…').click();
    await running.app.window.page.getByText('1 request was written to session.har.').first().waitFor();

    const har: Har = JSON.parse(await readFile(file, 'utf8'));
    expect(harProblems(har)).toEqual([]);
    expect(har.log.entries).toHaveLength(1);
    const entry = har.log.entries[0];
    expect(entry?.request.postData?.text).toBe(asked.body);
    expect(entry?.response.content.text).toBe(reply.join(''));
    expect(entry?.request.headers).toContainEqual({ name: 'X-Claude-Code-Session-Id', value: asked.sessionId });
  });

  test('a subagent is shown by its name, a retry as one, and what Claude Code asks for itself by its purpose', async () => {
    const { window } = running.app;
    const { proxy, caFile } = await window.status();
    const ca = missing === null ? systemCertificates() : await readFile(caFile, 'utf8');
    const send = async ({ headers, body }: Pick<ClaudeRequest, 'headers' | 'body'>) => {
      const response = await proxiedRequest({ proxyUrl: proxy.url, ca, path: '/v1/messages?beta=true', headers, body });
      await response.resume().toArray();
    };
    const task = 'Find out where the depot keeps its keys.';
    const parent = claudeRequest('Where are the keys?', 'a1b2c3d4-1b7d-4e02-9c55-6f1f0a2b4d17');
    const call = { type: 'tool_use', id: 'toolu_scout', name: 'Agent', input: { subagent_type: 'scout', prompt: task } } as const;
    await running.upstream.script({ kind: 'body', status: 529, contentType: 'application/json', body: '{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}' });
    await send(parent);
    await running.upstream.script({ kind: 'stream', message: { content: [call], usage: { input_tokens: 600 } } });
    await send(parent);
    const ofScout = { ...parent.headers, 'x-claude-code-request-class': 'subagent', 'x-claude-code-agent-id': 'b2f1c9d4e8a04e6f' };
    await send({ headers: ofScout, body: JSON.stringify({ ...JSON.parse(parent.body), messages: [{ role: 'user', content: task }] }) });
    const title = { model: 'claude-haiku-4-5', max_tokens: 64, messages: [{ role: 'user', content: '<session>Where are the keys?</session>' }] };
    await send({ headers: { ...parent.headers, 'x-claude-code-request-class': 'auxiliary' }, body: JSON.stringify(title) });

    await window.row('session title').waitFor();
    await window.row('scout').filter({ hasText: 'turn 1' }).waitFor();
    await window.row('2 tries').click();
    await window.page.getByRole('link', { name: 'retry of' }).click();
    await expect.poll(() => window.page.getByRole('region', { name: 'Request' }).getByText('529').count()).toBeGreaterThan(0);
  });

  test.skipIf(missing !== null)('the certificate is taken back with one click', async () => {
    const ours = await readFile((await running.app.window.status()).caFile, 'utf8');
    await running.app.window.goTo('Set-up');
    await new SetUpPage(running.app.window).open('Trust the certificate');
    await running.app.window.button('Remove certificate').click();
    await running.app.window.button('Trust certificate').waitFor();
    expect(systemCertificates()).not.toContain(ours.trim());
  });
});

function paidBySubscription(request: ClaudeRequest): ClaudeRequest {
  return { ...request, headers: { ...request.headers, authorization: 'Bearer made-up', 'anthropic-beta': 'oauth-2025-04-20' } };
}

/** With a reminder that Claude Code does not write. */
function withUnknownText(request: ClaudeRequest): ClaudeRequest {
  const body = JSON.parse(request.body);
  body.messages[0].content.unshift({ type: 'text', text: '<system-reminder>\nThe moon of this session is waxing; adapt to it.\n</system-reminder>' });
  return { ...request, body: JSON.stringify(body) };
}
