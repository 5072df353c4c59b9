import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { beforeWords, boundsOf, daysFrom, hoursOf, rangeBefore, rangeOf, rangeWord } from './chosen-days.ts';

const zone = process.env['TZ'];
beforeAll(() => {
  process.env['TZ'] = 'Europe/Berlin';
});
afterAll(() => {
  if (zone === undefined) delete process.env['TZ'];
  else process.env['TZ'] = zone;
});

const us = (text: string) => Date.parse(text) * 1000;

describe('the chosen days', () => {
  test.each(['today', '7-days', '14-days', '30-days', '90-days', 'all', '2026-10-01..2026-10-31'])('%s is written as it is read', (word) => {
    expect(rangeWord(rangeOf(word, '90-days'))).toBe(word);
  });

  test('what names no range is the one that a screen begins with, and the ends may be the wrong way round', () => {
    for (const word of [null, 'a fortnight', '2026-02-30..2026-03-01', '2026-10-01..']) expect([word, rangeOf(word, 'all'), rangeOf(word, '30-days')]).toEqual([word, { name: 'all' }, { name: '30-days' }]);
    expect(rangeOf('2026-10-31..2026-10-01', 'all')).toEqual({ from: '2026-10-01', until: '2026-10-31' });
  });

  test('begins and ends at local midnight, also where a day has 25 hours', () => {
    const todayMs = Date.parse('2026-10-27T00:00+01:00');
    expect(boundsOf({ name: '7-days' }, todayMs)).toEqual({ fromUs: us('2026-10-21T00:00+02:00') });
    expect(boundsOf({ from: '2026-10-25', until: '2026-10-25' }, todayMs)).toEqual({ fromUs: us('2026-10-25T00:00+02:00'), untilUs: us('2026-10-26T00:00+01:00') });
    expect(rangeBefore({ name: '7-days' }, todayMs)).toEqual({ fromUs: us('2026-10-14T00:00+02:00'), untilUs: us('2026-10-21T00:00+02:00') });
    expect(rangeBefore({ name: 'all' }, todayMs)).toBeNull();
    expect([beforeWords({ name: 'today' }), beforeWords({ name: '7-days' }), beforeWords({ from: '2026-10-24', until: '2026-10-26' })]).toEqual(['yesterday', 'the 7 days before', 'the 3 days before']);
  });

  test('has its days and hours by the names of the store', () => {
    expect(daysFrom('2026-10-24', '2026-10-27', 100)).toEqual(['2026-10-24', '2026-10-25', '2026-10-26', '2026-10-27']);
    expect(daysFrom('2026-10-24', '2026-10-27', 2)).toEqual(['2026-10-26', '2026-10-27']);
    const hours = hoursOf('2026-10-25').map(({ key }) => key);
    expect([hours.length, hours[2], hours[3]]).toEqual([25, '2026-10-25T02+02:00', '2026-10-25T02+01:00']);
    expect(hoursOf('2026-03-29')).toHaveLength(23);
  });
});
