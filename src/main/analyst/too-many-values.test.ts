import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { StoredTraffic } from '../../../test-support/stored-traffic.ts';

it('keeps a body of hundreds of thousands of values, attributes none of it, and goes on with what follows', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'values-'));
  const traffic = new StoredTraffic(join(folder, 'whence.db'));
  const body = `{"model":"claude-sonnet-4-5","messages":[${'{},'.repeat(400_000)}{}]}`;
  traffic.add({ id: 'values', at: 1, body }, { id: 'next', at: 2 });
  expect(await traffic.analyse()).toEqual(['values', 'next']);
  while ((await traffic.writes.packBodies(9)) > 0);
  expect(traffic.reads.readAnalysis('values')).toMatchObject({ isPrompt: false, promptTokens: null, sources: [] });
  expect(Buffer.from(traffic.reads.readBody('values', 'request')?.octets ?? []).toString()).toBe(body);
  expect(traffic.reads.readAnalysis('next')?.isPrompt).toBe(true);
  traffic.close();
  rmSync(folder, { recursive: true, force: true });
});
