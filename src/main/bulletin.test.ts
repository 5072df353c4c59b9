import { expect, test } from 'vitest';
import { Bulletin } from './bulletin.ts';

test('a notice is said once, and again when it was settled meanwhile', () => {
  const bulletin = new Bulletin();
  const said: string[] = [];
  bulletin.onNotice((text) => said.push(text));
  for (const [text, settled] of [['full', 'works'], ['full', 'works'], ['works', 'full'], ['full', 'works'], ['works', 'full']] as const) bulletin.addNotice(text, settled);
  expect(said).toEqual(['full', 'works', 'full', 'works']);
  expect(bulletin.notices).toEqual(['works']);
});

test('the oldest of very many notices are given up', () => {
  const bulletin = new Bulletin();
  for (let count = 0; count < 1000; count += 1) bulletin.addNotice(`request ${count}`);
  expect(bulletin.notices).toHaveLength(200);
  expect(bulletin.notices.at(-1)).toBe('request 999');
});
