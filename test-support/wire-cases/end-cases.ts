import { complete, exchange, interrupted, opened, tunnelled, type StoredExchange, type WireCase } from './wire-case.ts';

const get = 'GET / HTTP/1.1\r\nHost: api.anthropic.com\r\n\r\n';
const ok = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok';
const half = 'HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf';
const halfRequest = 'POST / HTTP/1.1\r\nContent-Length: 100\r\n\r\nhalf';
const longHead = `HTTP/1.1 200 OK\r\nContent-Length: ${1 << 20}\r\n\r\n`;
const longRequest = `PUT / HTTP/1.1\r\nContent-Length: ${1 << 20}\r\n\r\n`;
const long = { generated: 1 << 20, seed: 21 } as const;
const notHttp: StoredExchange = { state: 'failed', status: null, request: '', response: '' };

/** How connections end: which side first, how, and what still comes after it. */
const endings: readonly WireCase[] = [
  opened('a client that ends its side, and then a long response', [complete(200, '', long)], {
    client: [{ send: get }, { finish: 'fin' }, { receiveEnd: true }],
    upstream: [{ receive: get }, { receiveEnd: true }, { pauseMs: 300 }, { send: longHead }, { pauseMs: 300 }, { send: long }, { finish: 'fin' }],
  }),
  opened('a server that ends its side, and then a long request', [interrupted(null, long, '')], {
    client: [{ receive: 'HTTP/1.1 408 Request Timeout\r\n\r\n' }, { receiveEnd: true }, { send: longRequest }, { pauseMs: 300 }, { send: long }, { finish: 'fin' }],
    upstream: [{ send: 'HTTP/1.1 408 Request Timeout\r\n\r\n' }, { pauseMs: 300 }, { finish: 'fin' }],
  }),
  opened('a server that answers, ends its side, and reads the rest of the request', [complete(200, `half${'x'.repeat(96)}`, 'ok')], {
    client: [{ send: halfRequest }, { receive: ok }, { receiveEnd: true }, { send: 'x'.repeat(50) }, { pauseMs: 300 }, { send: 'x'.repeat(46) }, { pauseMs: 300 }, { finish: 'fin' }],
    upstream: [{ receive: halfRequest }, { send: ok }, { finish: 'fin' }],
  }),
  opened('an upstream that ends without an answer', [interrupted(null, '', '')], {
    client: [{ send: get }, { receiveEnd: true }, { pauseMs: 300 }, { finish: 'fin' }],
    upstream: [{ receive: get }, { finish: 'fin' }],
  }),
  opened('an upstream that resets before it answers', [interrupted(null, '', '')], {
    client: [{ send: get }, { receiveEnd: true }],
    upstream: [{ receive: get }, { pauseMs: 300 }, { finish: 'reset' }],
  }),
  opened('an upstream that resets in a response head', [interrupted(null, '', '')], {
    client: [{ send: get }, { receiveEnd: true }],
    upstream: [{ receive: get }, { send: 'HTTP/1.1 200 O' }, { pauseMs: 300 }, { finish: 'reset' }],
  }),
  opened('an upstream that resets in the middle of a response', [interrupted(200, '', 'half')], {
    client: [{ send: get }, { receiveEnd: true }],
    upstream: [{ receive: get }, { send: half }, { pauseMs: 300 }, { finish: 'reset' }],
  }),
  opened('an upstream that resets after a whole response', [complete(200, '', 'ok')], {
    client: [{ send: get }, { receive: ok }, { receiveEnd: true }],
    upstream: [{ receive: get }, { send: ok }, { pauseMs: 300 }, { finish: 'reset' }],
  }),
  opened('an upstream that resets in the middle of a request', [interrupted(null, 'half', '')], {
    client: [{ send: halfRequest }, { receiveEnd: true }],
    upstream: [{ receive: halfRequest }, { pauseMs: 300 }, { finish: 'reset' }],
  }),
  opened('a client that resets in a request head', [interrupted(null, '', '')], {
    client: [{ send: 'POST / HTTP/1.1\r\nHost: a\r\nConte' }, { pauseMs: 300 }, { finish: 'reset' }],
    upstream: [{ receiveEnd: true }],
  }),
  opened('a client that resets in the middle of a request', [interrupted(null, 'half', '')], {
    client: [{ send: halfRequest }, { pauseMs: 300 }, { finish: 'reset' }],
    upstream: [{ receiveEnd: true }],
  }),
  opened('a client that resets while it waits', [interrupted(null, '', '')], {
    client: [{ send: get }, { pauseMs: 300 }, { finish: 'reset' }],
    upstream: [{ receiveEnd: true }],
  }),
  opened('a client that resets in the middle of a response', [interrupted(200, '', 'half')], {
    client: [{ send: get }, { receive: half }, { finish: 'reset' }],
    upstream: [{ receive: get }, { send: half }, { receiveEnd: true }],
  }),
  opened('a client that resets after a whole response', [complete(200, '', 'ok')], {
    client: [{ send: get }, { receive: ok }, { pauseMs: 300 }, { finish: 'reset' }],
    upstream: [{ receive: get }, { send: ok }, { receiveEnd: true }],
  }),
  opened('a client that ends in the middle of a request', [interrupted(null, 'half', '')], {
    client: [{ send: halfRequest }, { pauseMs: 300 }, { finish: 'fin' }],
    upstream: [{ receiveEnd: true }, { pauseMs: 300 }, { finish: 'fin' }],
  }),
  // The byte that finds the reset out was read, and is recorded.
  opened('a client that ends its side and resets later', [interrupted(200, '', 'halfa')], {
    client: [{ send: get }, { finish: 'fin' }, { receive: half }, { finish: 'reset' }],
    // Only writing finds out: the reading side has ended already.
    upstream: [{ receive: get }, { receiveEnd: true }, { send: half }, { pauseMs: 300 }, { send: 'a' }, { pauseMs: 300 }, { send: 'b' }, { pauseMs: 300 }, { send: 'c' }],
  }),
  opened('an upstream that ends its side and resets later', [interrupted(200, 'halfa', '')], {
    client: [{ send: halfRequest }, { receiveEnd: true }, { pauseMs: 300 }, { send: 'a' }, { pauseMs: 300 }, { send: 'b' }, { pauseMs: 300 }, { send: 'c' }],
    upstream: [{ receive: halfRequest }, { send: 'HTTP/1.1 200 OK\r\n\r\n' }, { finish: 'fin' }, { pauseMs: 300 }, { finish: 'reset' }],
  }),
  opened('both sides end at once', [complete(200, '', 'ok')], {
    client: [{ send: get }, { receive: ok }, { finish: 'fin' }],
    upstream: [{ receive: get }, { send: ok }, { finish: 'fin' }],
  }),
  opened('a server that closes a kept connection', [complete(200, '', 'ok')], {
    client: [{ send: get }, { receive: ok }, { receiveEnd: true }, { pauseMs: 300 }, { finish: 'fin' }],
    upstream: [{ receive: get }, { send: ok }, { pauseMs: 300 }, { finish: 'fin' }],
  }),
  // Longer than a client that looks at the certificate and leaves.
  opened('a connection on which nothing is sent, ended by the client', [], {
    client: [{ pauseMs: 900 }, { finish: 'fin' }],
    upstream: [{ receiveEnd: true }, { finish: 'fin' }],
  }),
  opened('a connection on which nothing is sent, ended by the server', [], {
    client: [{ receiveEnd: true }, { pauseMs: 900 }, { finish: 'fin' }],
    upstream: [{ pauseMs: 300 }, { finish: 'fin' }],
  }),
  opened('a connection on which nothing is sent, reset by the server', [], {
    client: [{ receiveEnd: true }],
    upstream: [{ pauseMs: 900 }, { finish: 'reset' }],
  }),
];

