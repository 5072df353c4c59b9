import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { deferred } from '../../../test-support/deferred.ts';
import { makeProxyFixture, openDirectly, startProxyUnderTest, type ProxyFixture } from '../../../test-support/proxy-under-test.ts';
import { listenRaw, type RawEnd } from '../../../test-support/raw-tls.ts';
import { playWire, type WireStep, type WireTranscript } from '../../../test-support/wire-script.ts';

let fixture: ProxyFixture;
beforeAll(async () => {
  fixture = await makeProxyFixture();
});
afterAll(() => fixture.upstream.remove());

interface WireCase {
  readonly name: string;
  readonly client: readonly WireStep[];
  readonly upstream: readonly WireStep[];
}

const get = 'GET / HTTP/1.1\r\nHost: api.example.test\r\n\r\n';
const ok = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok';

const expecting = 'POST / HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n';
const goOn = 'HTTP/1.1 100 Continue\r\n\r\n';
const refusal = 'HTTP/1.1 417 Expectation Failed\r\nConnection: close\r\n\r\n';
const upgrade = 'GET /ws HTTP/1.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n\x81\x01a';
const switched = 'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n\x81\x01c';
const half = 'HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf';
const halfRequest = 'POST / HTTP/1.1\r\nContent-Length: 100\r\n\r\nhalf';

/** A request and its response, after which the client ends first. */
function exchange(name: string, request: string, response: string): WireCase {
  return {
    name,
    client: [{ send: request }, { receive: response.length }, { finish: 'fin' }],
    upstream: [{ receive: request.length }, { send: response }, { pauseMs: 5 }, { finish: 'fin' }],
  };
}

