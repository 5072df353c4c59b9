import { expect, test } from 'vitest';
import { projectNames } from './project-names.ts';

function named(...directories: string[]): string[] {
  const names = projectNames(directories);
  return directories.map((directory) => names.get(directory) ?? '');
}

test('a project is called by its last folder', () => {
  expect(named('/home/someone/depot', '/home/someone/docs-site/', String.raw`C:\work\shop`)).toEqual(['depot', 'docs-site', 'shop']);
});

test('two of the same name are told apart by more of the path', () => {
  expect(named('/home/a/depot', '/home/b/depot', '/home/a/site')).toEqual(['a/depot', 'b/depot', 'site']);
  expect(named('/home/x/a/depot', '/home/y/a/depot')).toEqual(['x/a/depot', 'y/a/depot']);
  expect(named('/depot', '/home/depot')).toEqual(['/depot', 'home/depot']);
});

test('a path without folders is called as it is', () => {
  expect(named('/', '')).toEqual(['/', '']);
});