/** TLS's own word for the end, and TCP's without it; and a session that is taken up again. */
const tlsCases: readonly WireCase[] = [
  opened('a client that ends TCP without a close_notify', [complete(200, '', 'ok')], {
    client: [{ send: get }, { receive: ok }, { finish: 'bare-fin' }, { receiveEnd: true }],
    upstream: [{ receive: get }, { send: ok }, { receiveEnd: true }, { finish: 'fin' }],
  }),
  opened('a server that ends TCP without a close_notify', [complete(200, '', 'until the end')], {
    client: [{ send: get }, { receiveEnd: true }, { finish: 'fin' }],
    upstream: [{ receive: get }, { send: 'HTTP/1.1 200 OK\r\n\r\nuntil the end' }, { finish: 'bare-fin' }],
  }),
  { ...exchange('TLS 1.2', [complete(200, '', 'ok')], get, ok), tls: 'TLSv1.2' },
  {
    name: 'two connections, the second resuming the TLS session of the first',
    mode: 'opened',
    connections: Array.from({ length: 2 }, () => ({
      client: [{ send: get }, { receive: ok }, { finish: 'fin' }],
      upstream: [{ receive: get }, { send: ok }, { receiveEnd: true }, { finish: 'fin' }],
    })),
    stored: [complete(200, '', 'ok'), complete(200, '', 'ok')],
  },
];

const strangeCases: readonly WireCase[] = [
  exchange('what is not HTTP at all', [notHttp], '\0\x01\x02garbage\r\n\r\n\xff', '\xffmore\0'),
  exchange('words that are not HTTP', [notHttp], 'hello there\r\n', 'good day\r\n'),
  exchange('the preface of HTTP/2', [notHttp], 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0', '\0\0\0\x04\0\0\0\0\0'),
  exchange('a request, and an answer that is not HTTP', [{ ...notHttp, request: 'abc' }], 'POST / HTTP/1.1\r\nContent-Length: 3\r\n\r\nabc', 'SSH-2.0-x\r\n'),
];

const unseen: readonly WireCase[] = [
  ...endings
    .filter(({ name }) => /long (response|request)|resets (before|in the middle|while)|resets later|both sides|nothing is sent, ended/.test(name))
    .map(tunnelled),
  {
    name: 'unseen: a server that speaks first, without TLS',
    mode: 'tunnelled-plain',
    connections: [
      {
        client: [{ receive: 'SSH-2.0-server\r\n' }, { send: 'SSH-2.0-client\r\n' }, { receive: '\0\x01\x02' }, { finish: 'fin' }],
        upstream: [{ send: 'SSH-2.0-server\r\n' }, { receive: 'SSH-2.0-client\r\n' }, { pauseMs: 300 }, { send: '\0\x01\x02' }, { receiveEnd: true }, { finish: 'fin' }],
      },
    ],
    stored: [],
  },
  {
    name: 'unseen: 16 MB both ways at once, without TLS',
    mode: 'tunnelled-plain',
    connections: [
      {
        client: [{ send: { generated: 16 << 20, seed: 31 } }, { receive: { generated: 16 << 20, seed: 32 } }, { finish: 'fin' }],
        upstream: [{ send: { generated: 16 << 20, seed: 32 } }, { receive: { generated: 16 << 20, seed: 31 } }, { receiveEnd: true }, { finish: 'fin' }],
      },
    ],
    stored: [],
  },
];

export const endCases: readonly WireCase[] = [...endings, ...tlsCases, ...strangeCases, ...unseen];
