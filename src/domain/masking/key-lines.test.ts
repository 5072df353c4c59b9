import { describe, expect, it } from 'vitest';
import { maskedInPieces } from '../../../test-support/masked-in-pieces.ts';
import type { BodyForm } from './body-masker.ts';

// Put together at run time, so that no scanner finds a key here.
const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
let state = 5;
const drawn = (length: number): string => Array.from({ length }, () => digits[((state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) >>> 16) % 64]).join('');
const key = [drawn(64), drawn(64), drawn(64), `${drawn(17)}w==`];
const [begin, end] = ['BEGIN', 'END'].map((word) => `${'-'.repeat(5)}${word} RSA PRIVATE KEY${'-'.repeat(5)}`);
const all = [begin, ...key, end];
const id = `${'toolu_01'}A09q90qw90lq917835lq9q4t9`;
const signature = `EqQBCgIYAhIM1gbcDa9GJwZA2b3hGgxBdjrkzLoky3dl1pk${'x'.repeat(3)}`;

describe('the lines of a private key', () => {
  it.each([
    ['the strings of a list', JSON.stringify({ source: all.map((line) => `${line}\n`), id, signature })],
    ['the strings of a list without line ends', JSON.stringify([all, id])],
    ['the strings of a list that is laid out', JSON.stringify({ source: all.map((line) => `${line}\n`), id }, null, 2)],
    ['strings that are joined', all.map((line) => `'${line}\\n'`).join(' +\n    ')],
    ['strings that stand one behind the other', all.map((line) => `        "${line}\\n"`).join(' \\\n')],
    ['strings that are appended', all.map((line) => `text.append("${line}\\n");`).join('\n        ')],
    ['comments', all.map((line) => ` # ${line}`).join('\n')],
    ['comments with a star', `/*\n${all.map((line) => ` * ${line}`).join('\n')}\n */`],
    ['coloured lines', all.map((line) => `\u001b[32m${line}\u001b[0m`).join('\n')],
    ['lines that a search found', all.map((line, index) => `\u001b[35mid_rsa\u001b[m\u001b[K\u001b[36m:\u001b[m\u001b[K${index + 1}:${line}`).join('\n')],
    ['lines of XML', `<key>${all.join('&#10;')}</key>`],
    ['a form', `key=${encodeURIComponent(all.join('\n'))}&x=${id}`],
    ['a form, with its blanks', new URLSearchParams({ key: all.join('\r\n'), x: id }).toString()],
  ])('are masked where they are %s', (_what, text) => {
    for (const [stored, isJson] of masked(text)) {
      for (const line of key) for (let at = 0; at + 9 <= line.length; at += 1) expect(stored).not.toContain(line.slice(at, at + 9));
      expect(() => isJson && void JSON.parse(stored)).not.toThrow();
      for (const other of [id, signature]) expect(stored.includes(other)).toBe(text.includes(other));
    }
  });

  it('are masked where the key was cut off', () => {
    const list = JSON.stringify({ source: all.map((line) => `${line}\n`) });
    for (const cut of [60, 75, 120, 150, 210]) {
      for (const [stored] of masked(list.slice(0, cut), true)) expect(stored).not.toContain(key[0]?.slice(0, 9));
    }
  });

  it.each([
    ['other strings of a list', JSON.stringify([begin, 'is how it begins', 'and it ends so', end, { id }])],
    ['talk of keys', `if (text.startsWith("${begin}")) return decodePrivateKeyOfTheServerFromText(text, '${end}'); // see https://example.org/docs/keys/Private/format1`],
    ['what comes behind a key that is shown in part', JSON.stringify([{ text: `${begin}\n***\n`, id }, { type: 'thinking', signature: signature.repeat(3) }])],
    ['a public key behind one', `${begin} ... ${end} ssh-rsa ${'AAAAB3NzaC1yc2EAAAADAQABAAABgQDb'.repeat(4)}`],
  ])('are no reason to mask %s', (_what, text) => {
    for (const [stored, , given] of masked(text)) expect(stored).toBe(given);
  });
});

/** What is left of the text as it stands, in JSON and in JSON within JSON, and whether that is JSON. */
function masked(text: string, isCut = false): (readonly [string, boolean, string])[] {
  const isJson = /^[[{]/.test(text) && !isCut;
  const spelled: (readonly [string, BodyForm])[] = [[text, isJson ? 'json' : 'text'], [JSON.stringify({ content: text }), 'json'], [JSON.stringify({ a: JSON.stringify({ content: text }) }), 'json']];
  return spelled.slice(0, isCut ? 1 : 3).map(([body, form], index) => {
    const stored = maskedInPieces(body, form, Infinity);
    expect(maskedInPieces(body, form, 1)).toBe(stored);
    expect(maskedInPieces(body, form, 37)).toBe(stored);
    return [stored, isJson || index > 0, body] as const;
  });
}
