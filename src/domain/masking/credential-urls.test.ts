import { describe, expect, it, test } from 'vitest';
import { maskRequestLine, maskUrl } from './credential-urls.ts';

describe('maskRequestLine', () => {
  it.each([
    ['POST /v1/messages?beta=true HTTP/1.1', 'POST /v1/messages?beta=true HTTP/1.1'],
    ['GET /x?api_key=planted-key&n=1 HTTP/1.1', 'GET /x?api_key=***********&n=1 HTTP/1.1'],
    ['GET /x?access%5Ftoken=abc HTTP/1.1', 'GET /x?access%5Ftoken=*** HTTP/1.1'],
    ['GET http://user:pass@host/x HTTP/1.1', 'GET http://*********@host/x HTTP/1.1'],
    ['GET /x?token=two words HTTP/1.1', 'GET /x?token=********* HTTP/1.1'],
    ['GET /@scope:name@1 HTTP/1.1', 'GET /@scope:name@1 HTTP/1.1'],
  ])('%s', (line, masked) => {
    expect(maskRequestLine(line).value).toBe(masked);
  });

  it('masks what a rule knows in any parameter, encoded or not', () => {
    const key = `sk-ant-${'a7B'.repeat(12)}`;
    const masked = `sk-ant-${'*'.repeat(36)}`;
    expect(maskRequestLine(`GET /x/${key}?any=${key}&n=1 HTTP/1.1`).value).toBe(`GET /x/${masked}?any=${masked}&n=1 HTTP/1.1`);
    const login = encodeURIComponent('{"password":"h7nter!2x"}');
    expect(maskRequestLine(`GET /x?data=${login} HTTP/1.1`).value).not.toContain('h7nter');
    expect(maskUrl(`/x?any=${key}`, ['anthropic-key'])).toEqual({ value: `/x?any=${key}`, secrets: [] });
  });

  it('tells the credentials as they stand and as they are meant', () => {
    expect(maskUrl('/x?token=a%2Fplanted&sig=b').secrets).toEqual(['a%2Fplanted', 'a/planted', 'b']);
    expect(maskUrl('http://me:planted@host/').secrets).toEqual(['planted']);
  });
});

test('takes no longer for blanks in a request line than they are long', () => {
  const startedAtMs = performance.now();
  expect(maskRequestLine(`GET /a${' '.repeat(200_000)}?key=planted HTTP/1.1`).value).toHaveLength(200_027);
  // With each blank seen as the last it took a minute.
  expect(performance.now() - startedAtMs).toBeLessThan(1000);
});

test('looks into no more than a few URLs within one another', () => {
  expect(maskUrl(`/${'?a='.repeat(100_000)}?token=s3cr3t-value`).value).toHaveLength(300_020);
});
