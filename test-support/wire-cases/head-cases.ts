import { complete, exchange, opened, type WireCase } from './wire-case.ts';

const get = 'GET / HTTP/1.1\r\nHost: api.anthropic.com\r\n\r\n';
const ok = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok';
const everyByte = String.fromCharCode(...Array(256).keys());

function withHeaders(name: string, requestLines: readonly string[], responseLines: readonly string[] = []): WireCase {
  const request = `POST /v1/messages HTTP/1.1\r\n${requestLines.map((line) => `${line}\r\n`).join('')}Content-Length: 3\r\n\r\nabc`;
  const response = `HTTP/1.1 200 OK\r\n${responseLines.map((line) => `${line}\r\n`).join('')}Content-Length: 2\r\n\r\nok`;
  return exchange(name, [complete(200, 'abc', 'ok')], request, response);
}

function withTarget(name: string, target: string, method = 'GET'): WireCase {
  return exchange(name, [complete(200, '', 'ok')], `${method} ${target} HTTP/1.1\r\nHost: api.anthropic.com\r\n\r\n`, ok);
}

/** Heads: their fields, white space, bytes and sizes. */
export const headCases: readonly WireCase[] = [
  withHeaders('header case and order', ['hOsT: api.anthropic.com', 'X-b: 1', 'x-A: 2', 'ACCEPT: */*', 'uSER-aGENT: x'], ['sERVER: y', 'x-Z: 1', 'X-a: 2', 'DATE: now']),
  withHeaders('duplicate headers, apart and in other case', ['Accept: a', 'X-A: 1', 'accept: b', 'x-a: 2', 'X-A: 1'], ['Set-Cookie: a=1', 'set-cookie: b=2', 'Vary: x', 'SET-COOKIE: a=1']),
  withHeaders('odd white space around values', ['X-None:1', 'X-Many:    1', 'X-Tab:\t1\t', 'X-Trailing: 1 \t ', 'X-Empty:', 'X-Blank: \t '], ['X-None:1', 'X-Tab:\t1 \t', 'X-Empty:', 'X-Within: a   b\tc']),
  withHeaders('white space before the colon', ['X-A : 1', 'X-B\t: 2'], ['X-A : 1']),
  withHeaders('folded header lines', ['X-Fold: one', '  two', '\tthree', 'X-After: 1'], ['X-Fold: one', ' two', 'X-After: 1']),
  withHeaders('latin-1 bytes in headers', ['X-Name: caf\xe9 \xa3 \xff'], ['X-Name: \xc4\xd6\xdc\xa0']),
  withHeaders('UTF-8 bytes in headers', ['X-Name: \xe4\xba\x80 \xf0\x9f\x90\xa2'], ['X-Name: \xc5\xbc\xc3\xb3\xc5\x82w']),
  withHeaders('names and values of unusual characters', ["X!#$%&'*+-.^_`|~9: (),/:;<=>?@[\\]{}\"", 'X-Quoted: "a\\"b, c"'], ["!#$%&'*+-.^_`|~: a"]),
  withHeaders('a line without a colon', ['no colon here'], ['nor here']),
  withHeaders('200 headers', Array.from({ length: 200 }, (_, index) => `X-Of-Many-${index}: ${index}`), Array.from({ length: 200 }, (_, index) => `x-of-many-${index}: ${index}`)),
  withHeaders('64 kB of headers', Array.from({ length: 64 }, () => `X-Long: ${'y'.repeat(1014)}`), [`X-Long: ${'z'.repeat(65_536)}`]),
  exchange('status lines without a reason, and with a long one', [complete(200, '', 'ok'), complete(404, '', ''), complete(299, '', '')], get.repeat(3), 'HTTP/1.1 200\r\nContent-Length: 2\r\n\r\nokHTTP/1.1 404 \r\nContent-Length: 0\r\n\r\nHTTP/1.1 299   Fine,  and \xe9 more  \r\nContent-Length: 0\r\n\r\n'),
  exchange('bare line feeds', [complete(200, '', 'ok')], 'GET / HTTP/1.1\nHost: x\n\n', 'HTTP/1.1 200 OK\nContent-Length: 2\n\nok'),
  exchange('blank lines before a request', [complete(200, '', 'ok'), complete(200, '', 'ok')], `\r\n${get}\r\n\r\n${get}`, ok.repeat(2)),
  exchange('every byte value in bodies', [complete(200, everyByte, everyByte)], `PUT / HTTP/1.1\r\nContent-Length: 256\r\n\r\n${everyByte}`, `HTTP/1.1 200 OK\r\nContent-Length: 256\r\n\r\n${everyByte}`),
  exchange('unknown methods', [complete(200, '', 'ok'), complete(200, '', 'ok')], 'M-SEARCH /a HTTP/1.1\r\n\r\nget /b HTTP/1.1\r\n\r\n', ok.repeat(2)),
  opened('a head that comes byte by byte, both ways', [complete(200, 'abc', 'ok')], {
    client: [{ sendEach: [...'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc'] }, { receive: ok }, { finish: 'fin' }],
    upstream: [{ receive: 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc' }, { sendEach: [...ok] }, { receiveEnd: true }, { finish: 'fin' }],
  }),
  opened('a request head whose lines come 300 ms apart', [complete(200, '', 'ok')], {
    client: [{ send: 'GET / HTTP/1.1\r\n' }, { pauseMs: 300 }, { send: 'Host: a\r\nX-Cut: he' }, { pauseMs: 300 }, { send: 're\r\n\r' }, { pauseMs: 300 }, { send: '\n' }, { receive: ok }, { finish: 'fin' }],
    upstream: [{ receive: 'GET / HTTP/1.1\r\nHost: a\r\nX-Cut: here\r\n\r\n' }, { send: ok }, { receiveEnd: true }, { finish: 'fin' }],
  }),

  withTarget('an absolute-form target inside TLS', 'https://api.anthropic.com/v1/messages?beta=true'),
  withTarget('an absolute-form target of another host inside TLS', 'http://other.example.test:8080/a'),
  withTarget('slashes, dots and encoded dots in a target', '//a///b/../c/./%2e%2E/%2f'),
  withTarget('encoded spaces and characters in a target', '/a%20b+c?d=%41%61%7e&e=%zz&&=#f'),
  withTarget('a very long target', `/v1?${'q=0123456789&'.repeat(3000)}`),
  withTarget('bytes beyond ASCII in a target', '/caf\xe9/\xe4\xba\x80?\xff=\x80'),
  withTarget('an asterisk as the target', '*', 'OPTIONS'),
  withTarget('a fragment, a bare query and a backslash in a target', '/a\\b?#?c'),
  withTarget('a target in authority form that is no CONNECT', 'api.anthropic.com:443', 'OPTIONS'),
];
