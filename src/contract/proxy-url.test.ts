import { expect, test } from 'vitest';
import { proxyUrlProblem } from './proxy-url.ts';

test.each(['http://proxy.example.com:3128', 'https://10.0.0.1/', 'HTTP://proxy', 'http://[::1]:8080'])('%s is the address of a proxy', (url) => {
  expect(proxyUrlProblem(url)).toBeNull();
});

test.each([
  ['http://someone:word@proxy:3128', /fields of their own/],
  ['socks5://proxy:1080', /http:\/\/ and https:\/\//],
  ['proxy:3128', /looks like/],
  ['http://proxy:99999', /looks like/],
  ['http://proxy:0', /looks like/],
  ['http://proxy/path', /looks like/],
  ['', /looks like/],
])('%j is none, and the sentence says why', (url, why) => {
  expect(proxyUrlProblem(url)).toMatch(why);
});
