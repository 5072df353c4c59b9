import { expect, it } from 'vitest';
import { proxyVariables } from './proxy-variables.ts';

it.each([
  ['http://me:planted@proxy.test:3128', 'http://••••@proxy.test:3128'],
  ['me:planted@proxy.test', '••••@proxy.test'],
  ['http://me:p@lanted@proxy.test', 'http://••••@proxy.test'],
  // Not encoded, as it has to be: no proxy can be read from it, but the password is one all the same.
  ['http://me:plan/ted@proxy.test:3128', 'http://••••@proxy.test:3128'],
  ['http://me:plan#ted?x@proxy.test', 'http://••••@proxy.test'],
  ['http:/me:planted@proxy.test', '••••@proxy.test'],
  ['http://proxy.test:3128/', 'http://proxy.test:3128/'],
])('shows %s without what signs in', (value, shown) => {
  expect(proxyVariables({ HTTPS_PROXY: value })).toEqual([{ name: 'HTTPS_PROXY', value: shown, inUse: true }]);
});