const cases: readonly WireCase[] = [
  exchange('header case, order, duplicates and odd white space', 'POST /a%2F../b?x=1#f HTTP/1.1\r\nhOsT:api.example.test\r\nX-A:  1 \t\r\nx-a:2\r\nX-Empty:\r\nContent-length: 3\r\n\r\nabc', 'HTTP/1.1 200   Fine  \r\nset-cookie: a=1\r\nSet-Cookie:b=2\r\nCONTENT-LENGTH:2\r\n\r\nok'),
  exchange('latin-1 bytes in headers and every byte value in a body', `PUT /\xe9 HTTP/1.1\r\nX-Name: caf\xe9\r\nContent-Length: 256\r\n\r\n${String.fromCharCode(...Array(256).keys())}`, ok),
  exchange('chunk borders, extensions and trailers', 'POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\nTrailer: X-T\r\n\r\n3;name="v;w"\r\nabc\r\n0001\r\nd\r\n0\r\nX-T: 1\r\n\r\n', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: Chunked\r\n\r\n2\r\nok\r\n00;last\r\nX-Sum: 9\r\n\r\n'),
  exchange('several informational responses before the final one', get, `HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 102 Processing\r\n\r\n${ok}`),
  exchange('a response to HEAD', 'HEAD / HTTP/1.1\r\nHost: x\r\n\r\n', 'HTTP/1.1 200 OK\r\nContent-Length: 999\r\n\r\n'),
  exchange('204 and 304', get + get, 'HTTP/1.1 204 No Content\r\n\r\nHTTP/1.1 304 Not Modified\r\nETag: "a"\r\nContent-Length: 7\r\n\r\n'),
  exchange('pipelined requests', get.repeat(5), ok.repeat(5)),
  exchange('HTTP/1.0', 'GET / HTTP/1.0\r\n\r\n', 'HTTP/1.0 200 OK\r\n\r\nuntil the end'),
  exchange('bare line feeds', 'GET / HTTP/1.1\nHost: x\n\n', 'HTTP/1.1 200 OK\nContent-Length: 2\n\nok'),
  exchange('64 kB of headers', `GET / HTTP/1.1\r\n${`X-Long: ${'y'.repeat(1000)}\r\n`.repeat(64)}\r\n`, `HTTP/1.1 200 OK\r\nX-Long: ${'z'.repeat(65_536)}\r\n\r\n`),
  exchange('what is not HTTP at all', '\0\x01\x02garbage\r\n\r\n\xff', '\xffmore\0'),
  {
    name: 'Expect: 100-continue, granted',
    client: [{ send: expecting }, { receive: goOn.length }, { send: 'abc' }, { receive: goOn.length + ok.length }, { finish: 'fin' }],
    upstream: [{ receive: expecting.length }, { send: goOn }, { receive: expecting.length + 3 }, { send: ok }, { pauseMs: 5 }, { finish: 'fin' }],
  },
  {
    name: 'Expect: 100-continue, refused',
    client: [{ send: expecting }, { receive: refusal.length }, { finish: 'fin' }],
    upstream: [{ receive: expecting.length }, { send: refusal }, { finish: 'fin' }],
  },
  {
    name: 'a protocol switch and the bytes after it, both ways',
    client: [{ send: upgrade }, { receive: switched.length }, { send: '\x81\x01b' }, { receive: switched.length + 3 }, { finish: 'fin' }],
    upstream: [{ receive: upgrade.length }, { send: switched }, { receive: upgrade.length + 3 }, { send: '\x81\x01d' }, { pauseMs: 5 }, { finish: 'fin' }],
  },
  {
    name: 'a body that ends with the connection',
    client: [{ send: get }, { receive: 1000 }, { finish: 'fin' }],
    upstream: [{ receive: get.length }, { send: 'HTTP/1.1 200 OK\r\n\r\npart' }, { pauseMs: 20 }, { send: ' and end' }, { finish: 'fin' }],
  },
  {
    name: 'a client that ends its side first and reads on',
    client: [{ send: get }, { finish: 'fin' }],
    upstream: [{ receive: 1000 }, { pauseMs: 20 }, { send: ok }, { pauseMs: 20 }, { send: 'more' }, { finish: 'fin' }],
  },
  {
    name: 'an upstream that ends its side first and reads on',
    client: [{ receive: 1000 }, { send: get }, { pauseMs: 20 }, { send: 'more' }, { finish: 'fin' }],
    upstream: [{ send: 'HTTP/1.1 408 Request Timeout\r\n\r\n' }, { finish: 'fin' }],
  },
  {
    name: 'an upstream that ends without an answer',
    client: [{ send: get }, { receive: 1 }, { finish: 'fin' }],
    upstream: [{ receive: get.length }, { finish: 'fin' }],
  },
  {
    name: 'an upstream that resets before it answers',
    client: [{ send: get }],
    upstream: [{ receive: get.length }, { finish: 'reset' }],
  },
  {
    name: 'an upstream that resets in the middle of a response',
    client: [{ send: get }],
    upstream: [{ receive: get.length }, { send: half }, { pauseMs: 30 }, { finish: 'reset' }],
  },
  {
    name: 'a client that resets in the middle of a request',
    client: [{ send: halfRequest }, { pauseMs: 30 }, { finish: 'reset' }],
    upstream: [{ receive: 1000 }],
  },
  {
    name: 'a client that resets in the middle of a response',
    client: [{ send: get }, { receive: half.length }, { finish: 'reset' }],
    upstream: [{ receive: get.length }, { send: half }],
  },
  {
    name: 'a client that ends its side and resets later',
    client: [{ send: get }, { finish: 'fin' }, { receive: half.length }, { finish: 'reset' }],
    // Only writing finds out: the reading side has ended already.
    upstream: [{ receive: 1000 }, { send: half }, { pauseMs: 30 }, { send: 'a' }, { pauseMs: 30 }, { send: 'b' }, { pauseMs: 30 }, { send: 'c' }],
  },
  {
    name: 'an early answer to a request that is never finished',
    client: [{ send: halfRequest }, { receive: 52 }, { finish: 'fin' }],
    upstream: [{ receive: halfRequest.length }, { send: 'HTTP/1.1 413 Payload Too Large\r\nContent-Length: 0\r\n\r\n' }, { pauseMs: 20 }, { finish: 'fin' }],
  },
];

interface Seen {
  readonly client: WireTranscript;
  readonly upstream: WireTranscript;
}

async function play(wireCase: WireCase, open: (port: number) => Promise<RawEnd>): Promise<Seen> {
  const upstream = deferred<WireTranscript>();
  const listener = await listenRaw(fixture.upstream.serverContext, (end) => upstream.fulfil(playWire(end, wireCase.upstream)));
  try {
    const client = await playWire(await open(listener.port), wireCase.client);
    return { client, upstream: await upstream.promise };
  } finally {
    await listener.close();
  }
}

describe('both ends see through the proxy what they see without it:', () => {
  test.each(cases)('$name', async (wireCase) => {
    const direct = await play(wireCase, (port) => openDirectly(fixture, port));
    const under: { now: Awaited<ReturnType<typeof startProxyUnderTest>> | null } = { now: null };
    const proxied = await play(wireCase, async (port) => {
      under.now = await startProxyUnderTest(fixture, port);
      return under.now.open();
    });
    expect(proxied).toEqual(direct);
    const { now } = under;
    await now?.told('closed');
    // What was read and could not be delivered any more is told as well.
    expect(now?.bytesFrom('upstream').slice(0, direct.client.received.length)).toBe(direct.client.received);
    expect(now?.bytesFrom('client')).toBe(direct.upstream.received);
    await now?.proxy.close();
  });
});
