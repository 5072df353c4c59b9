import { expect, test } from 'vitest';
import type { CallInput } from '../../contract/calls.ts';
import { deferred } from '../../../test-support/deferred.ts';
import { exchangeRow } from '../../../test-support/exchange-row.ts';
import { RowFeed, type RowCalls } from './row-feed.ts';
import type { RowsQuery } from './rows-query.ts';

const all: RowsQuery = { session: null, thread: null, filter: '' };

const stored = Array.from({ length: 12_000 }, (_, index) => exchangeRow(String(100_000 - index), 100_000 - index));

const noRows = { rows: [], total: 0, mistakes: [] };

function pagesOf(asked: CallInput<'listExchanges'>[]) {
  return async (input: CallInput<'listExchanges'>) => {
    asked.push(input);
    const from = input.before === undefined ? 0 : stored.findIndex(({ id }) => id === input.before) + 1;
    return { rows: stored.slice(from, from + input.limit), total: stored.length, mistakes: [] };
  };
}

function feedOf(listExchanges: RowCalls['listExchanges'], query = all, readRows: RowCalls['readRows'] = async () => []): RowFeed {
  return new RowFeed({ listExchanges, readRows }, query);
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 1));
}

test('the first page is small and shown at once, the older ones follow until all are there', async () => {
  const asked: CallInput<'listExchanges'>[] = [];
  const feed = feedOf(pagesOf(asked));
  const sizes: number[] = [];
  feed.subscribe(() => sizes.push(feed.snapshot().rows.length));
  await until(() => feed.snapshot().state === 'complete');
  expect(sizes[0]).toBe(300);
  expect(feed.snapshot().rows).toEqual(stored);
  expect(asked[1]?.before).toBe(stored[299]?.id);
});

test('older pages are told of when there are twice as many rows, not each by itself', async () => {
  const many = Array.from({ length: 31_000 }, (_, index) => exchangeRow(String(100_000 - index), 100_000 - index));
  const feed = feedOf(async ({ before, limit }) => {
    const from = before === undefined ? 0 : 100_001 - Number(before);
    return { rows: many.slice(from, from + limit), total: many.length, mistakes: [] };
  });
  const sizes: number[] = [];
  feed.subscribe(() => sizes.push(feed.snapshot().rows.length));
  await until(() => feed.snapshot().state === 'complete');
  expect(sizes).toEqual([300, 5300, 15_300, 31_000]);
  expect(feed.snapshot().rows).toEqual(many);
});

test('what is announced while older pages are still to come is put in, and counted once', async () => {
  const feed = feedOf(pagesOf([]));
  feed.subscribe(() => {
    if (feed.snapshot().rows.length === 300) void feed.accept(['200000', '1'], [exchangeRow('200000', 200_000), exchangeRow('1', 1)]);
  });
  await until(() => feed.snapshot().state === 'complete');
  const { rows, total } = feed.snapshot();
  expect(rows[0]?.id).toBe('200000');
  expect(rows).toHaveLength(stored.length + 1);
  expect(total).toBe(stored.length + 1);
});

test('a failure says why, keeps what is there, and can be tried again', async () => {
  let fails = true;
  const pages = pagesOf([]);
  const feed = feedOf((input) => {
    return fails && input.before !== undefined ? Promise.reject(new Error('the disk is full')) : pages(input);
  });
  feed.subscribe(() => {});
  await until(() => feed.snapshot().state === 'failed');
  expect(feed.snapshot().failure).toBe('the disk is full');
  expect(feed.snapshot().rows).toHaveLength(300);
  fails = false;
  feed.tryAgain();
  await until(() => feed.snapshot().state === 'complete');
  expect(feed.snapshot().rows).toHaveLength(stored.length);
});

test('the list of one session takes in its own rows only', async () => {
  const feed = feedOf(async () => noRows, { ...all, session: 'host:claude.ai' });
  feed.subscribe(() => {});
  await until(() => feed.snapshot().state === 'complete');
  void feed.accept(['a', 'b'], [exchangeRow('a', 1), exchangeRow('b', 2, { sessionId: null, host: 'claude.ai' })]);
  expect(feed.snapshot().rows.map(({ id }) => id)).toEqual(['b']);
});

