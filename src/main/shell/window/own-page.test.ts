import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { developmentPage, isOwnAddress } from './own-page.ts';

const pageFolder = join(tmpdir(), "it's [the] page ü");
const addressOf = (...path: string[]): string => pathToFileURL(join(pageFolder, ...path)).href;

describe('isOwnAddress', () => {
  it.each(['data:image/png;base64,', 'blob:file:///1', 'devtools://devtools/x.js', addressOf('index.html'), addressOf('assets', 'a.js'), `${addressOf('index.html')}#/x?y`])(
    'lets %s be loaded',
    (url) => {
      expect(isOwnAddress(url, pageFolder)).toBe(true);
    },
  );

  it.each([
    'file:///etc/passwd',
    'https://example.test/x.js',
    'ws://127.0.0.1:1/',
    'file://another-machine/share/x.js',
    addressOf('..', 'beside.js'),
    `${addressOf('assets')}/%2e%2e/%2e%2e/beside.js`,
    `${addressOf('index.html').replace('/index.html', '')}-other/x.js`,
    'file:',
  ])('does not let %s be loaded', (url) => {
    expect(isOwnAddress(url, pageFolder)).toBe(false);
  });
});

describe('developmentPage', () => {
  it('is taken from this machine alone, and never by the installed app', () => {
    expect(developmentPage('http://localhost:5173', false)).toBe('http://localhost:5173');
    expect(developmentPage('http://localhost:5173', true)).toBeNull();
    expect(developmentPage(undefined, false)).toBeNull();
    for (const foreign of ['http://example.test/', 'http://localhost.example.test/', 'file:///tmp/x.html', 'nonsense', 'http://localhost@example.test/']) {
      expect(developmentPage(foreign, false)).toBeNull();
    }
  });
});
