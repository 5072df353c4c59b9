import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeProxyFixture, startProxyUnderTest, type ProxyFixture, type ProxyUnderTest } from '../../../test-support/proxy-under-test.ts';
import { plainCases } from '../../../test-support/wire-cases/plain-cases.ts';
import { isStalled } from '../../../test-support/wire-cases/play-end.ts';
import { playPlain } from '../../../test-support/wire-cases/play-plain.ts';

let fixture: ProxyFixture;
let under: ProxyUnderTest;
beforeAll(async () => {
  fixture = await makeProxyFixture();
  under = await startProxyUnderTest(fixture, 0, { connectTo: [{ fromHost: null, fromPort: null, toHost: '127.0.0.1', toPort: null }] });
});
afterAll(async () => {
  await under.proxy.close();
  fixture.upstream.remove();
});

test.concurrent.each(plainCases)('an absolute-form request changes in nothing but what a proxy has to change: $name', { timeout: 90_000 }, async (plainCase) => {
  const [direct, proxied] = await Promise.all([playPlain(plainCase, null), playPlain(plainCase, under.proxy.port)]);
  expect(proxied).toEqual(direct);
  expect([proxied.client, proxied.upstream].filter(isStalled)).toEqual([]);
});
