import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { sessionOfTests } from '../../../test-support/claude-request.ts';
import { StoredTraffic } from '../../../test-support/stored-traffic.ts';
import { selectedIds } from './selected-ids.ts';
import { summariseExport } from './summarise-export.ts';

let folder: string;
let traffic: StoredTraffic;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'selected-'));
  traffic = new StoredTraffic(join(folder, 'whence.db'));
  traffic.add(
    { id: 'b', at: 20, headers: { 'x-api-key': '*'.repeat(20), Cookie: 'a=*****' } },
    { id: 'a', at: 10, sessionId: null, method: 'GET', answer: null, body: '' },
    { id: 'c', at: 30, headers: { Authorization: `Bearer ${'*'.repeat(20)}` } },
  );
});
afterEach(() => {
  traffic.close();
  rmSync(folder, { recursive: true });
});

test('what is selected comes oldest first, however it is selected', () => {
  expect(ids({ all: true })).toEqual(['a', 'b', 'c']);
  expect(ids({ ids: ['c', 'a', 'gone'] })).toEqual(['a', 'c']);
  expect(ids({ sessionId: sessionOfTests })).toEqual(['b', 'c']);
  expect(ids({ filter: 'status:200' })).toEqual(['b', 'c']);
  expect(ids({ filter: 'status:200', sessionId: 'host:api.anthropic.com' })).toEqual([]);
  expect(ids({ filter: 'nonsense:5' })).toMatch(/nonsense/);
});

test('what is masked is said before anything is written', async () => {
  traffic.store.exec("UPDATE body SET masks = '[[1,2],[5,3]]' WHERE number = (SELECT 2 * number FROM exchange WHERE id = 'b')");
  traffic.store.exec("UPDATE exchange SET content_removed_at_us = 5 WHERE id = 'a'");
  expect(await summariseExport(traffic.reads, ['a', 'b', 'c', 'gone'])).toEqual({
    exchanges: 3,
    bodyBytes: ['b', 'c'].flatMap((id) => [traffic.reads.readBody(id, 'request'), traffic.reads.readBody(id, 'response')]).reduce((sum, body) => sum + (body?.octets.length ?? 0), 0),
    maskedHeaders: 3,
    maskedPlaces: 2,
    maskedHeaderNames: expect.arrayContaining(['x-api-key', 'cookie', 'authorization']),
    withoutContent: 1,
  });
});

function ids(selection: Parameters<typeof selectedIds>[1]): ReturnType<typeof selectedIds> {
  return selectedIds(traffic.reads, selection);
}
