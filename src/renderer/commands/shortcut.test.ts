import { expect, test } from 'vitest';
import { isShortcut, keyNames } from './shortcut.ts';

const plain = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false };

test('a letter is meant without Shift, a sign however it is typed', () => {
  expect(isShortcut('e', { ...plain, key: 'e' }, false)).toBe(true);
  expect(isShortcut('e', { ...plain, key: 'E', shiftKey: true }, false)).toBe(false);
  expect(isShortcut('Shift+E', { ...plain, key: 'E', shiftKey: true }, false)).toBe(true);
  expect(isShortcut('?', { ...plain, key: '?', shiftKey: true }, false)).toBe(true);
});

test('Mod is Command on a Mac and Control elsewhere', () => {
  expect(isShortcut('Mod+K', { ...plain, key: 'k', ctrlKey: true }, false)).toBe(true);
  expect(isShortcut('Mod+K', { ...plain, key: 'k', metaKey: true }, false)).toBe(false);
  expect(isShortcut('Mod+K', { ...plain, key: 'k', metaKey: true }, true)).toBe(true);
  expect(isShortcut('k', { ...plain, key: 'k', ctrlKey: true }, false)).toBe(false);
});

test('keys are named as on the keyboard', () => {
  expect(keyNames('Mod+k', false)).toEqual(['Ctrl', 'K']);
  expect(keyNames('Mod+k', true)).toEqual(['⌘', 'K']);
  expect(keyNames('Shift+ArrowDown', false)).toEqual(['Shift', '↓']);
});
