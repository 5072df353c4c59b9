import type { WireScripts } from './wire-case.ts';

/** A request with a whole `http://` address, which a proxy has to write anew. */
export interface PlainCase {
  readonly name: string;
  /** `origin` stands before each path: the address of the server for a proxy, nothing for the server itself. */
  scripts(origin: string): WireScripts;
}

const ok = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok';

/** One request and its response. The server closes: which side does is among what a proxy may change. */
function exchange(name: string, method: string, path: string, rest: string, response: string): PlainCase {
  return {
    name,
    scripts: (origin) => ({
      client: [{ send: `${method} ${origin}${path} HTTP/1.1\r\n${rest}` }, { receiveEnd: true }, { finish: 'fin' }],
      // Until the end of the request is there: its head may be of another length.
      upstream: [{ receive: `${method} ` }, { pauseMs: 300 }, { send: response }, { finish: 'fin' }],
    }),
  };
}

const host = 'Host: elsewhere.example.test\r\n';
const close = 'Connection: close\r\n';

export const plainCases: readonly PlainCase[] = [
  exchange('order, case and duplicates of headers', 'POST', '/v1', `${host}X-b: 1\r\nx-A: 2\r\nX-B: 3\r\nACCEPT: */*\r\n${close}Content-length: 3\r\n\r\nabc`, `HTTP/1.1 200 Fine\r\nsERVER: x\r\nSet-Cookie: a=1\r\nset-cookie: b=2\r\nX-Z: 1\r\nContent-Length: 2\r\n\r\nok`),
  exchange('latin-1 and UTF-8 bytes in values', 'GET', '/', `${host}X-Name: caf\xe9 \xe4\xba\x80\r\n${close}\r\n`, 'HTTP/1.1 200 OK\r\nX-Name: \xc4\xd6\xff\r\nContent-Length: 2\r\n\r\nok'),
  exchange('an odd path', 'GET', '//a/../%2e/%20+?x=%zz&&=1', `${host}${close}\r\n`, ok),
  exchange('200 headers', 'GET', '/', `${host}${Array.from({ length: 200 }, (_, index) => `X-Of-Many-${index}: ${index}\r\n`).join('')}${close}\r\n`, `HTTP/1.1 200 OK\r\n${Array.from({ length: 200 }, (_, index) => `x-of-many-${index}: ${index}\r\n`).join('')}Content-Length: 2\r\n\r\nok`),
  exchange('64 kB of headers', 'GET', '/', `${host}${`X-Long: ${'y'.repeat(1014)}\r\n`.repeat(64)}${close}\r\n`, `HTTP/1.1 200 OK\r\nX-Long: ${'z'.repeat(65_000)}\r\nContent-Length: 2\r\n\r\nok`),
  exchange('a chunked request and its trailers', 'PUT', '/', `${host}Transfer-Encoding: chunked\r\nTrailer: X-Sum\r\n${close}\r\n3;e=1\r\nabc\r\n02\r\nde\r\n0\r\nX-Sum: 7\r\n\r\n`, ok),
  exchange('a chunked response and its trailers', 'GET', '/', `${host}${close}\r\n`, 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTrailer: X-Sum\r\n\r\n2\r\nok\r\n1;e\r\n!\r\n0\r\nX-Sum: 7\r\n\r\n'),
  exchange('a response that ends with the connection', 'GET', '/', `${host}${close}\r\n`, 'HTTP/1.1 200 OK\r\nX-A: 1\r\n\r\nuntil the end'),
  exchange('HEAD', 'HEAD', '/', `${host}${close}\r\n`, 'HTTP/1.1 200 OK\r\nContent-Length: 999\r\n\r\n'),
  exchange('204', 'DELETE', '/a', `${host}${close}\r\n`, 'HTTP/1.1 204 No Content\r\nX-A: 1\r\n\r\n'),
  exchange('304', 'GET', '/a', `${host}If-None-Match: "a"\r\n${close}\r\n`, 'HTTP/1.1 304 Not Modified\r\nETag: "a"\r\n\r\n'),
  exchange('a reason in latin-1, and none', 'GET', '/a', `${host}${close}\r\n`, 'HTTP/1.1 404 Pas trouv\xe9\r\nContent-Length: 0\r\n\r\n'),
  exchange('103 before the response', 'GET', '/', `${host}${close}\r\n`, `HTTP/1.1 103 Early Hints\r\nLink: </a>; rel=preload\r\n\r\n${ok}`),
  {
    name: 'Expect: 100-continue, granted',
    scripts: (origin) => ({
      client: [{ send: `POST ${origin}/ HTTP/1.1\r\n${host}Expect: 100-continue\r\n${close}Content-Length: 3\r\n\r\n` }, { receive: 'HTTP/1.1 100 Continue\r\n\r\n' }, { pauseMs: 300 }, { send: 'abc' }, { receiveEnd: true }, { finish: 'fin' }],
      upstream: [{ receive: 'POST ' }, { pauseMs: 300 }, { send: 'HTTP/1.1 100 Continue\r\n\r\n' }, { pauseMs: 600 }, { send: ok }, { finish: 'fin' }],
    }),
  },
  {
    name: 'a head before its body, and events one by one',
    scripts: (origin) => ({
      client: [{ send: `GET ${origin}/ HTTP/1.1\r\n${host}${close}\r\n` }, { receiveEnd: true }, { finish: 'fin' }],
      upstream: [{ receive: 'GET ' }, { send: 'HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nContent-Length: 22\r\n\r\n' }, { pauseMs: 300 }, { send: 'data: one\n\n' }, { pauseMs: 300 }, { send: 'data: two\n\n' }, { finish: 'fin' }],
    }),
  },
  {
    name: 'a response that is reset',
    scripts: (origin) => ({
      client: [{ send: `GET ${origin}/ HTTP/1.1\r\n${host}${close}\r\n` }, { receiveEnd: true }],
      upstream: [{ receive: 'GET ' }, { send: 'HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf' }, { pauseMs: 300 }, { finish: 'reset' }],
    }),
  },
  {
    name: 'a response cut off by the end of the connection',
    scripts: (origin) => ({
      client: [{ send: `GET ${origin}/ HTTP/1.1\r\n${host}${close}\r\n` }, { receiveEnd: true }, { finish: 'fin' }],
      upstream: [{ receive: 'GET ' }, { send: 'HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf' }, { pauseMs: 300 }, { finish: 'fin' }],
    }),
  },
  {
    name: 'a client that resets in its request',
    scripts: (origin) => ({
      client: [{ send: `POST ${origin}/ HTTP/1.1\r\n${host}${close}Content-Length: 100\r\n\r\nhalf` }, { pauseMs: 300 }, { finish: 'reset' }],
      upstream: [{ receiveEnd: true }],
    }),
  },
  {
    name: 'a client that resets in its response',
    scripts: (origin) => ({
      client: [{ send: `GET ${origin}/ HTTP/1.1\r\n${host}${close}\r\n` }, { receive: 'HTTP/1.1 200 OK\r\n' }, { pauseMs: 300 }, { finish: 'reset' }],
      upstream: [{ receive: 'GET ' }, { send: 'HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf' }, { receiveEnd: true }],
    }),
  },
  {
    name: 'a protocol switch and the bytes after it',
    scripts: (origin) => ({
      client: [{ send: `GET ${origin}/ws HTTP/1.1\r\n${host}Connection: Upgrade\r\nUpgrade: echo\r\n\r\n` }, { receive: 'HTTP/1.1 101 Up\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\n' }, { send: '\x81\x01a' }, { pauseMs: 300 }, { finish: 'fin' }],
      upstream: [{ receive: 'GET ' }, { pauseMs: 300 }, { send: 'HTTP/1.1 101 Up\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\n' }, { receiveEnd: true }, { send: '\x81\x01b' }, { finish: 'fin' }],
    }),
  },
];
