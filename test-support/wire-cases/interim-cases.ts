import { complete, exchange, interrupted, opened, type WireCase } from './wire-case.ts';

const get = 'GET / HTTP/1.1\r\nHost: api.anthropic.com\r\n\r\n';
const ok = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok';
const goOn = 'HTTP/1.1 100 Continue\r\n\r\n';
const expecting = 'POST / HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n';
const refusal = 'HTTP/1.1 417 Expectation Failed\r\nContent-Length: 0\r\n\r\n';
const tooLarge = 'HTTP/1.1 413 Payload Too Large\r\nConnection: close\r\nContent-Length: 4\r\n\r\nbig!';
const halfRequest = 'POST / HTTP/1.1\r\nContent-Length: 100\r\n\r\nhalf';
const upgrade = 'GET /ws HTTP/1.1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n';
const switched = 'HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n';
const clientFrame = '\x81\x85\x01\x02\x03\x04igoij';
const serverFrame = '\x81\x05hello';
const closeFrame = '\x88\x02\x03\xe8';

/** Interim responses, `Expect`, answers before their time, and protocol switches. */
export const interimCases: readonly WireCase[] = [
  exchange('100, 102 and 103 before the response', [complete(200, '', 'ok')], get, `${goOn}HTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a>; rel=preload\r\nlink: </b>\r\n\r\n${ok}`),
  exchange('several of one interim response, for two requests', [complete(200, '', 'ok'), complete(200, '', 'ok')], get.repeat(2), `${'HTTP/1.1 103 Early Hints\r\n\r\n'.repeat(3)}${ok}${goOn.repeat(2)}${ok}`),
  opened('interim responses 300 ms apart', [complete(200, '', 'ok')], {
    client: [{ send: get }, { receive: `${goOn.repeat(2)}${ok}` }, { finish: 'fin' }],
    upstream: [{ receive: get }, { send: goOn }, { pauseMs: 300 }, { send: goOn }, { pauseMs: 300 }, { send: ok }, { receiveEnd: true }, { finish: 'fin' }],
  }),
  opened('Expect: 100-continue, granted', [complete(200, 'abc', 'ok')], {
    client: [{ send: expecting }, { receive: goOn }, { pauseMs: 300 }, { send: 'abc' }, { receive: ok }, { finish: 'fin' }],
    upstream: [{ receive: expecting }, { pauseMs: 300 }, { send: goOn }, { receive: 'abc' }, { send: ok }, { receiveEnd: true }, { finish: 'fin' }],
  }),
  opened('Expect: 100-continue, and a client that does not wait', [complete(200, 'abc', 'ok')], {
    client: [{ send: expecting }, { pauseMs: 300 }, { send: 'abc' }, { receive: `${goOn}${ok}` }, { finish: 'fin' }],
    upstream: [{ receive: `${expecting}abc` }, { send: `${goOn}${ok}` }, { receiveEnd: true }, { finish: 'fin' }],
  }),
  opened('Expect: 100-continue, refused with 417', [interrupted(417, '', '')], {
    client: [{ send: expecting }, { receive: refusal }, { pauseMs: 300 }, { finish: 'fin' }],
    upstream: [{ receive: expecting }, { send: refusal }, { receiveEnd: true }, { finish: 'fin' }],
  }),
  opened('Expect: 100-continue, answered with a final status, and the body all the same', [complete(401, 'abc', 'no')], {
    client: [{ send: expecting }, { receive: 'HTTP/1.1 401 Unauthorized\r\nContent-Length: 2\r\n\r\nno' }, { pauseMs: 300 }, { send: 'abc' }, { finish: 'fin' }],
    upstream: [{ receive: expecting }, { send: 'HTTP/1.1 401 Unauthorized\r\nContent-Length: 2\r\n\r\nno' }, { receiveEnd: true }, { finish: 'fin' }],
  }),
  opened('an early 413 to a request that is then broken off', [interrupted(413, 'half', 'big!')], {
    client: [{ send: halfRequest }, { receive: tooLarge }, { finish: 'fin' }],
    upstream: [{ receive: halfRequest }, { send: tooLarge }, { finish: 'fin' }],
  }),
  opened('an early 413 while the body is still being sent, and is sent to its end', [complete(413, `half${'x'.repeat(96)}`, 'big!')], {
    client: [{ send: halfRequest }, { receive: tooLarge }, { pauseMs: 300 }, { send: 'x'.repeat(50) }, { pauseMs: 300 }, { send: 'x'.repeat(46) }, { finish: 'fin' }],
    upstream: [{ receive: halfRequest }, { send: tooLarge }, { pauseMs: 300 }, { receiveEnd: true }, { finish: 'fin' }],
  }),
  opened('an early 413 and a reset under the body', [interrupted(413, 'half', 'big!')], {
    client: [{ send: halfRequest }, { receive: tooLarge }, { receiveEnd: true }],
    upstream: [{ receive: halfRequest }, { send: tooLarge }, { pauseMs: 300 }, { finish: 'reset' }],
  }),

  opened('a WebSocket: 101, then frames both ways', [complete(101, '', '')], {
    client: [{ send: upgrade }, { receive: switched }, { pauseMs: 300 }, { send: clientFrame }, { receive: serverFrame }, { send: clientFrame }, { receive: serverFrame }, { send: closeFrame }, { receive: closeFrame }, { finish: 'fin' }],
    upstream: [{ receive: upgrade }, { send: switched }, { receive: clientFrame }, { pauseMs: 300 }, { send: serverFrame }, { receive: clientFrame }, { send: serverFrame }, { receive: closeFrame }, { send: closeFrame }, { receiveEnd: true }, { finish: 'fin' }],
  }),
  opened('frames in one write with the 101', [complete(101, '', '')], {
    client: [{ send: upgrade }, { receive: `${switched}${serverFrame}` }, { send: clientFrame }, { finish: 'fin' }],
    upstream: [{ receive: upgrade }, { send: `${switched}${serverFrame}` }, { receive: clientFrame }, { receiveEnd: true }, { finish: 'fin' }],
  }),
  opened('frames before the 101', [complete(101, '', '')], {
    client: [{ send: `${upgrade}${clientFrame}` }, { pauseMs: 300 }, { send: clientFrame }, { receive: `${switched}${serverFrame}` }, { finish: 'fin' }],
    upstream: [{ receive: `${upgrade}${clientFrame}${clientFrame}` }, { send: `${switched}${serverFrame}` }, { receiveEnd: true }, { finish: 'fin' }],
  }),
  opened('a server that speaks first and ends first after the 101', [complete(101, '', '')], {
    client: [{ send: upgrade }, { receive: `${switched}${serverFrame}` }, { receiveEnd: true }, { send: clientFrame }, { pauseMs: 300 }, { finish: 'fin' }],
    upstream: [{ receive: upgrade }, { send: switched }, { pauseMs: 300 }, { send: serverFrame }, { finish: 'fin' }],
  }),
  opened('an upgrade that is refused, and HTTP after it', [complete(400, '', 'no'), complete(200, '', 'ok')], {
    client: [{ send: upgrade }, { receive: 'HTTP/1.1 400 Bad\r\nContent-Length: 2\r\n\r\nno' }, { send: get }, { receive: ok }, { finish: 'fin' }],
    upstream: [{ receive: upgrade }, { send: 'HTTP/1.1 400 Bad\r\nContent-Length: 2\r\n\r\nno' }, { receive: get }, { send: ok }, { receiveEnd: true }, { finish: 'fin' }],
  }),
  opened('a WebSocket that is reset', [complete(101, '', '')], {
    client: [{ send: upgrade }, { receive: `${switched}${serverFrame}` }, { receiveEnd: true }],
    upstream: [{ receive: upgrade }, { send: `${switched}${serverFrame}` }, { pauseMs: 300 }, { finish: 'reset' }],
  }),
];
