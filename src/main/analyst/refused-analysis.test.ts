import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { StoredTraffic } from '../../../test-support/stored-traffic.ts';
import { openAnalysisWrites } from '../store/analysis/analysis-writes.ts';
import { StoreAnalyst } from './store-analyst.ts';

let folder: string;
let traffic: StoredTraffic;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'refused-'));
  traffic = new StoredTraffic(join(folder, 'whence.db'));
});
afterEach(() => {
  traffic.close();
  rmSync(folder, { recursive: true, force: true });
});

it('an analysis that the database refuses is kept as none, said, and holds up no other', async () => {
  traffic.add({ id: 'one', at: 10, sessionId: 's' }, { id: 'two', at: 20, sessionId: 's' });
  traffic.store.exec("CREATE TRIGGER refuses BEFORE INSERT ON thread_record BEGIN SELECT RAISE(ABORT, 'no') WHERE NEW.exchange_number = (SELECT number FROM exchange WHERE id = 'one'); END");
  const writes = openAnalysisWrites(traffic.file);
  try {
    const analyst = new StoreAnalyst(traffic.reads, writes, (text) => text.length);
    expect(await analyst.analyse('one', false)).toEqual({ changed: ['one'], trouble: expect.stringContaining('could not be analysed (SqliteError)') });
    expect(await analyst.analyse('two', false)).toMatchObject({ trouble: null });
    expect(traffic.reads.countUnanalysed()).toBe(0);
    expect(traffic.reads.readAnalysis('one')?.segments).toMatchObject([{ source: { kind: 'unknown' } }]);
  } finally {
    writes.close();
  }
});

it('a database that is busy is left to be tried again', async () => {
  traffic.add({ id: 'one', at: 10, sessionId: 's' });
  const writes = openAnalysisWrites(traffic.file);
  try {
    const analyst = new StoreAnalyst(traffic.reads, writes, (text) => text.length);
    traffic.store.exec('BEGIN IMMEDIATE');
    await expect(analyst.analyse('one', false)).rejects.toThrow(/locked/);
    traffic.store.exec('ROLLBACK');
    expect(traffic.reads.countUnanalysed()).toBe(1);
    expect(await analyst.analyse('one', false)).toMatchObject({ trouble: null });
    expect(traffic.reads.countUnanalysed()).toBe(0);
  } finally {
    writes.close();
  }
}, 30_000);
