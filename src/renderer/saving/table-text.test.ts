import { expect, test } from 'vitest';
import { csvOf, jsonOf } from './table-text.ts';

interface Row {
  readonly name: string;
  readonly tokens: number | null;
}

const columns = [
  { id: 'name', name: 'Name', widthPx: 1, value: ({ name }: Row) => name },
  { id: 'all-tokens', name: 'Tokens, all', widthPx: 1, value: ({ tokens }: Row) => tokens },
];
const rows = [{ name: 'a "b", c', tokens: -1 }, { name: '=HYPERLINK("x")', tokens: null }];

test('rows become CSV, with the names of the columns, and no formula', () => {
  expect(csvOf<Row>(columns, rows)).toBe('Name,"Tokens, all"\r\n"a ""b"", c",-1\r\n"\'=HYPERLINK(""x"")",');
});

test('rows become JSON, each figure by the id of its column, names as they are', () => {
  expect(JSON.parse(jsonOf<Row>(columns, rows))).toEqual([{ name: 'a "b", c', all_tokens: -1 }, { name: '=HYPERLINK("x")', all_tokens: null }]);
});
