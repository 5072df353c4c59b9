import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { archivesOver } from '../../../test-support/archives-under-test.ts';
import { bytes, closed, connected, RecorderTests, request } from '../../../test-support/recorder-under-test.ts';
import { StoredTraffic } from '../../../test-support/stored-traffic.ts';
import { sampleFile } from '../sample-file.ts';
import { openForWriting } from '../store/open-for-writing.ts';
import { sampleLoader } from './load-sample.ts';

const tests = new RecorderTests();

/** Every row of every table but those that say how far the database itself is. */
function contents(): Record<string, readonly unknown[]> {
  const store = openForWriting(tests.databaseFile);
  const tables = store.prepare<[], string>("SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' AND name NOT GLOB 'sqlite_*' ORDER BY name").pluck().all();
  const rows = Object.fromEntries(tables.map((table) => [table, store.prepare(`SELECT * FROM "${table}"`).all()]));
  store.close();
  return rows;
}

test('it is loaded once, as of now, under its own mark, and removed without a trace', async () => {
  const recording = await tests.record();
  recording.tell(connected(), bytes('client', request('{}')), bytes('upstream', 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}'), closed());
  await recording.stored();
  const reads = recording.reads();
  await expect.poll(() => reads.listRows({ limit: 9 }).rows.map(({ state }) => state)).toEqual(['complete']);
  const before = contents();
  const archives = archivesOver(recording.recorder, tests.databaseFile);
  const load = sampleLoader(reads, archives);

  const beganAtUs = Date.now() * 1000;
  expect(await Promise.all([load(), load()])).toEqual([{ done: true, message: 'The sample session is here.' }, { done: true, message: 'The sample session is here.' }]);
  expect(await load()).toMatchObject({ done: true });
  const [sample, ...others] = reads.listImports();
  expect(others).toEqual([]);
  expect(sample).toMatchObject({ isSample: true, fileName: 'Sample session', creator: null });
  const rows = reads.listRows({ limit: 100 }).rows.filter(({ importNumber }) => importNumber !== null);
  expect(rows).toHaveLength(sample?.exchanges ?? 0);
  const lastUs = Math.max(...rows.map(({ timing }) => timing.responseDeliveredAtUs ?? 0));
  expect(Math.abs(lastUs - beganAtUs)).toBeLessThan(120e6);
  expect(rows.filter(({ isPinned }) => isPinned)).toHaveLength(1);

  expect(await archives.removeImport(sample?.number ?? 0)).toMatchObject({ done: true });
  expect(contents()).toEqual(before);
  expect(readdirSync(tests.folder).filter((name) => name.includes('sample'))).toEqual([]);
});

test('where its requests were deleted, it is loaded anew', async () => {
  const recording = await tests.record();
  const reads = recording.reads();
  const archives = archivesOver(recording.recorder, tests.databaseFile);
  const load = sampleLoader(reads, archives);
  await load();
  const store = openForWriting(tests.databaseFile);
  store.exec('DELETE FROM exchange');
  store.close();
  expect(await load()).toMatchObject({ done: true });
  expect(reads.listImports().map(({ exchanges }) => exchanges)).toEqual([reads.listRows({ limit: 1 }).total]);
});

test('it shows what there is to be seen: a cache that was lost, a retry, a subagent, a title, an answer that was cut off, and prices for all', async () => {
  const recording = await tests.record();
  await archivesOver(recording.recorder, tests.databaseFile).importFrom(sampleFile(), 'sample');
  await recording.recorder.close();
  const traffic = new StoredTraffic(tests.databaseFile);
  tests.endings.push(() => traffic.close());
  await traffic.analyse();
  const rows = traffic.reads.listRows({ limit: 100 }).rows;

  const missed = rows.filter(({ cacheVerdict }) => cacheVerdict === 'miss');
  expect(missed.map(({ isPinned }) => isPinned)).toEqual([true]);
  const [one] = missed;
  const sources = traffic.reads.readSources(one?.id ?? '') ?? [];
  expect(sources.filter(({ kind }) => kind === 'mcp-tool-definition' || kind === 'mcp-result').map(({ name }) => name)).toEqual(expect.arrayContaining(['board', 'ledger']));
  expect(rows.filter(({ retryOf }) => retryOf !== null)).toHaveLength(1);
  expect(rows.filter(({ agentName }) => agentName === 'Explore')).toHaveLength(3);
  expect(rows.filter(({ auxiliaryPurpose }) => auxiliaryPurpose === 'title')).toHaveLength(1);
  expect(rows.filter(({ state }) => state === 'interrupted')).toHaveLength(1);
  expect(Math.max(...rows.map(({ turnNumber }) => turnNumber ?? 0))).toBe(4);
  const answered = rows.filter(({ status, state }) => status === 200 && state === 'complete');
  expect(answered.filter(({ costMicroUsd }) => costMicroUsd === null || costMicroUsd === 0)).toEqual([]);
  // It is in no sum.
  expect(traffic.reads.readCosts({ by: 'day', limit: 10 }).entries).toEqual([]);
});
