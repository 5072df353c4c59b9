import { expect, it } from 'vitest';
import { originText, type Origin } from './origin.ts';

it.each<[Origin, string]>([
  [{ scheme: 'https', host: 'api.test', port: 443 }, 'https://api.test'],
  [{ scheme: 'https', host: 'api.test', port: 8443 }, 'https://api.test:8443'],
  [{ scheme: 'http', host: 'api.test', port: 80 }, 'http://api.test'],
  [{ scheme: 'http', host: 'api.test', port: 443 }, 'http://api.test:443'],
  [{ scheme: 'http', host: '::1', port: 9 }, 'http://[::1]:9'],
  [{ scheme: 'https', host: '[::1]', port: 443 }, 'https://[::1]'],
])('writes %j as %s', (origin, text) => {
  expect(originText(origin)).toBe(text);
});
