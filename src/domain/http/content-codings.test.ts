import { expect, it } from 'vitest';
import { contentCodings, type ContentCoding } from './content-codings.ts';

it.each<[header: string | null, codings: readonly ContentCoding[] | null]>([
  [null, []],
  ['', []],
  ['identity', []],
  ['gzip', ['gzip']],
  ['X-Gzip', ['gzip']],
  ['x-deflate', ['deflate']],
  ['deflate , BR,, identity,zstd', ['zstd', 'br', 'deflate']],
  ['gzip,gzip,gzip,identity,gzip', ['gzip', 'gzip', 'gzip', 'gzip']],
  ['gzip,gzip,gzip,gzip,gzip', null],
  ['gzip, base64', null],
  ['constructor', null],
])('reads the codings of %j, the one to take off first before the others', (header, codings) => {
  expect(contentCodings(header)).toEqual(codings);
});
