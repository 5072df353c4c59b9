import { expect, it } from 'vitest';
import { bodyCodings, contentCodings, type ContentCoding } from './content-codings.ts';
import type { HeaderList } from './header-list.ts';

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

it.each<[headers: HeaderList, codings: string | null]>([
  [[], null],
  [[['Content-Encoding', 'br']], 'br'],
  [[['Transfer-Encoding', 'chunked']], null],
  [[['Transfer-Encoding', 'gzip, Chunked']], 'gzip'],
  [[['Transfer-Encoding', 'chunked'], ['Transfer-Encoding', 'chunked']], null],
  [[['transfer-encoding', 'deflate'], ['Transfer-Encoding', 'gzip'], ['Transfer-Encoding', 'chunked']], 'deflate, gzip'],
  [[['Transfer-Encoding', 'x-gzip']], 'x-gzip'],
  [[['Transfer-Encoding', 'gzip, chunked'], ['Content-Encoding', 'br']], 'br, gzip'],
  // Framed by its end: what is in the coding is in chunks.
  [[['Transfer-Encoding', 'chunked, gzip']], 'chunked, gzip'],
])('takes the transfer codings that framing leaves for content codings, outside those: %j', (headers, codings) => {
  expect(bodyCodings(headers)).toBe(codings);
});
