import { readdir, rm, writeFile, mkdtemp } from 'node:fs/promises';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer, text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { claudeRequest } from '../test-support/claude-request.ts';
import { messageEvents } from '../test-support/message-stream.ts';
import { openSecureTunnel, openTunnel, proxiedRequest } from '../test-support/proxied-request.ts';
import { PausedStream, startScriptedUpstream, type ScriptedUpstream } from '../test-support/scripted-upstream.ts';
import { keepFailureScreenshots } from './failure-screenshots.ts';
import { launchApp, type RunningApp } from './launch-app.ts';

const reply = messageEvents({ content: [{ type: 'text', text: 'Half of this will arrive.' }] });
let dataDir: string;
let upstream: ScriptedUpstream;
let app: RunningApp;
let client: { readonly proxyUrl: string; readonly ca: string };

keepFailureScreenshots(() => app);
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'whence-bad-'));
  upstream = await startScriptedUpstream();
  app = await launchApp({ upstream, dataDir });
  const { proxy, caFile } = await app.window.status();
  client = { proxyUrl: proxy.url, ca: readFileSync(caFile, 'utf8') };
});
afterAll(async () => {
  await app?.close();
  await upstream?.close();
  await rm(dataDir, { recursive: true, force: true });
});

/** Sends a Claude request that belongs to a session of its own, so that its row can be told. */
function ask(sessionId: string, body?: string) {
  const asked = claudeRequest('Are you there?', sessionId);
  return proxiedRequest({ ...client, path: '/v1/messages', headers: asked.headers, body: body ?? asked.body });
}

/** The row of a session when its exchange has ended, however it did. */
async function endedRow(sessionId: string) {
  const ended = async () => (await app.window.rows()).find((row) => row.sessionId === sessionId && row.state !== 'open');
  await expect.poll(ended).toBeDefined();
  return ended();
}

describe('what goes wrong passes through as it is, and its row says so', () => {
  test('a body that is not JSON', async () => {
    expect(await text(await ask('not-json', 'this is { not JSON'))).toContain('Done.');
    expect(await endedRow('not-json')).toMatchObject({ state: 'complete', status: 200, error: null });
    expect(upstream.received.at(-1)?.body.toString()).toBe('this is { not JSON');
    await app.window.row('200').first().waitFor();
  });

  test('an answer in HTML', async () => {
    await upstream.script({ kind: 'body', status: 502, contentType: 'text/html', body: '<h1>Bad gateway</h1>' });
    const response = await ask('html');
    expect([response.statusCode, await text(response)]).toEqual([502, '<h1>Bad gateway</h1>']);
    expect(await endedRow('html')).toMatchObject({ state: 'complete', status: 502 });
    await app.window.row('502').waitFor();
  });

  test('a server that breaks off before it answers', async () => {
    await upstream.script({ kind: 'reset' });
    await expect(ask('reset')).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect(await endedRow('reset')).toMatchObject({ state: 'interrupted', status: null, error: { code: 'upstream-reset' } });
    await app.window.row('cut off').first().waitFor();
  });

  test('a server that breaks off in the middle of its answer', async () => {
    const stream = new PausedStream();
    await upstream.script({ kind: 'paused-stream', stream });
    const response = await ask('half');
    stream.write(reply.slice(0, 4).join(''));
    await once(response, 'readable');
    const read = buffer(response);
    stream.abort();
    await expect(read).rejects.toThrow('aborted');
    expect(await endedRow('half')).toMatchObject({ state: 'interrupted', status: 200 });
    await app.window.row('200 cut off').first().waitFor();
  });

  test('a client that drops the connection', async () => {
    const secure = await openSecureTunnel({ ...client, path: '' });
    secure.write('POST /v1/messages HTTP/1.1\r\nHost: api.anthropic.com\r\nx-claude-code-session-id: dropped\r\nContent-Length: 1000\r\n\r\n{"model"');
    await expect.poll(async () => (await app.window.rows()).some((row) => row.sessionId === 'dropped')).toBe(true);
    secure.destroy();
    expect(await endedRow('dropped')).toMatchObject({ status: null, error: { code: expect.stringMatching(/^client-(closed|reset)$/) } });
  });

  test('a client that speaks garbage', async () => {
    const secure = await openSecureTunnel({ ...client, path: '' });
    secure.on('error', () => undefined);
    secure.write('\u0001\u0002 this is no HTTP \u0003\r\n\r\n');
    await expect.poll(async () => (await app.window.rows()).map((row) => row.error?.code)).toContain('client-not-http');
    secure.destroy();
  });

  test('a server that is down', async () => {
    await upstream.close();
    await expect(openTunnel(client.proxyUrl, 'api.anthropic.com:443')).rejects.toThrow('502');
    await expect.poll(async () => (await app.window.rows()).map((row) => row.error?.code)).toContain('connection-refused');
  });

  test('and the app is none the worse for it', async () => {
    expect(await app.window.status()).toMatchObject({ lost: 0, notices: [] });
    expect(app.said()).not.toMatch(/uncaught|unhandled/i);
  });
});

test('a corrupt database is set aside, and the window names it', async () => {
  await app.close();
  await writeFile(join(dataDir, 'whence.db'), 'This was a database. '.repeat(1000));
  await rm(join(dataDir, 'whence.db-wal'), { force: true });
  upstream = await startScriptedUpstream();
  app = await launchApp({ upstream, dataDir });
  const aside = (await readdir(dataDir)).find((name) => /^whence-damaged-.*\.db$/.test(name));
  expect(aside).toBeDefined();
  await app.window.page.getByRole('button', { name: /notice/ }).click();
  const notices = app.window.page.getByRole('dialog', { name: 'Notices' });
  await notices.getByText(`It was put aside as ${aside}`).waitFor();
  // Nothing of it is a database any more.
  await notices.getByText('Nothing could be read from the damaged database').waitFor();
  expect(await app.window.rows()).toEqual([]);
});
