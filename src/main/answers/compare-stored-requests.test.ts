import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { assistant, user } from '../../../test-support/recorded-request.ts';
import { StoredTraffic } from '../../../test-support/stored-traffic.ts';
import { compareStoredRequests, readDifference } from './compare-stored-requests.ts';
import { readCacheVerdict } from './read-cache-verdict.ts';

let folder: string;
let traffic: StoredTraffic;
const usage = { input_tokens: 300, cache_creation_input_tokens: 0, output_tokens: 20 };

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'compare-'));
  traffic = new StoredTraffic(join(folder, 'whence.db'));
  traffic.add(
    { id: 'one', at: 10, system: ['Speak plainly.'], messages: [user('Look at the depot.')], usage },
    { id: 'two', at: 20, system: ['Speak very plainly.'], messages: [user('Look at the depot.'), assistant('Well.'), user('And the lamp?')], previousMessageId: 'msg-one', usage },
  );
  await traffic.analyse();
});
afterEach(() => {
  traffic.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('two stored requests', () => {
  it('are compared with the predecessor unless another is named, and a changed entry word by word', async () => {
    const view = await compareStoredRequests(traffic.reads, 'two', undefined);
    if (view?.state !== 'compared') throw new Error(JSON.stringify(view));
    expect(view).toMatchObject({ beforeId: 'one', afterId: 'two', comparison: { counts: { changed: 1, added: 3, removed: 0 } } });
    expect(await compareStoredRequests(traffic.reads, 'one', 'two')).toMatchObject({ beforeId: 'two', comparison: { counts: { changed: 1, added: 0, removed: 3 } } });
    const changed = view.comparison.entries.find(({ kind }) => kind === 'changed');
    if (changed?.kind !== 'changed') throw new Error('nothing changed');
    const difference = await readDifference(traffic.reads, { id: 'two', otherId: 'one', beforeIndex: changed.beforeIndex, afterIndex: changed.afterIndex });
    expect(difference?.state).toBe('compared');
    expect(difference?.parts.filter(({ kind }) => kind !== 'same').map(({ text }) => text.trim())).toEqual(['very']);
  });

  it('are not compared where there is nothing to compare, with the reason', async () => {
    const compared = (id: string, otherId?: string) => compareStoredRequests(traffic.reads, id, otherId);
    expect(await compared('nobody')).toBeNull();
    expect(await compared('one')).toEqual({ state: 'not-compared', reason: 'no-predecessor' });
    traffic.add({ id: 'three', at: 30, usage });
    expect(await compared('three', 'one')).toEqual({ state: 'not-compared', reason: 'not-analysed' });
    traffic.store.exec("DELETE FROM body WHERE exchange_number = 1; UPDATE exchange SET request_bytes = 70000000 WHERE id = 'three'");
    expect(await compared('two')).toEqual({ state: 'not-compared', reason: 'not-stored' });
    expect(await compared('two', 'three')).toEqual({ state: 'not-compared', reason: 'too-large' });
    expect(await readDifference(traffic.reads, { id: 'two', otherId: 'one', beforeIndex: 0, afterIndex: 0 })).toBeNull();
    expect(await readDifference(traffic.reads, { id: 'two', otherId: 'two', beforeIndex: 999, afterIndex: 0 })).toBeNull();
  });

  it('say what became of the cache in a sentence', () => {
    expect(readCacheVerdict(traffic.reads, 'one')).toMatchObject({ predecessorId: null, sentence: 'Nothing had been cached before.' });
    expect(readCacheVerdict(traffic.reads, 'two')).toMatchObject({ predecessorId: 'one', verdict: { verdict: 'no-cache-expected' } });
    expect(readCacheVerdict(traffic.reads, 'nobody')).toBeNull();
  });
});
