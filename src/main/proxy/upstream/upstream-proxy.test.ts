import { describe, expect, test } from 'vitest';
import { noUpstreamProxies, upstreamProxiesOf, type UpstreamProxies } from './upstream-proxy.ts';

const fromEnvironment = (environment: Record<string, string>): UpstreamProxies => upstreamProxiesOf({ from: 'environment' }, environment).proxies;
const plain = (host: string, port: number) => ({ secure: false, host, port, authorization: null });
const basic = (credentials: Buffer | string): string => `Basic ${Buffer.from(credentials).toString('base64')}`;

describe('the proxies of the environment', () => {
  test('are none where no variable names one', () => {
    expect(fromEnvironment({ HTTPS_PROXY: '', PATH: '/bin' })).toEqual(noUpstreamProxies);
  });

  test.each<[why: string, environment: Record<string, string>, https: string | null, http: string | null]>([
    ['each kind has its own', { HTTPS_PROXY: 'http://s:1', HTTP_PROXY: 'http://p:2' }, 's', 'p'],
    ['lower case wins', { https_proxy: 'http://low:1', HTTPS_PROXY: 'http://up:1' }, 'low', null],
    ['an empty value is none', { https_proxy: '', HTTPS_PROXY: 'http://up:1' }, 'up', null],
    ['ALL_PROXY is for both', { ALL_PROXY: 'http://all:1' }, 'all', 'all'],
    ['the particular wins over ALL_PROXY', { ALL_PROXY: 'http://all:1', http_proxy: 'http://p:1' }, 'all', 'p'],
    ['https falls back on the one for http, as Claude Code does', { HTTP_PROXY: 'http://p:1' }, 'p', 'p'],
    ['http does not fall back on the one for https', { HTTPS_PROXY: 'http://s:1' }, 's', null],
  ])('%s', (_why, environment, https, http) => {
    const proxies = fromEnvironment(environment);
    expect([proxies.https?.host ?? null, proxies.http?.host ?? null]).toEqual([https, http]);
  });

  test('exempt what NO_PROXY lists, lower case first', () => {
    expect(fromEnvironment({ NO_PROXY: 'a, .b c:1,,' }).noProxy).toEqual(['a', '.b', 'c:1']);
    expect(fromEnvironment({ no_proxy: 'low', NO_PROXY: 'up' }).noProxy).toEqual(['low']);
  });

  test('are not looked at when the user wants none', () => {
    expect(upstreamProxiesOf({ from: 'none' }, { HTTPS_PROXY: 'http://s:1' })).toEqual({ proxies: noUpstreamProxies, notices: [] });
  });
});

test.each([
  ['http://Proxy.Example:3128', plain('proxy.example', 3128)],
  ['proxy.example:3128', plain('proxy.example', 3128)],
  ['proxy.example', plain('proxy.example', 80)],
  ['http://proxy.example/', plain('proxy.example', 80)],
  ['HTTPS://proxy.example', { ...plain('proxy.example', 443), secure: true }],
  ['https://proxy.example:8443', { ...plain('proxy.example', 8443), secure: true }],
  ['http://[2001:DB8::1]:3128', plain('2001:db8::1', 3128)],
  ['[::1]:3128', plain('::1', 3128)],
  [' http://10.0.0.1:8080 ', plain('10.0.0.1', 8080)],
  ['http://user:secret@p:1', { ...plain('p', 1), authorization: basic('user:secret') }],
  ['user:secret@p:1', { ...plain('p', 1), authorization: basic('user:secret') }],
  ['http://user@p:1', { ...plain('p', 1), authorization: basic('user:') }],
  ['http://us%40er:p%3Aa%2Fss%25@p:1', { ...plain('p', 1), authorization: basic('us@er:p:a/ss%') }],
  ['http://u:p@ss@p:1', { ...plain('p', 1), authorization: basic('u:p@ss') }],
  ['http://u:%zz%C3%BC%ff@p:1', { ...plain('p', 1), authorization: basic(Buffer.concat([Buffer.from('u:%zzü'), Buffer.from([0xff])])) }],
])('%s is understood', (url, address) => {
  expect(upstreamProxiesOf({ from: 'settings', url, noProxy: 'x' }, { HTTPS_PROXY: 'http://ignored:1' })).toEqual({
    proxies: { https: address, http: address, noProxy: ['x'] },
    notices: [],
  });
});

test.each(['socks5://user:secret@p:1080', 'socks4a://secret@p', 'ftp://user:secret@p', 'http://user:secret@', 'http://user:secret@p:99999', 'http://user:secret@p:0', 'http://[fe80::secret]:1', '://secret'])(
  '%s cannot be used: connections are direct, and the notice does not repeat it',
  (url) => {
    const fromVariable = upstreamProxiesOf({ from: 'environment' }, { ALL_PROXY: url });
    expect(fromVariable.proxies).toEqual(noUpstreamProxies);
    expect(fromVariable.notices).toHaveLength(1);
    expect(fromVariable.notices[0]).toMatch(/^ALL_PROXY [^]*directly\. Use a form like/);
    const fromSettings = upstreamProxiesOf({ from: 'settings', url, noProxy: '' }, {});
    expect([fromSettings.proxies.https, fromSettings.notices.length]).toEqual([null, 1]);
    expect(JSON.stringify([fromVariable, fromSettings])).not.toContain('secret');
  },
);
