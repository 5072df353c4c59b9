import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvText } from './csv-text.ts';

describe('lines as CSV', () => {
  it('are quoted where they must be, and empty where nothing is known', () => {
    expect(csvText([['Name', 'Tokens, all'], ['a "b", c', -1], ['two\nlines', null], ['one; two', true], ['a\t=1+1', false]])).toBe('Name,"Tokens, all"\r\n"a ""b"", c",-1\r\n"two\nlines",\r\n"one; two",true\r\n"a\t=1+1",false');
  });

  it.each(['=1+1', '+1', '-1', '@sum', '\t=1', '\r=1', '\n=1', '＝1', '＋1', '－1', '＠x'])('hold no formula: %j', (name) => {
    expect(csvText([[name]])).toMatch(/^"?'/);
  });

  it('are read back as they were, but for the apostrophe before a formula', () => {
    fc.assert(
      fc.property(fc.array(fc.array(fc.string({ unit: 'binary' }), { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 5 }), (lines) => {
        const read = readCsv(csvText(lines));
        expect(read.map((cells) => cells.map((cell) => cell.replace(/^'/, '')))).toEqual(lines.map((cells) => cells.map((cell) => cell.replace(/^'/, ''))));
        expect(read.flat().filter((cell) => /^[=+\-@\t\r\n]/.test(cell))).toEqual([]);
      }),
    );
  });
});

/** As RFC 4180 has it. */
function readCsv(text: string): readonly (readonly string[])[] {
  const lines: string[][] = [[]];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/g)) {
    lines.at(-1)?.push(quoted === undefined ? (plain ?? '') : quoted.replaceAll('""', '"'));
    if (end === '') break;
    if (end === '\r\n') lines.push([]);
  }
  return lines;
}
