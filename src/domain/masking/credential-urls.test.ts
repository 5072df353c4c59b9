import { describe, expect, it, test } from 'vitest';
import { processorMs } from '../../../test-support/processor-time.ts';
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
    expect(maskRequestLine(line)).toMatchObject({ line: masked, target: /^\S+ (.*) HTTP/.exec(masked)?.[1] });
  });

  const key = `sk-ant-${'a7B'.repeat(12)}`;
  const maskedKey = `sk-ant-${'*'.repeat(36)}`;

  it.each([
    [`${key} /v1/messages HTTP/1.1`, { line: `${maskedKey} /v1/messages HTTP/1.1`, method: maskedKey, target: '/v1/messages' }],
    [`PATCH  /a  HTTP/1.1 `, { line: 'PATCH  /a  HTTP/1.1 ', method: 'PATCH', target: '/a' }],
    [`${key} is no request line`, { line: `${maskedKey} is no request line` }],
    [`GET /a HTTP/1.1 HTTP/${key}`, { line: `GET /a HTTP/1.1 HTTP/${maskedKey}` }],
  ])('masks what a rule knows all over the line: %#', (line, masked) => {
    expect(maskRequestLine(line)).toMatchObject(masked);
  });

  it('masks what a rule knows in any parameter, encoded or not', () => {
    expect(maskUrl(`/x/${key}?any=${key}&n=1`).value).toBe(`/x/${maskedKey}?any=${maskedKey}&n=1`);
    const login = encodeURIComponent('{"password":"h7nter!2x"}');
    expect(maskUrl(`/x?data=${login}`).value).not.toContain('h7nter');
    expect(maskUrl(`/x?any=${key}`, ['anthropic-key'])).toEqual({ value: `/x?any=${key}`, secrets: [] });
  });

  const password = ['p4Xq', '7LmZ', 't9Rw', '2KdV'].join('');

  it.each([
    ['beside what is not ASCII', `/v1/x?q=caf%C3%A9%20https%3A%2F%2Fbob%3A${password}%40db.host`],
    ['beside what is no escape', `/v1/x?q=%zz%20https%3A%2F%2Fbob%3A${password}%40db.host%`],
    ['in a segment of the path', `/v1/go/https%3A%2F%2Fbob%3A${password}%40db.host`],
    ['behind a slash of its own', `/v1/x?u=https%3a%2f%2fbob%3aab%2f${password}%40db.host`],
    ['behind a sign of its own', `/v1/x?u=https%3A%2F%2Fbob%3Aab%40${password}%40db.host`],
    ['encoded twice', `/v1/x?u=https%253A%252F%252Fbob%253A${password}%2540db.host`],
    ['in a parameter of a parameter', `/v1/x?caf%C3%A9&u=%2Fin%3Fpass%77ord%3D${password}%2526more`],
    ['in an unencoded URL', `/v1/x?u=https://bob:ab/${password}@db.host`],
    ['before a parameter of another kind', `/v1/x?a=set%20CLIENT_SECRET%3D${password}&b=%24env%3AFOO`],
    ['before a parameter of another kind, encoded twice', `/v1/x?u=%2Fx%3Fa%3Dset%2520CLIENT_SECRET%253D${password}%26b%3D%2524env%253AFOO`],
    ['of many nested ones', `/${'?a='.repeat(1000)}?token=${password}`],
  ])('masks a password %s', (_where, url) => {
    const { value, secrets } = maskUrl(url);
    expect(value).not.toContain(password.slice(0, 6));
    expect(value).not.toContain(password.slice(-6));
    expect(value).toHaveLength(url.length);
    expect(secrets.filter((secret) => secret.includes(password))).not.toEqual([]);
    expect(maskUrl(`https://h/${url}`).value.slice(10)).toBe(value);
  });

  it.each(['/v1/messages?beta=true', '/caf%C3%A9/%zz?q=100%25%20sure%3F', '/x?u=https%3A%2F%2Fhost%3A8443%2Fa%40b', '/npm/@scope%2fname@1.2.3', '/x?mail=bob%40host.example'])('leaves %s alone', (url) => {
    expect(maskUrl(url)).toEqual({ value: url, secrets: [] });
  });

  it('tells the credentials as they stand and as they are meant', () => {
    expect(maskUrl('/x?token=a%2Fplanted&sig=b').secrets).toEqual(['a%2Fplanted', 'a/planted', 'b']);
    expect(maskUrl('http://me:planted@host/').secrets).toEqual(['planted']);
    expect(maskUrl('http://planted:@host/').secrets).toEqual(['planted']);
    expect(maskUrl('/x?u=%3Ftoken%3Da%252Fplanted').secrets).toEqual(['a%252Fplanted', 'a%2Fplanted', 'a/planted']);
  });
});

test('takes no longer for blanks in a request line than they are long', () => {
  const startedAtMs = processorMs();
  expect(maskRequestLine(`GET /a${' '.repeat(200_000)}?key=planted HTTP/1.1`).line).toHaveLength(200_027);
  // With each blank seen as the last it took a minute.
  expect(processorMs() - startedAtMs).toBeLessThan(2000);
});

test.each(['?a=', '%3Fa%3D', '%253F', '%25', '://a:', '://a:@', '?token=', '%26token%3D1', '%3A%2F%2Fa%3A%40', '25'])('takes no longer for a long URL of %s than it is long', (part) => {
  const url = `/?%${part.repeat(300_000 / part.length)}=1`;
  const startedAtMs = processorMs();
  expect(maskUrl(url).value).toHaveLength(url.length);
  expect(processorMs() - startedAtMs).toBeLessThan(6000);
});
