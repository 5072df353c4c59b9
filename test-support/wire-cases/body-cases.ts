import { complete, exchange, interrupted, opened, type WireCase } from './wire-case.ts';
import type { Octets } from './octets.ts';

const get = 'GET / HTTP/1.1\r\nHost: api.anthropic.com\r\n\r\n';
const ok = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok';
const chunkedPost = 'POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n';
const chunkedOk = 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n';
const streamHead = 'HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n';
const events = ['message_start', 'content_block_delta', 'message_stop'].map((type) => `event: ${type}\ndata: {"type":"${type}"}\n\n`);
const inChunk = (text: string): string => `${text.length.toString(16)}\r\n${text}\r\n`;
const large = 32 * 1024 * 1024;
const up: Octets = { generated: large, seed: 11 };
const down: Octets = { generated: large, seed: 12 };
const upHead = `POST /up HTTP/1.1\r\nContent-Length: ${large}\r\n\r\n`;
const downHead = `HTTP/1.1 200 OK\r\nContent-Length: ${large}\r\n\r\n`;

/** Bodies: how they are framed, when their parts come, and how large they are. */
export const bodyCases: readonly WireCase[] = [
  exchange('chunk borders, of one byte and of many', [complete(200, 'abcdefgh', 'okokoo')], `${chunkedPost}1\r\na\r\n1\r\nb\r\n5\r\ncdefg\r\n1\r\nh\r\n0\r\n\r\n`, `${chunkedOk}2\r\nok\r\n3\r\noko\r\n1\r\no\r\n0\r\n\r\n`),
  exchange('chunk extensions', [complete(200, 'abcd', 'ok')], `${chunkedPost}3;name=v;other="q;\\"w"\r\nabc\r\n1 ; x\r\nd\r\n0;last\r\n\r\n`, `${chunkedOk}2;e\r\nok\r\n0;done=1\r\n\r\n`),
  exchange('trailers', [complete(200, 'abc', 'ok')], 'POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\nTrailer: X-T, x-u\r\n\r\n3\r\nabc\r\n0\r\nX-T: 1\r\nx-u:  2 \r\n\r\n', `${chunkedOk}2\r\nok\r\n0\r\nx-Sum: 9\r\nX-SUM:8\r\n\r\n`),
  exchange('chunk sizes in either case, with leading zeros and blanks', [complete(200, `${'a'.repeat(26)}b`, 'c'.repeat(11))], `${chunkedPost}1A\r\n${'a'.repeat(26)}\r\n0001\r\nb\r\n0000\r\n\r\n`, `${chunkedOk}00b \r\n${'c'.repeat(11)}\r\n00\r\n\r\n`),
  exchange('odd spellings of the transfer coding', [complete(200, 'abc', 'ok')], 'POST / HTTP/1.1\r\ntransfer-encoding:  Chunked \r\nContent-Length: 99\r\n\r\n3\r\nabc\r\n0\r\n\r\n', 'HTTP/1.1 200 OK\r\nTRANSFER-ENCODING:CHUNKED\r\n\r\n2\r\nok\r\n0\r\n\r\n'),
  opened('chunks cut anywhere, 300 ms apart', [complete(200, 'abcdef', 'okok')], {
    client: [{ send: `${chunkedPost}6` }, { pauseMs: 300 }, { send: '\r\nabc' }, { pauseMs: 300 }, { send: 'def\r' }, { pauseMs: 300 }, { send: '\n0\r\n\r\n' }, { receive: `${chunkedOk}4\r\nokok\r\n0\r\n\r\n` }, { finish: 'fin' }],
    upstream: [{ receive: `${chunkedPost}6\r\nabcdef\r\n0\r\n\r\n` }, { send: `${chunkedOk}4\r` }, { pauseMs: 300 }, { send: '\nok' }, { pauseMs: 300 }, { send: 'ok\r\n0\r\n\r' }, { pauseMs: 300 }, { send: '\n' }, { receiveEnd: true }, { finish: 'fin' }],
  }),
  opened('a response head, 300 ms before the first byte of its body', [complete(200, '', 'ok')], {
    client: [{ send: get }, { receive: ok }, { finish: 'fin' }],
    upstream: [{ receive: get }, { send: ok.slice(0, -2) }, { pauseMs: 300 }, { send: 'ok' }, { receiveEnd: true }, { finish: 'fin' }],
  }),
  opened('a request head, 300 ms before the first byte of its body', [complete(200, 'abc', 'ok')], {
    client: [{ send: 'POST / HTTP/1.1\r\nContent-Length: 3\r\n\r\n' }, { pauseMs: 300 }, { send: 'a' }, { pauseMs: 300 }, { send: 'bc' }, { receive: ok }, { finish: 'fin' }],
    upstream: [{ receive: 'POST / HTTP/1.1\r\nContent-Length: 3\r\n\r\nabc' }, { send: ok }, { receiveEnd: true }, { finish: 'fin' }],
  }),
  opened('a stream of events, each on its own', [complete(200, '{"stream":true}', events.join(''))], {
    client: [{ send: 'POST /v1/messages HTTP/1.1\r\nContent-Length: 15\r\n\r\n{"stream":true}' }, { receive: `${streamHead}${events.map(inChunk).join('')}0\r\n\r\n` }, { finish: 'fin' }],
    upstream: [
      { receive: 'POST /v1/messages HTTP/1.1\r\nContent-Length: 15\r\n\r\n{"stream":true}' },
      { send: streamHead },
      { pauseMs: 300 },
      ...events.flatMap((event) => [{ send: inChunk(event) }, { pauseMs: 300 }]),
      { send: '0\r\n\r\n' },
      { receiveEnd: true },
      { finish: 'fin' },
    ],
  }),
  opened('many tiny writes', [complete(200, 'x'.repeat(500), 'y'.repeat(700))], {
    client: [{ send: 'POST / HTTP/1.1\r\nContent-Length: 500\r\n\r\n' }, { sendEach: Array.from({ length: 500 }, () => 'x') }, { receive: `${chunkedOk}${'1\r\ny\r\n'.repeat(700)}0\r\n\r\n` }, { finish: 'fin' }],
    upstream: [{ receive: `POST / HTTP/1.1\r\nContent-Length: 500\r\n\r\n${'x'.repeat(500)}` }, { send: chunkedOk }, { sendEach: Array.from({ length: 700 }, () => '1\r\ny\r\n') }, { send: '0\r\n\r\n' }, { receiveEnd: true }, { finish: 'fin' }],
  }),

  exchange('HEAD: a length and no body', [complete(200, '', ''), complete(200, '', 'ok')], `HEAD / HTTP/1.1\r\nHost: x\r\n\r\n${get}`, `HTTP/1.1 200 OK\r\nContent-Length: 999\r\n\r\n${ok}`),
  exchange('HEAD: chunked and no body', [complete(200, '', ''), complete(200, '', 'ok')], `HEAD / HTTP/1.1\r\nHost: x\r\n\r\n${get}`, `HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n${ok}`),
  exchange('204 and 304, with the fields of a body and none', [complete(204, '', ''), complete(304, '', ''), complete(200, '', 'ok')], get.repeat(3), `HTTP/1.1 204 No Content\r\n\r\nHTTP/1.1 304 Not Modified\r\nETag: "a"\r\nContent-Length: 7\r\n\r\n${ok}`),
  exchange('205 and a length of zero', [complete(205, '', ''), complete(200, '', '')], get.repeat(2), 'HTTP/1.1 205 Reset Content\r\nContent-Length: 0\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n'),
  opened('HTTP/1.0 without keep-alive', [complete(200, '', 'until the end')], {
    client: [{ send: 'GET / HTTP/1.0\r\n\r\n' }, { receiveEnd: true }, { finish: 'fin' }],
    upstream: [{ receive: 'GET / HTTP/1.0\r\n\r\n' }, { send: 'HTTP/1.0 200 OK\r\n\r\nuntil' }, { pauseMs: 300 }, { send: ' the end' }, { finish: 'fin' }],
  }),
  exchange('HTTP/1.0 with keep-alive', [complete(200, '', 'ok'), complete(200, '', 'ok')], 'GET /1 HTTP/1.0\r\nConnection: keep-alive\r\n\r\nGET /2 HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n', 'HTTP/1.0 200 OK\r\nConnection: keep-alive\r\nContent-Length: 2\r\n\r\nok'.repeat(2)),
  opened('a body that ends with the connection', [complete(200, '', 'part and end')], {
    client: [{ send: get }, { receiveEnd: true }, { pauseMs: 300 }, { finish: 'fin' }],
    upstream: [{ receive: get }, { send: 'HTTP/1.1 200 OK\r\nConnection: close\r\n\r\npart' }, { pauseMs: 300 }, { send: ' and end' }, { finish: 'fin' }],
  }),
  exchange('five pipelined requests in one write', Array.from({ length: 5 }, () => complete(200, '', 'ok')), get.repeat(5), ok.repeat(5)),
  opened('three pipelined requests in one write, answered 300 ms apart', Array.from({ length: 3 }, () => complete(200, '', 'ok')), {
    client: [{ send: get.repeat(3) }, { receive: ok.repeat(3) }, { finish: 'fin' }],
    upstream: [{ receive: get.repeat(3) }, { pauseMs: 300 }, { send: ok }, { pauseMs: 300 }, { send: ok }, { pauseMs: 300 }, { send: ok }, { receiveEnd: true }, { finish: 'fin' }],
  }),
  opened('pipelined requests with bodies, answered before the last has come', [complete(200, 'abc', 'ok'), complete(200, 'abc', 'ok')], {
    client: [{ send: `${chunkedPost}3\r\nabc\r\n0\r\n\r\nPOST / HTTP/1.1\r\nContent-Length: 3\r\n\r\na` }, { receive: ok }, { pauseMs: 300 }, { send: 'bc' }, { receive: ok }, { finish: 'fin' }],
    upstream: [{ receive: `${chunkedPost}3\r\nabc\r\n0\r\n\r\nPOST / HTTP/1.1\r\nContent-Length: 3\r\n\r\na` }, { send: ok }, { receive: 'bc' }, { send: ok }, { receiveEnd: true }, { finish: 'fin' }],
  }),
  opened('two exchanges on a kept connection, 300 ms apart', [complete(200, '', 'ok'), complete(200, '', 'ok')], {
    client: [{ send: get }, { receive: ok }, { pauseMs: 300 }, { send: get }, { receive: ok }, { finish: 'fin' }],
    upstream: [{ receive: get }, { send: ok }, { receive: get }, { send: ok }, { receiveEnd: true }, { finish: 'fin' }],
  }),
  exchange('a damaged chunk size', [{ state: 'failed', status: 200, request: '', response: '' }], get, `${chunkedOk}xyz\r\nok\r\n0\r\n\r\n`),
  exchange('two lengths that differ', [{ state: 'failed', status: 200, request: '', response: '' }], get, 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\nok!'),
  opened('a response longer than it said', [complete(200, '', 'ok')], {
    client: [{ send: get }, { receive: `${ok}and more` }, { finish: 'fin' }],
    upstream: [{ receive: get }, { send: `${ok}and more` }, { receiveEnd: true }, { finish: 'fin' }],
  }),

  opened('32 MB up', [complete(200, up, 'ok')], {
    client: [{ send: upHead }, { send: up }, { receive: ok }, { finish: 'fin' }],
    upstream: [{ receive: upHead }, { receive: up }, { send: ok }, { receiveEnd: true }, { finish: 'fin' }],
  }),
  opened('32 MB down', [complete(200, '', down)], {
    client: [{ send: get }, { receive: downHead }, { receive: down }, { finish: 'fin' }],
    upstream: [{ receive: get }, { send: downHead }, { send: down }, { receiveEnd: true }, { finish: 'fin' }],
  }),
  opened('4 MB to a client that begins to read after a second', [complete(200, '', { generated: 4 << 20, seed: 13 })], {
    client: [{ send: get }, { readNothingForMs: 1000 }, { receive: `HTTP/1.1 200 OK\r\nContent-Length: ${4 << 20}\r\n\r\n` }, { receive: { generated: 4 << 20, seed: 13 } }, { finish: 'fin' }],
    upstream: [{ receive: get }, { send: `HTTP/1.1 200 OK\r\nContent-Length: ${4 << 20}\r\n\r\n` }, { send: { generated: 4 << 20, seed: 13 } }, { receiveEnd: true }, { finish: 'fin' }],
  }),
  opened('4 MB to a server that begins to read after a second', [complete(200, { generated: 4 << 20, seed: 14 }, 'ok')], {
    client: [{ send: `PUT / HTTP/1.1\r\nContent-Length: ${4 << 20}\r\n\r\n` }, { send: { generated: 4 << 20, seed: 14 } }, { receive: ok }, { finish: 'fin' }],
    upstream: [{ readNothingForMs: 1000 }, { receive: `PUT / HTTP/1.1\r\nContent-Length: ${4 << 20}\r\n\r\n` }, { receive: { generated: 4 << 20, seed: 14 } }, { send: ok }, { receiveEnd: true }, { finish: 'fin' }],
  }),
  opened('4 MB both ways at once', [complete(200, { generated: 4 << 20, seed: 15 }, { generated: 4 << 20, seed: 16 })], {
    client: [{ send: `PUT / HTTP/1.1\r\nContent-Length: ${4 << 20}\r\n\r\n` }, { send: { generated: 4 << 20, seed: 15 } }, { receiveEnd: true }, { finish: 'fin' }],
    upstream: [{ send: `HTTP/1.1 200 OK\r\nContent-Length: ${4 << 20}\r\n\r\n` }, { send: { generated: 4 << 20, seed: 16 } }, { receive: { generated: (4 << 20) + 40, seed: 15 } }, { finish: 'fin' }],
  }),
  opened('65 s of silence on a kept connection, and another exchange', [complete(200, '', 'ok'), complete(200, '', 'ok')], {
    client: [{ send: get }, { receive: ok }, { pauseMs: 65_000 }, { send: get }, { receive: ok }, { finish: 'fin' }],
    upstream: [{ receive: get }, { send: ok }, { receive: get }, { send: ok }, { receiveEnd: true }, { finish: 'fin' }],
  }),
  opened('a response cut off by the end of the connection', [interrupted(200, '', 'half')], {
    client: [{ send: get }, { receiveEnd: true }, { finish: 'fin' }],
    upstream: [{ receive: get }, { send: 'HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf' }, { finish: 'fin' }],
  }),
  opened('a chunked response cut off in its last chunk', [interrupted(200, '', 'okha')], {
    client: [{ send: get }, { receiveEnd: true }, { finish: 'fin' }],
    upstream: [{ receive: get }, { send: `${chunkedOk}2\r\nok\r\n5\r\nha` }, { pauseMs: 300 }, { finish: 'fin' }],
  }),
];
