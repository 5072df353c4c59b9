import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { claudeRequest } from '../test-support/claude-request.ts';
import { openTunnel, proxiedRequest } from '../test-support/proxied-request.ts';
import { startScriptedUpstream, type ScriptedUpstream } from '../test-support/scripted-upstream.ts';
import { keepFailureScreenshots } from './failure-screenshots.ts';
import { launchApp, type RunningApp } from './launch-app.ts';

let dataDir: string;
let upstream: ScriptedUpstream;
let app: RunningApp;
let proxyUrl: string;

keepFailureScreenshots(() => app);
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'whence-killed-app-'));
  upstream = await startScriptedUpstream();
  app = await launchApp({ upstream, dataDir, standby: true });
  ({ url: proxyUrl } = (await app.window.status()).proxy);
});
afterAll(async () => {
  await app?.close();
  await upstream?.close();
  await rm(dataDir, { recursive: true, force: true });
});

/** One request to Claude's host through the port, by a client that trusts `ca` alone. */
async function ask(ca: string, sessionId: string): Promise<string> {
  const { headers, body } = claudeRequest('Are you there?', sessionId);
  return text(await proxiedRequest({ proxyUrl, ca, path: '/v1/messages', headers, body }));
}
const upstreamCa = () => readFileSync(upstream.caFile, 'utf8');
const ourCa = async () => readFileSync((await app.window.status()).caFile, 'utf8');
const sessions = async () => (await app.window.rows()).flatMap(({ sessionId }) => sessionId ?? []);
const states = async () => (await app.window.rows()).map(({ state }) => state);

describe('when the app is gone', () => {
  test('killed: its port answers all the same, and opens nothing', async () => {
    await expect.poll(async () => (await app.window.status()).standby.state).toBe('ready');
    expect(await ask(await ourCa(), 'before')).toContain('Done.');
    await expect.poll(sessions).toEqual(['before']);
    await app.kill();
    // The upstream's own certificate is what the client sees now.
    expect(await ask(upstreamCa(), 'away')).toContain('Done.');
  });

  test('started again: the same port, captured again, and what passed meanwhile is in the list', async () => {
    app = await launchApp({ upstream, dataDir, standby: true });
    expect((await app.window.status()).proxy.url).toBe(proxyUrl);
    expect(await ask(await ourCa(), 'after')).toContain('Done.');
    await expect.poll(sessions).toEqual(['before', 'after']);
    await expect.poll(states).toEqual(['complete', 'uncaptured', 'complete']);
    expect((await app.window.rows())[1]).toMatchObject({ host: 'api.anthropic.com', error: { code: 'app-away' } });
    expect((await app.window.status()).notices).toEqual([]);
  });

  test('quit: the same', async () => {
    await expect.poll(async () => (await app.window.status()).standby.state).toBe('ready');
    await app.close();
    expect(await ask(upstreamCa(), 'quit')).toContain('Done.');
    app = await launchApp({ upstream, dataDir });
    expect((await app.window.status()).proxy.url).toBe(proxyUrl);
    await expect.poll(states).toEqual(['complete', 'uncaptured', 'complete', 'uncaptured']);
  });

  test('quit without a standby: the port is closed', async () => {
    await app.close();
    await expect(openTunnel(proxyUrl, 'api.anthropic.com:443')).rejects.toThrow('ECONNREFUSED');
  });
});