test('begins anew when rows may be gone, also while a page is under way', async () => {
  let isFirst = true;
  let rows = stored.slice(0, 400);
  const feed = feedOf(async (input) => {
    const page = await pagesOf([])({ ...input });
    if (isFirst && input.before !== undefined) {
      isFirst = false;
      rows = [];
      feed.restart();
      return page;
    }
    return { rows: isFirst ? page.rows : rows, total: rows.length, mistakes: [] };
  });
  feed.subscribe(() => {});
  await until(() => feed.snapshot().state === 'complete');
  expect(feed.snapshot()).toMatchObject({ rows: [], total: 0 });
});

test('a list that is read anew keeps each row where it is until its page has come', async () => {
  let held = stored.slice(0, 6000);
  const seen: string[] = [];
  const feed = feedOf(async (input) => {
    const from = input.before === undefined ? 0 : held.findIndex(({ id }) => id === input.before) + 1;
    return { rows: held.slice(from, from + input.limit), total: held.length, mistakes: [] };
  });
  feed.subscribe(() => seen.push(`${feed.snapshot().state} ${feed.snapshot().rows.length}`));
  await until(() => feed.snapshot().state === 'complete');
  held = held.filter((_, index) => index !== 3 && index < 5900);
  seen.length = 0;
  feed.restart();
  await until(() => feed.snapshot().state === 'complete');
  expect(seen).toEqual(['loading-older 6000', 'loading-older 5999', 'complete 5899']);
  expect(feed.snapshot().rows).toEqual(held);
});

test('the store is asked by session, thread and filter, and for how many there are without', async () => {
  const asked: CallInput<'listExchanges'>[] = [];
  const feed = feedOf(async (input) => {
    asked.push(input);
    return input.filter === undefined ? { ...noRows, total: 4180 } : { ...noRows, rows: stored.slice(0, 2), total: 2 };
  }, { session: 's', thread: 'main', filter: 'after:2h' });
  feed.subscribe(() => {});
  await until(() => feed.snapshot().state === 'complete');
  expect(feed.snapshot()).toMatchObject({ total: 2, of: 4180, mistakes: [], firstPageMs: expect.any(Number) });
  expect(asked).toEqual([
    { limit: 300, sessionId: 's', filter: expect.stringMatching(/^thread:main after:\d{4}-.*Z$/) },
    { limit: 1, sessionId: 's' },
  ]);
});

test('a filter that cannot be read has no rows and says where, without asking', async () => {
  const asked: CallInput<'listExchanges'>[] = [];
  const feed = feedOf(pagesOf(asked), { ...all, thread: 'main', filter: 'stats:5' });
  feed.subscribe(() => {});
  await feed.accept(['1'], [exchangeRow('1', 1)]);
  expect(feed.snapshot()).toMatchObject({ state: 'complete', rows: [], mistakes: [{ start: 0, end: 5 }] });
  expect(asked).toEqual([]);
});

test('under a filter a row comes and goes as it begins and ceases to match', async () => {
  let matching = [exchangeRow('b', 2)];
  const feed = feedOf(async (input) => (input.filter === undefined ? { ...noRows, total: 3 } : { ...noRows, rows: matching, total: 1 }), { ...all, filter: 'rated:5' }, async ({ ids, filter }) => {
    expect(filter).toBe('rated:5');
    return matching.filter(({ id }) => ids.includes(id));
  });
  feed.subscribe(() => {});
  await until(() => feed.snapshot().state === 'complete');
  matching = [exchangeRow('a', 1)];
  await feed.accept(['a', 'b', 'c'], [exchangeRow('a', 1), exchangeRow('b', 2), exchangeRow('c', 3)]);
  expect(feed.snapshot()).toMatchObject({ rows: [{ id: 'a' }], total: 1, of: 3 });
});

test('what changes while the first page is under way is looked at after it', async () => {
  const page = deferred<Awaited<ReturnType<RowCalls['listExchanges']>>>();
  const feed = feedOf(() => page.promise, all, async ({ ids }) => ids.map((id) => exchangeRow(id, 5)));
  feed.subscribe(() => {});
  await feed.accept(['new'], [exchangeRow('new', 5)]);
  expect(feed.snapshot().state).toBe('loading');
  page.fulfil({ rows: [exchangeRow('old', 1)], total: 1, mistakes: [] });
  await until(() => feed.snapshot().rows.length === 2);
  expect(feed.snapshot().rows.map(({ id }) => id)).toEqual(['new', 'old']);
});
