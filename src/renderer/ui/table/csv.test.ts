import { expect, test } from 'vitest';
import { csvOf } from './csv.ts';

interface Row {
  readonly name: string;
  readonly tokens: number | null;
}

const columns = [
  { id: 'name', name: 'Name', widthPx: 1, value: ({ name }: Row) => name },
  { id: 'tokens', name: 'Tokens, all', widthPx: 1, value: ({ tokens }: Row) => tokens },
];

test('rows become CSV: quoted where they must be, empty where nothing is known, and no formula', () => {
  const rows = [{ name: 'a "b", c', tokens: -1 }, { name: '=HYPERLINK("x")', tokens: null }, { name: 'two\nlines', tokens: 2.5 }];
  expect(csvOf<Row>(columns, rows)).toBe('Name,"Tokens, all"\r\n"a ""b"", c",-1\r\n"\'=HYPERLINK(""x"")",\r\n"two\nlines",2.5');
});
