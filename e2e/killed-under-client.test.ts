import { readFile, writeFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { messageEvents, type StreamedMessage } from '../test-support/message-stream.ts';
import { runClient } from '../test-support/real-client/run-client.ts';
import { PausedStream, startScriptedUpstream, type ScriptedUpstream } from '../test-support/scripted-upstream.ts';
import { keepFailureScreenshots } from './failure-screenshots.ts';
import { launchApp, type RunningApp } from './launch-app.ts';
import { realClientBinary, whyNoRealClient } from './private-machine.ts';

const missing = whyNoRealClient();
if (missing !== null) console.warn(`Skipped: killing the app under the real Claude Code: ${missing}.`);

describe.skipIf(missing !== null)('the real Claude Code, when the app is killed in the middle of a response', () => {
  let upstream: ScriptedUpstream;
  let app: RunningApp;
  let folder: string;
  let dataDir: string;
  let proxyUrl: string;

  keepFailureScreenshots(() => app);
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'whence-survives-'));
    dataDir = join(folder, 'data');
    upstream = await startScriptedUpstream();
    app = await launchApp({ upstream, dataDir, standby: true });
    const status = await app.window.status();
    proxyUrl = status.proxy.url;
    // The upstream's authority is to the test what the public ones are to a user: trusted with the app and without.
    const both = await Promise.all([status.caBundleFile, upstream.caFile].map((file) => readFile(file, 'utf8')));
    await writeFile(join(folder, 'both.pem'), both.join('\n'));
  });
  afterAll(async () => {
    await app?.close();
    await upstream?.close();
    await rm(folder, { recursive: true, force: true });
  });

  const run = (project: string) =>
    runClient({
      binary: realClientBinary() ?? '',
      prompt: 'What colour is the lantern?',
      proxyUrl,
      caFile: join(folder, 'both.pem'),
      folder: join(folder, project),
      projectMemory: 'Lanterns are described in one short sentence.\n',
      timeLimitMs: 50_000,
    });
  const states = async () => (await app.window.rows()).map(({ state }) => state);

  test('asks again through the standby, and finishes', async () => {
    await expect.poll(async () => (await app.window.status()).standby.state).toBe('ready');
    const stream = new PausedStream();
    await upstream.script({ kind: 'paused-stream', stream });
    await upstream.script({ kind: 'stream', message: says('The lantern is green.') });
    const client = run('killed');
    await expect.poll(async () => (await app.window.status()).streaming).toBe(1);
    stream.write(messageEvents(says('The lantern is r')).slice(0, 4).join(''));
    await expect.poll(async () => (await app.window.rows()).some(({ state, responseBytes }) => state === 'open' && responseBytes > 0)).toBe(true);
    await app.kill();
    expect(await client).toMatchObject({ code: 0, stdout: expect.stringContaining('The lantern is green.') });
  });

  test('is captured again after a restart, with what was cut off and what passed unseen in the list', async () => {
    app = await launchApp({ upstream, dataDir });
    await upstream.script({ kind: 'stream', message: says('It is still green.') });
    expect(await run('again')).toMatchObject({ code: 0, stdout: expect.stringContaining('It is still green.') });
    await expect.poll(states).toEqual(expect.arrayContaining(['interrupted', 'uncaptured', 'complete']));
    await app.window.row('turn').last().waitFor();
  });
});

function says(text: string): StreamedMessage {
  return { content: [{ type: 'text', text }] };
}
