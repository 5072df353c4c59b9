import { expect, test } from 'vitest';
import { readPort } from './read-port.ts';

test.each([
  ['8443', 8443],
  [' 0 ', 0],
  ['65535', 65535],
  ['65536', null],
  ['-1', null],
  ['8443.5', null],
  ['', null],
  ['0x50', null],
])('%j names port %s', (text, port) => {
  expect(readPort(text)).toBe(port);
});
