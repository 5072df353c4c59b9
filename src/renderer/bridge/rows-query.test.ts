import { expect, test } from 'vitest';
import { askedFilter } from './rows-query.ts';

const nowMs = Date.UTC(2026, 10, 27, 12);
const all = { session: null, thread: null, filter: '' };

test('a thread is a term before the filter, in quotation marks where its key would mean something else', () => {
  expect(askedFilter({ ...all, thread: 'main', filter: ' status:>=400  "a b"' }, nowMs)).toEqual({ asked: 'thread:main status:>=400 "a b"' });
  expect(askedFilter({ ...all, thread: 'any' }, nowMs)).toEqual({ asked: 'thread:"any"' });
  expect(askedFilter({ ...all, thread: 'agent "1",2' }, nowMs)).toEqual({ asked: String.raw`thread:"agent \"1\",2"` });
});

test('without thread and filter, none is asked for', () => {
  expect(askedFilter(all, nowMs)).toEqual({ asked: null });
  expect(askedFilter({ ...all, filter: '  ' }, nowMs)).toEqual({ asked: null });
});

test('a time that goes back from now is written out', () => {
  expect(askedFilter({ ...all, filter: 'after:2h' }, nowMs)).toEqual({ asked: 'after:2026-11-27T10:00:00.000Z' });
});

test('a mistake is where the user made it, whatever stands before', () => {
  expect(askedFilter({ ...all, thread: 'main', filter: 'stats:5' }, nowMs)).toMatchObject({ mistakes: [{ start: 0, end: 5 }] });
});
