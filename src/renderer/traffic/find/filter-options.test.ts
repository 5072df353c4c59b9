import { expect, test } from 'vitest';
import { filterOptions } from './filter-options.ts';

const fields = { start: 0, end: 0, entries: [{ text: 'model:', what: "a part of the model's name" }] };

function named(...given: Parameters<typeof filterOptions>): string[] {
  return filterOptions(...given).map(({ does, text }) => `${does} ${text}`);
}

test('an empty filter offers those used before, then the fields', () => {
  expect(named('', fields, ['cache:miss'])).toEqual(['replace cache:miss', 'insert model:']);
});

test('free text at the end can be searched in all texts', () => {
  expect(named('status:200 release notes', { start: 19, end: 24, entries: [] }, ['cache:miss'])).toEqual(['search release notes']);
  expect(named('"release notes"', null, [])).toEqual(['search "release notes"']);
  expect(named('release status:200', null, [])).toEqual([]);
});

test('what is written already is not offered', () => {
  expect(named('state:open', { start: 6, end: 10, entries: [{ text: 'open', what: '' }] }, [])).toEqual([]);
});
