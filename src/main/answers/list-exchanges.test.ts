import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { calls } from '../../contract/calls.ts';
import { completeFilter } from '../../domain/filter/complete-filter.ts';
import { exchangeWrite } from '../../../test-support/stored-exchange.ts';
import { exchangeWrites } from '../store/exchange-writes.ts';
import { openStoreReads } from '../store/open-store-reads.ts';
import { openStore } from '../store/open-store.ts';
import { listExchanges } from './list-exchanges.ts';
import { readRows } from './read-rows.ts';
import { parseFilterText } from './parse-filter-text.ts';

const endings: (() => void)[] = [];
const now = new Date('2026-11-27T12:00:00Z');

afterEach(() => {
  for (const end of endings.splice(0).toReversed()) end();
});

it('rows are listed by a filter, in the order asked for, page by page', () => {
  const store = stored();
  const { rows, total, mistakes } = listExchanges(store, { filter: 'status:>=400 after:1h', sort: { by: 'status', descending: true }, limit: 2 }, now);
  expect([rows.map(({ id }) => id), total, mistakes]).toEqual([['id-4', 'id-5'], 3, []]);
  const next = listExchanges(store, { filter: 'status:>=400 after:1h', sort: { by: 'status', descending: true }, before: 'id-5', limit: 2 }, now);
  expect([next.rows.map(({ id }) => id), next.total]).toEqual([['id-3'], 3]);
  expect(listExchanges(store, { limit: 9 }, now).total).toBe(5);
});

it('of rows that have changed, those are read that a list has', () => {
  const ids = ['id-4', 'id-2', 'id-1', 'nope'];
  const read = (asked: { readonly sessionId?: string; readonly filter?: string }) => readRows(stored(), { ids, ...asked }, now).map(({ id }) => id);
  expect(read({})).toEqual(['id-4', 'id-2', 'id-1']);
  expect(read({ filter: 'status:>=500' })).toEqual(['id-4', 'id-1']);
  expect(read({ filter: 'status:>=500', sessionId: 'another' })).toEqual([]);
  expect(read({ filter: 'stats:5' })).toEqual([]);
});

it('a mistake is an answer, with its place', () => {
  const answer = listExchanges(stored(), { filter: 'status:>=400 stats:5', limit: 2 }, now);
  expect(answer).toMatchObject({ rows: [], total: 0, mistakes: [{ start: 13, end: 18, nearest: expect.arrayContaining(['status']) }] });
  expect(calls.listExchanges.output.shape.mistakes.parse(answer.mistakes)).toEqual(answer.mistakes);
});

it('times without a zone are those of this machine', () => {
  const parse = parseFilterText('after:2026-11-27T08:30', now);
  expect(parse).toMatchObject({ filter: { terms: [{ atMs: new Date(2026, 10, 27, 8, 30).getTime() }] } });
});

it('what is stored completes a filter', () => {
  const completion = completeFilter('host:', 5, stored().readKnownNames());
  expect(completion).toMatchObject({ start: 5, end: 5, entries: [{ text: 'api.test' }] });
  expect(calls.completeFilter.output.parse(completion)).toEqual(completion);
});

function stored() {
  const folder = mkdtempSync(join(tmpdir(), 'list-'));
  const file = join(folder, 'whence.db');
  const opening = openStore(file, now);
  if (!opening.opened) throw new Error(opening.message);
  const atUs = (minutes: number) => (now.getTime() - minutes * 60e3) * 1000;
  const timing = (minutes: number) => ({ requestStartedAtUs: atUs(minutes), requestReceivedAtUs: null, requestForwardedAtUs: null, responseStartedAtUs: null, responseDeliveredAtUs: null });
  exchangeWrites(opening.store).write(
    [500, 200, 400, 529, 429].map((status, index) => exchangeWrite(index + 1, { status, timing: timing(index === 0 ? 90 : 50 - index) })),
  );
  const reads = openStoreReads(file);
  endings.push(
    () => rmSync(folder, { recursive: true, force: true }),
    () => opening.store.close(),
    () => reads.close(),
  );
  return reads;
}
