import { mkdtemp, rm } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { claudeRequest } from '../test-support/claude-request.ts';
import { filesHolding } from '../test-support/files-holding.ts';
import { messageEvents } from '../test-support/message-stream.ts';
import { proxiedRequest } from '../test-support/proxied-request.ts';
import { madeUpKey } from '../test-support/real-client/run-client.ts';
import { startScriptedUpstream, type ScriptedUpstream } from '../test-support/scripted-upstream.ts';
import { startEngine, type RunningEngine } from './start-engine.ts';

const requestList = z.object({ requests: z.array(z.object({ id: z.string(), state: z.string() })), total: z.number() });

describe('the engine without a window', () => {
  const asked = claudeRequest();
  const bearer = 'made-up-bearer-of-a-test-0815';
  const reply = gzipSync(messageEvents({ content: [{ type: 'text', text: 'Done so.' }] }).join(''));
  let dataDir: string;
  let upstream: ScriptedUpstream;
  let engine: RunningEngine;

  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'whence-engine-'));
    upstream = await startScriptedUpstream();
    engine = await startEngine(dataDir, upstream);
  });
  afterAll(async () => {
    // Ended by the last test, where that was come to.
    await engine?.end();
    await upstream?.close();
    await rm(dataDir, { recursive: true, force: true });
  });

  async function onlyRequest() {
    const { requests } = requestList.parse(JSON.parse(String(await engine.fetch('/api/claude/requests'))));
    return requests[0];
  }

  test('gives back the octets that were sent and received', async () => {
    await upstream.script({ kind: 'body', status: 200, contentType: 'text/event-stream', contentEncoding: 'gzip', body: reply });
    const response = await proxiedRequest({
      proxyUrl: engine.proxy,
      ca: readFileSync(engine.ca, 'utf8'),
      path: '/v1/messages?beta=true',
      headers: { ...asked.headers, 'X-Api-Key': madeUpKey, Authorization: `Bearer ${bearer}` },
      body: asked.body,
    });
    expect(await buffer(response)).toEqual(reply);
    await expect.poll(async () => (await onlyRequest())?.state).toBe('complete');

    const { id } = (await onlyRequest()) ?? { id: '' };
    expect(String(await engine.fetch(`/api/claude/requests/${id}/body`))).toBe(asked.body);
    expect(await engine.fetch(`/api/claude/responses/${id}/body`)).toEqual(reply);
    expect(upstream.received[0]?.headers).toContainEqual(['X-Api-Key', madeUpKey]);
  });

  test('has the key nowhere in its data directory, neither while it runs nor after it ended', async () => {
    expect(await filesHolding(dataDir, [madeUpKey, bearer])).toEqual([]);
    expect(await filesHolding(dataDir, [asked.sessionId])).not.toEqual([]);
    expect(await engine.end()).toBe(0);
    expect(await filesHolding(dataDir, [madeUpKey, bearer])).toEqual([]);
  });
});
