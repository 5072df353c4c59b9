import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { sessionOfTests } from '../../../../test-support/claude-request.ts';
import { StoredTraffic } from '../../../../test-support/stored-traffic.ts';
import { exchangeWrites } from '../exchange-writes.ts';
import { importWrites } from '../archive/import-writes.ts';
import { Deletion } from '../retention/deletion.ts';

let folder: string;
let traffic: StoredTraffic;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'imported-costs-'));
  traffic = new StoredTraffic(join(folder, 'whence.db'));
});
afterEach(() => {
  traffic.close();
  rmSync(folder, { recursive: true });
});

const usage = { input_tokens: 1000, output_tokens: 10 };
const groupings = ['source', 'owner', 'session', 'day', 'model', 'turn', 'thread'] as const;

test('what was imported costs nothing but in its own session, and is gone with its import', async () => {
  const { reads, store } = traffic;
  const started = Date.UTC(2026, 0, 2) * 1000;
  traffic.add({ id: 'captured', at: started, messages: [{ role: 'user', content: 'Hello' }], usage }, { id: 'imported', at: started + 5, messages: [{ role: 'user', content: 'Hello importedword' }], usage });
  const imports = importWrites(store, exchangeWrites(store));
  const number = imports.begin('theirs.har', 1);
  store.prepare("UPDATE exchange SET import_number = ? WHERE id = 'imported'").run(number);
  await traffic.analyse();

  const [row] = reads.readRows(['imported']);
  expect(row).toMatchObject({ importNumber: number, turnNumber: 1, predecessorId: null, retryOf: null });
  expect(row?.costMicroUsd).toBeGreaterThan(0);
  const session = `import:${number}:${sessionOfTests}`;
  expect(reads.listSessions().map(({ id, importNumber, exchanges }) => ({ id, importNumber, exchanges }))).toEqual([
    { id: session, importNumber: number, exchanges: 1 },
    { id: sessionOfTests, importNumber: null, exchanges: 1 },
  ]);
  for (const by of groupings) {
    for (const range of [{}, { fromUs: started + 1, untilUs: started + 9 }]) {
      const expected = 'fromUs' in range ? 0 : 1;
      const { entries, total } = reads.readCosts({ by, limit: 100, ...range });
      expect(total.exchanges).toBe(expected);
      expect(entries.reduce((sum, { costMicroUsd }) => sum + (costMicroUsd ?? 0), 0)).toBe(total.costMicroUsd ?? 0);
    }
    const own = reads.readCosts({ by, limit: 100, sessionId: session });
    expect(own.total).toMatchObject({ exchanges: 1, costMicroUsd: row?.costMicroUsd });
    expect(own.entries.reduce((sum, { costMicroUsd }) => sum + (costMicroUsd ?? 0), 0)).toBe(row?.costMicroUsd);
  }

  while ((await traffic.writes.packBodies(9)) > 0);
  const isIndexed = store.prepare("SELECT count(*) FROM text_words WHERE text_words MATCH 'importedword'").pluck();
  expect(isIndexed.get()).toBe(1);
  const deletion = new Deletion(traffic.analystStore, { what: 'import', importNumber: number });
  while (deletion.step());
  expect(reads.listImports()).toEqual([]);
  expect(isIndexed.get()).toBe(0);
  expect(reads.listSessions().map(({ id }) => id)).toEqual([sessionOfTests]);
  expect(reads.readCosts({ by: 'source', limit: 100 }).total.exchanges).toBe(1);
});

test('a captured session cannot take the name of an imported one', () => {
  traffic.add({ id: 'captured', at: 5, messages: [{ role: 'user', content: 'Hello' }], sessionId: 'import:1:a' });
  expect(traffic.reads.listSessions()).toMatchObject([{ id: 'id:import:1:a', importNumber: null }]);
});
