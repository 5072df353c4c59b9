import { expect, test } from 'vitest';
import { maskedParts } from './masked-parts.ts';

test('a masked credential is told from the words around it', () => {
  expect(maskedParts('Bearer ********')).toEqual([
    { text: 'Bearer ', masked: false },
    { text: '********', masked: true },
  ]);
});

test('a short run of stars is an ordinary value', () => {
  expect(maskedParts('*/*')).toEqual([{ text: '*/*', masked: false }]);
  expect(maskedParts('')).toEqual([]);
});
