import { expect, test } from 'vitest';
import type { CallInput } from '../../contract/calls.ts';
import { exchangeRow } from '../../../test-support/exchange-row.ts';
import { RowFeed } from './row-feed.ts';

const stored = Array.from({ length: 12_000 }, (_, index) => exchangeRow(String(100_000 - index), 100_000 - index));

function pagesOf(asked: CallInput<'listExchanges'>[]) {
  return async (input: CallInput<'listExchanges'>) => {
    asked.push(input);
    const from = input.before === undefined ? 0 : stored.findIndex(({ id }) => id === input.before) + 1;
    return { rows: stored.slice(from, from + input.limit), total: stored.length, mistakes: [] };
  };
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 1));
}

test('the first page is small and shown at once, the older ones follow until all are there', async () => {
  const asked: CallInput<'listExchanges'>[] = [];
  const feed = new RowFeed(pagesOf(asked), null);
  const sizes: number[] = [];
  feed.subscribe(() => sizes.push(feed.snapshot().rows.length));
  await until(() => feed.snapshot().state === 'complete');
  expect(sizes[0]).toBe(300);
  expect(feed.snapshot().rows).toEqual(stored);
  expect(asked[1]?.before).toBe(stored[299]?.id);
});

test('what is announced while older pages are still to come is put in, and counted once', async () => {
  const feed = new RowFeed(pagesOf([]), null);
  feed.subscribe(() => {
    if (feed.snapshot().rows.length === 300) feed.accept([exchangeRow('200000', 200_000), exchangeRow('1', 1)]);
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
  const feed = new RowFeed((input) => {
    return fails && input.before !== undefined ? Promise.reject(new Error('the disk is full')) : pages(input);
  }, null);
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
  const feed = new RowFeed(() => Promise.resolve({ rows: [], total: 0, mistakes: [] }), 'host:claude.ai');
  feed.subscribe(() => {});
  await until(() => feed.snapshot().state === 'complete');
  feed.accept([exchangeRow('a', 1), exchangeRow('b', 2, { sessionId: null, host: 'claude.ai' })]);
  expect(feed.snapshot().rows.map(({ id }) => id)).toEqual(['b']);
});

test('begins anew when rows may be gone, also while a page is under way', async () => {
  let isFirst = true;
  let rows = stored.slice(0, 400);
  const feed = new RowFeed(async (input) => {
    const page = await pagesOf([])({ ...input });
    if (isFirst && input.before !== undefined) {
      isFirst = false;
      rows = [];
      feed.restart();
      return page;
    }
    return { rows: isFirst ? page.rows : rows, total: rows.length, mistakes: [] };
  }, null);
  feed.subscribe(() => {});
  await until(() => feed.snapshot().state === 'complete');
  expect(feed.snapshot()).toMatchObject({ rows: [], total: 0 });
});
