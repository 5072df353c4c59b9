import { expect, test } from 'vitest';
import { filterPieces } from './filter-pieces.ts';

function shown(text: string, mistakes: readonly { readonly start: number; readonly end: number }[] = []): string {
  return filterPieces(text, mistakes).map((piece) => `${piece.look}${piece.isMistaken ? '!' : ''}<${piece.text}>`).join('');
}

test('fields, values and texts are told apart', () => {
  expect(shown('-status:>=400 retry')).toBe('field<-status:>value<>=400>space< >text<retry>');
  expect(shown('')).toBe('');
});

test('what cannot be read is marked at its place, an empty place by what stands before it', () => {
  expect(shown('stat:4 a', [{ start: 0, end: 4 }])).toBe('field!<stat>field<:>value<4>space< >text<a>');
  expect(shown('status:', [{ start: 7, end: 7 }])).toBe('field<status>field!<:>');
});
