import { expect, test } from 'vitest';
import { nextRemoval, type NextRemoval, type StoreAtHand } from './next-removal.ts';

const day = 86_400_000_000;
const now = 100 * day;
const megabyte = 1_000_000;
const nothing: NextRemoval = { removes: 'nothing', isFull: false };
const bySpace: NextRemoval = { removes: 'content', because: 'megabytes', beforeUs: null };
const store: StoreAtHand = { usedBytes: 50 * megabyte, oldestContentUs: 90 * day, oldestRowUs: 20 * day, isMakingRoom: false };

test.each<[string, { days: number; megabytes: number }, Partial<StoreAtHand>, NextRemoval]>([
  ['within both limits nothing goes', { days: 30, megabytes: 100 }, {}, nothing],
  ['content older than the days goes', { days: 5, megabytes: 100 }, {}, { removes: 'content', because: 'days', beforeUs: 95 * day }],
  ['content of exactly that age stays', { days: 10, megabytes: 100 }, {}, nothing],
  ['0 days is no limit', { days: 0, megabytes: 100 }, { oldestContentUs: 1 }, nothing],
  ['0 megabytes is no limit', { days: 30, megabytes: 0 }, { usedBytes: 1e15 }, nothing],
  ['what is old goes first, also where the store is too large', { days: 5, megabytes: 10 }, {}, { removes: 'content', because: 'days', beforeUs: 95 * day }],
  ['the oldest content goes where the store is too large', { days: 30, megabytes: 49 }, {}, bySpace],
  ['a store of exactly the limit is not too large', { days: 30, megabytes: 50 }, {}, nothing],
  ['room is made until less than 95 % is used', { days: 30, megabytes: 52 }, { isMakingRoom: true }, bySpace],
  ['with that much room it is done', { days: 30, megabytes: 53 }, { isMakingRoom: true }, nothing],
  ['without content that may go, rows go', { days: 30, megabytes: 40 }, { oldestContentUs: null }, { removes: 'rows', because: 'megabytes' }],
  ['rows do not go by age', { days: 5, megabytes: 100 }, { oldestContentUs: null }, nothing],
  ['what is exempt stays, however much it is, and that is said', { days: 5, megabytes: 40 }, { oldestContentUs: null, oldestRowUs: null }, { removes: 'nothing', isFull: true }],
  ['between limit and room it is not full', { days: 5, megabytes: 51 }, { oldestContentUs: null, oldestRowUs: null, isMakingRoom: true }, nothing],
])('%s', (_, limits, change, expected) => {
  expect(nextRemoval(limits, { ...store, ...change }, now)).toEqual(expected);
});
