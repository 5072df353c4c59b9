import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { runClient } from '../test-support/real-client/run-client.ts';
import { startScriptedUpstream, type ScriptedUpstream } from '../test-support/scripted-upstream.ts';
import { realClientBinary, whyNoRealClient } from './private-machine.ts';
import { startEngine, type RunningEngine } from './start-engine.ts';

const missing = whyNoRealClient();
if (missing !== null) console.warn(`Skipped: the real Claude Code without the certificate: ${missing}.`);

const listing = z.object({ requests: z.array(z.object({ state: z.string(), host: z.string(), error: z.object({ code: z.string(), message: z.string() }) })) });

describe.skipIf(missing !== null)('the real Claude Code without the certificate', () => {
  let upstream: ScriptedUpstream;
  let engine: RunningEngine;
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'whence-untrusting-'));
    upstream = await startScriptedUpstream();
    engine = await startEngine(join(folder, 'data'), upstream);
  });
  afterAll(async () => {
    await engine?.end();
    await upstream?.close();
    await rm(folder, { recursive: true, force: true });
  });

  test('works as if we were not there, and its connections are listed as passed through unseen', async () => {
    const answer = 'The lantern is red.';
    await upstream.script({ kind: 'stream', message: { content: [{ type: 'text', text: answer }], usage: { input_tokens: 14_000 } } });
    const client = await runClient({
      binary: realClientBinary() ?? '',
      prompt: 'What colour is the lantern?',
      proxyUrl: engine.proxy,
      // The server's authority, in which it would have trusted without us. Ours is missing.
      caFile: upstream.caFile,
      folder,
      projectMemory: 'Lanterns are described in one short sentence.\n',
      timeLimitMs: 45_000,
    });
    expect(client).toMatchObject({ code: 0, stdout: expect.stringContaining(answer) });
    expect(upstream.received.some(({ path, method }) => method === 'POST' && path.startsWith('/v1/messages'))).toBe(true);

    const rows = async (): Promise<z.infer<typeof listing>['requests']> =>
      listing.parse(JSON.parse(String(await engine.fetch('/api/claude/requests?limit=100')))).requests;
    await expect.poll(async () => (await rows()).map(({ state }) => state)).toContain('uncaptured');
    const uncaptured = (await rows()).filter(({ state }) => state === 'uncaptured');
    for (const { host, error } of uncaptured) {
      expect(host).toBe('api.anthropic.com');
      expect(error.code).toBe('client-distrusts');
      expect(error.message).toMatch(/^Not trusted: passed through unseen, since claude \(process \d+\) refused/);
    }
    // Beside them there is only what it took to find out.
    const others = (await rows()).filter(({ state }) => state !== 'uncaptured');
    expect(others.map(({ error }) => error.code)).toEqual(others.map(() => 'client-distrusts'));
    expect(others.length).toBeGreaterThan(0);
  });
});
