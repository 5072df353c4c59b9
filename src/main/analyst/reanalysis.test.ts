import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { StartedWorkers } from '../../../test-support/started-workers.ts';
import { quietAnalyst } from '../../../test-support/quiet-options.ts';
import { StoredTraffic, type RequestToStore } from '../../../test-support/stored-traffic.ts';
import type { StatusView } from '../../contract/status-view.ts';
import { startAnalystThread } from './analyst-handle.ts';

// Only for what never comes: the analyst works at the lowest priority, and a busy machine may keep it waiting for minutes.
const patience = { timeout: 240_000 };
const longTest = { timeout: 300_000 };

let folder: string;
let traffic: StoredTraffic;
const usage = { input_tokens: 400, output_tokens: 20 };
const request = (id: string, at: number, sessionId: string, more: Partial<RequestToStore> = {}): RequestToStore => ({ id, at, sessionId, usage, ...more });
/** Figures as older rules had them. */
const makeOld = () => traffic.store.exec('UPDATE exchange SET rule_version = 1, prompt_tokens = 7, thread_key = NULL');

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'reanalysis-'));
  traffic = new StoredTraffic(join(folder, 'whence.db'));
});
afterEach(() => {
  traffic.close();
  rmSync(folder, { recursive: true, force: true });
});

it('begins with what was never analysed, then takes the latest session, each from its beginning on', longTest, async () => {
  traffic.add(request('a1', 10, 'a'), request('b1', 20, 'b'), request('a2', 30, 'a'), request('b2', 40, 'b'));
  await traffic.analyse();
  makeOld();
  traffic.add(request('c1', 50, 'c'), request('a3', 60, 'a'));
  expect(await traffic.analyse(3)).toEqual(['c1', 'a3', 'b1']);
  // What comes meanwhile is not kept waiting.
  traffic.add(request('b3', 70, 'b'));
  traffic.restartAnalyst();
  expect(await traffic.analyse()).toEqual(['b3', 'b2', 'a1', 'a2']);
  expect(traffic.reads.listRows({ limit: 9 }).rows.map(({ promptTokens, threadKey }) => [promptTokens, threadKey])).toEqual(Array.from({ length: 7 }, () => [400, 'main']));
});

it('keeps the old figures until the new ones are there, says how much is left, and goes on after its thread was killed', longTest, async () => {
  const count = 80;
  traffic.add(...Array.from({ length: count }, (_, index) => request(`id-${index}`, index * 10, `session-${index % 3}`)));
  await traffic.analyse();
  makeOld();
  const threads = new StartedWorkers();
  const progress: StatusView['reanalysis'][] = [];
  const analyst = startAnalystThread({
    ...quietAnalyst,
    databaseFile: traffic.file,
    onAnalysed: () => undefined,
    onBacklog: (_, again) => progress.push(again),
    onNotice: () => undefined,
  });
  await expect.poll(() => progress.length, patience).toBeGreaterThan(0);
  await threads.kill(-1);
  const left = () => traffic.reads.countOutdated(2);
  const rows = () => traffic.reads.listRows({ limit: count }).rows;
  expect(left().total).toBe(count);
  expect(rows().filter(({ promptTokens }) => promptTokens === 7)).toHaveLength(left().left);
  await expect.poll(left, patience).toEqual({ left: 0, total: count });
  expect(rows().every(({ promptTokens }) => promptTokens === 400)).toBe(true);
  await expect.poll(() => progress.at(-1), patience).toEqual({ left: 0, total: count });
  expect(progress.every(({ total }) => total === count)).toBe(true);
  await analyst.close();
  threads.stop();
});

it('learns from counts and bills, keeps what it learnt for the next run, and drops what another tokenizer taught', longTest, async () => {
  const texts = ['keys', ...Array.from({ length: 6 }, (_, index) => `The depot keeps its ${index} keys under the mat of the back door. `.repeat(30))];
  traffic.add(
    ...texts.map((text, index) => request(`count-${index}`, index, 'one', { path: '/v1/messages/count_tokens', body: JSON.stringify({ model: 'claude-sonnet-4-5', messages: [{ role: 'user', content: text }] }), answerBody: `{"input_tokens":${index === 0 ? 8 : 700}}` })),
  );
  await traffic.analyse();
  traffic.restartAnalyst();
  traffic.add(request('unbilled', 100, 'one', { answer: null, state: 'failed' }));
  await traffic.analyse();
  expect(traffic.reads.readAnalysis('unbilled')).toMatchObject({ estimateBasis: 'learnt', tokensEstimated: true });
  expect(traffic.reads.readLearnt('another tokenizer')).toBeNull();
  traffic.store.exec("UPDATE learnt_counts SET tokenizer = 'another'");
  traffic.restartAnalyst();
  traffic.store.exec("UPDATE exchange SET rule_version = 0 WHERE id = 'unbilled'");
  await traffic.analyse();
  expect(traffic.reads.readAnalysis('unbilled')).toMatchObject({ estimateBasis: 'tokenizer' });
});
