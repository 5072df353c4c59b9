import { expect, test } from 'vitest';
import { searchPhrases, soughtText } from './search-phrases.ts';

test('words and quoted phrases are looked for, the last word with what it may go on with', () => {
  expect(searchPhrases('release "two words" no')).toEqual(['release', 'two words', 'no*']);
  expect(searchPhrases('release ')).toEqual(['release']);
  expect(searchPhrases('"release notes"')).toEqual(['release notes']);
  expect(searchPhrases('rel*')).toEqual(['rel*']);
});

test('signs of the filter language separate nothing, and signs alone are not looked for', () => {
  expect(searchPhrases('status:200, -- ')).toEqual(['status:200,']);
  expect(searchPhrases('  ')).toEqual([]);
  expect(searchPhrases('"open quote')).toEqual(['open quote']);
});

test('the longest is marked', () => {
  expect(soughtText({ text: 'The depot listens', matches: [{ start: 0, end: 3 }, { start: 10, end: 17 }] })).toBe('listens');
  expect(soughtText({ text: 'The depot listens', matches: [{ start: 4, end: 9 }, { start: 0, end: 3 }] })).toBe('The depot');
  expect(soughtText({ text: 'The depot', matches: [] })).toBe('');
});
