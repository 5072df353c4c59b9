import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Exchange, ExchangeEvent } from './exchange.ts';
import { ExchangeAssembly } from './exchange-assembly.ts';
import type { Relayed, Side } from '../relayed/relayed.ts';

describe('ExchangeAssembly', () => {
  it('gives an exchange its five times', () => {
    const request = 'POST /v1/messages HTTP/1.1\r\nContent-Length: 4\r\n\r\nabcd';
    const response = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok';
    const [exchange] = assemble([
      connected(),
      bytes('client', request.slice(0, 5), 100),
      bytes('client', request.slice(5, -1), 200),
      { kind: 'delivered', connection: 1, from: 'client', atUs: 210, total: request.length - 1 },
      bytes('client', request.slice(-1), 300),
      { kind: 'delivered', connection: 1, from: 'client', atUs: 400, total: request.length },
      bytes('upstream', 'HTTP/1.1 100 Continue\r\n\r\n', 450),
      bytes('upstream', response.slice(0, 3), 500),
      bytes('upstream', response.slice(3), 600),
      { kind: 'delivered', connection: 1, from: 'upstream', atUs: 700, total: 25 + response.length },
    ]);
    expect(exchange?.shown).toMatchObject({
      state: 'complete',
      error: null,
      requestBytes: 4,
      responseBytes: 2,
      timing: {
        requestStartedAtUs: 100,
        requestReceivedAtUs: 300,
        requestForwardedAtUs: 400,
        responseStartedAtUs: 500,
        responseDeliveredAtUs: 700,
      },
    });
  });

  it('puts no request as forwarded after the answer to it, but for an answer that came before the request had ended', () => {
    const request = 'POST / HTTP/1.1\r\nContent-Length: 2\r\n\r\nab';
    const response = 'HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n';
    const forwarded: Relayed = { kind: 'delivered', connection: 1, from: 'client', atUs: 400, total: request.length };
    const [late] = assemble([connected(), bytes('client', request, 100), bytes('upstream', response, 300), forwarded]);
    expect(late?.shown.timing).toMatchObject({ requestForwardedAtUs: 300, responseStartedAtUs: 300 });
    const early = [bytes('client', request.slice(0, -1), 100), bytes('upstream', response, 200), bytes('client', 'b', 300)];
    const [answeredEarly] = assemble([connected(), ...early, forwarded]);
    expect(answeredEarly?.shown.timing).toMatchObject({ requestForwardedAtUs: 400, responseStartedAtUs: 200 });
  });

  it('knows when a body that ends with its connection was delivered, which is before its end is known', () => {
    const response = 'HTTP/1.1 200 OK\r\n\r\nab';
    const [exchange] = assemble([
      connected(),
      bytes('client', 'GET / HTTP/1.1\r\n\r\n', 100),
      bytes('upstream', response, 200),
      { kind: 'delivered', connection: 1, from: 'upstream', atUs: 300, total: response.length },
      { kind: 'ended', connection: 1, from: 'upstream', atUs: 400, how: 'fin' },
    ]);
    expect(exchange?.shown).toMatchObject({ state: 'complete', timing: { responseDeliveredAtUs: 300 } });
  });

  it('keeps the first hundred interim heads of an exchange, and counts them all', () => {
    const interim = Array.from({ length: 250 }, (_, index) => `HTTP/1.1 103 Early ${index}\r\n\r\n`).join('');
    const [exchange] = assemble([
      connected(),
      bytes('client', 'GET / HTTP/1.1\r\n\r\n'),
      bytes('upstream', `${interim}HTTP/1.1 204 Done\r\n\r\n`),
    ]);
    expect(exchange?.shown.interimHeads.map(({ startLine }) => startLine)).toEqual(
      Array.from({ length: 100 }, (_, index) => `HTTP/1.1 103 Early ${index}`),
    );
    expect(exchange?.shown).toMatchObject({ state: 'complete', interimHeadCount: 250, responseHead: { start: { status: 204 } } });
  });

  it('shows an exchange as soon as the head of its request is in', () => {
    const events: ExchangeEvent['kind'][] = [];
    const assembly = new ExchangeAssembly((event) => events.push(event.kind));
    assembly.take(connected());
    assembly.take(bytes('client', 'POST / HTTP/1.1\r\nContent-Length: 4\r\n'));
    expect(events).toEqual([]);
    assembly.take(bytes('client', '\r\n'));
    expect(events).toEqual(['opened', 'request-head']);
  });

  it('pairs pipelined requests with their responses in order, HEAD among them', () => {
    const exchanges = assemble([
      connected(),
      bytes('client', 'HEAD /1 HTTP/1.1\r\n\r\nGET /2 HTTP/1.1\r\n\r\nGET /3 HTTP/1.1\r\n\r\n'),
      bytes('upstream', 'HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nHTTP/1.1 404 No\r\nContent-Length: 2\r\n\r\nnoHTTP/1.1 304 Same\r\n\r\n'),
    ]);
    expect(exchanges.map(({ shown }) => [shown.requestHead?.start.target, shown.responseHead?.start.status, shown.state])).toEqual([
      ['/1', 200, 'complete'],
      ['/2', 404, 'complete'],
      ['/3', 304, 'complete'],
    ]);
  });

  const post = 'POST / HTTP/1.1\r\nContent-Length: 4\r\n\r\nabcd';
  const half = 'HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nab';
  const closed: Relayed = { kind: 'closed', connection: 1, atUs: 9 };
  it.each<[string, Relayed[], string, string | null]>([
    ['the server closes in its response', [bytes('client', post), bytes('upstream', half), ended('upstream', 'fin'), closed], 'interrupted', 'upstream-closed'],
    ['the server resets in its response', [bytes('client', post), bytes('upstream', half), ended('upstream', 'reset'), closed], 'interrupted', 'upstream-reset'],
    ['the server resets a body without length', [bytes('client', post), bytes('upstream', 'HTTP/1.1 200 OK\r\n\r\nab'), ended('upstream', 'reset'), closed], 'interrupted', 'upstream-reset'],
    ['the server never answers', [bytes('client', post), ended('upstream', 'fin'), closed], 'interrupted', 'upstream-closed'],
    ['the client leaves in the response', [bytes('client', post), bytes('upstream', half), ended('client', 'fin'), ended('upstream', 'fin'), closed], 'interrupted', 'client-closed'],
    ['the client resets in its request', [bytes('client', post.slice(0, -1)), ended('client', 'reset'), closed], 'interrupted', 'client-reset'],
    ['the client leaves in its head', [bytes('client', 'POST / HT'), ended('client', 'fin'), closed], 'interrupted', 'client-closed'],
    ['the connection is closed from here', [bytes('client', post), closed], 'interrupted', 'connection-closed'],
    ['the client half-closes and is answered', [bytes('client', post), ended('client', 'fin'), bytes('upstream', `${half}cd`), closed], 'complete', null],
    ['a body without length ends with its connection', [bytes('client', post), bytes('upstream', 'HTTP/1.1 200 OK\r\n\r\nab'), ended('upstream', 'fin'), closed], 'complete', null],
    ['the server refuses a request half sent', [bytes('client', post.slice(0, -1)), bytes('upstream', `${half}cd`), closed], 'interrupted', 'request-unfinished'],
    ['the client sends garbage and is told so', [bytes('client', '\x16\x03 what'), bytes('upstream', 'HTTP/1.1 400 Bad\r\nContent-Length: 0\r\n\r\n'), closed], 'failed', 'client-not-http'],
    ['the server sends garbage', [bytes('client', post), bytes('upstream', 'SSH-2.0\r\n'), closed], 'failed', 'upstream-not-http'],
  ])('says what happened when %s', (_, messages, state, code) => {
    const exchanges = assemble([connected(), ...messages]);
    expect(exchanges).toHaveLength(1);
    expect(exchanges[0]?.shown.state).toBe(state);
    expect(exchanges[0]?.shown.error?.code ?? null).toBe(code);
  });

  it('keeps the answer to what was not HTTP', () => {
    const [exchange] = assemble([connected(), bytes('client', '\x00\x01'), bytes('upstream', 'HTTP/1.1 400 Bad\r\nContent-Length: 2\r\n\r\nno')]);
    expect(exchange).toMatchObject({ response: 'no', shown: { requestHead: null, responseHead: { start: { status: 400 } } } });
  });

  it('waits with what follows a request for an upgrade until it is answered', () => {
    const ask = 'GET /ws HTTP/1.1\r\nUpgrade: websocket\r\n\r\n';
    const granted = assemble([
      connected(),
      bytes('client', `${ask}\x81\x00`),
      bytes('upstream', 'HTTP/1.1 101 Yes\r\n\r\n\x81\x01x'),
      bytes('client', '\x88\x00'),
      closed,
    ]);
    expect(granted.map(({ shown }) => shown)).toMatchObject([
      { state: 'complete', error: { code: 'upgraded' }, requestBytes: 4, responseBytes: 3 },
    ]);
    const refused = assemble([
      connected(),
      bytes('client', `${ask}GET /next HTTP/1.1\r\n\r\n`),
      bytes('upstream', 'HTTP/1.1 426 No\r\nContent-Length: 0\r\n\r\nHTTP/1.1 204 Ok\r\n\r\n'),
      closed,
    ]);
    expect(refused.map(({ shown }) => [shown.state, shown.responseHead?.start.status])).toEqual([['complete', 426], ['complete', 204]]);
  });

  it('makes a failed row of a connection that carried no HTTP', () => {
    const base = { connection: 7, atUs: 5, host: 'h', port: 443 };
    const exchanges = assemble([{ kind: 'refused', ...base, code: 'dns-error', message: 'No such host.' }]);
    expect(exchanges.map(({ shown }) => [shown.state, shown.error, shown.requestHead])).toEqual([
      ['failed', { code: 'dns-error', message: 'No such host.' }, null],
    ]);
  });

  it('makes an uncaptured row of a connection that passes unseen, at once, and knows at its end what passed', () => {
    const begun: Relayed[] = [
      { kind: 'unseen', connection: 7, atUs: 5, host: 'h', port: 443, code: 'client-distrusts', message: 'Passed through.' },
      { kind: 'unseen', connection: 8, atUs: 6, host: 'h', port: 80, code: 'capture-off', message: 'Capture is off.' },
    ];
    const message = { code: 'client-distrusts', message: 'Passed through.' };
    const none = { requestHead: null, responseHead: null };
    expect(assemble(begun).map(({ shown }) => shown)).toMatchObject([
      { state: 'uncaptured', error: message, origin: { scheme: 'https', host: 'h', port: 443 }, requestBytes: 0, timing: { responseDeliveredAtUs: null }, ...none },
      { state: 'uncaptured', error: { code: 'capture-off' }, origin: { scheme: 'http', port: 80 } },
    ]);
    const end: Relayed = { kind: 'unseen-ended', connection: 7, atUs: 9, requestBytes: 11, responseBytes: 22 };
    expect(assemble([...begun, end, end]).map(({ shown }) => shown)).toMatchObject([
      { state: 'uncaptured', error: message, requestBytes: 11, responseBytes: 22, timing: { requestStartedAtUs: 5, responseDeliveredAtUs: 9 }, ...none },
      { state: 'uncaptured', requestBytes: 0 },
    ]);
  });

  it('knows the scheme by the way the connection came', () => {
    const plain: Relayed = { kind: 'connected', connection: 2, atUs: 1, host: 'api.test', port: 8080, mode: 'plain' };
    const get = Buffer.from('GET / HTTP/1.1\r\n\r\n');
    const exchanges = assemble([connected(), plain, ...[1, 2].map((connection): Relayed => ({ kind: 'bytes', connection, from: 'client', atUs: 1, bytes: get }))]);
    expect(exchanges.map(({ shown }) => shown.origin)).toEqual([
      { scheme: 'https', host: 'api.test', port: 443 },
      { scheme: 'http', host: 'api.test', port: 8080 },
    ]);
  });

  it.each(['recorder-behind', 'capture-off'] as const)('says that it is interrupted of an exchange of which bytes were missed: %s, and reads no further', (code) => {
    const [exchange, ...others] = assemble([
      connected(),
      bytes('client', 'GET / HTTP/1.1\r\n\r\n'),
      { kind: 'missed', connection: 1, atUs: 1, code },
      bytes('upstream', 'HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n'),
      bytes('client', 'GET / HTTP/1.1\r\n\r\n'),
      { kind: 'closed', connection: 1, atUs: 2 },
    ]);
    expect(exchange?.shown).toMatchObject({ state: 'interrupted', error: { code }, responseHead: null });
    expect(others).toEqual([]);
    const [answered] = assemble([
      connected(),
      bytes('client', 'POST / HTTP/1.1\r\nContent-Length: 9\r\n\r\nab'),
      bytes('upstream', 'HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n'),
      { kind: 'missed', connection: 1, atUs: 1, code },
    ]);
    expect(answered?.shown).toMatchObject({ state: 'interrupted', error: { code }, requestBytes: 2 });
  });

  it('ignores a response that nobody asked for, and bytes of unknown connections', () => {
    expect(assemble([connected(), bytes('upstream', 'HTTP/1.1 408 Late\r\nContent-Length: 0\r\n\r\n'), closed, bytes('client', post)])).toEqual([]);
  });

  it('gives the same exchanges however the streams are cut', () => {
    const client =
      'POST /1 HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n5;x=y\r\nhello\r\n3\r\nyou\r\n0\r\nT: 1\r\n\r\n' +
      '\r\nHEAD /2 HTTP/1.1\nA: b\n c\n\nPUT /3 HTTP/1.1\r\ncontent-length: 3\r\n\r\nabcGET /4 HTTP/1.1\r\nUpgrade: h\r\n\r\n\x00\x01';
    const upstream =
      'HTTP/1.1 100 C\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nfirstHTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n' +
      'HTTP/1.1 201 OK\r\nTransfer-Encoding: chunked\r\n\r\nA\r\n0123456789\r\n0\r\n\r\nHTTP/1.1 101 Up\r\n\r\n\x02';
    const whole = assemble([connected(), bytes('client', client), bytes('upstream', upstream), closed]);
    expect(whole.map(({ shown }) => shown.state)).toEqual(['complete', 'complete', 'complete', 'complete']);
    fc.assert(
      fc.property(cuts(client), cuts(upstream), (asked, answered) => {
        const messages = [...asked.map((text) => bytes('client', text)), ...answered.map((text) => bytes('upstream', text))];
        expect(assemble([connected(), ...messages, closed])).toEqual(whole);
      }),
      { numRuns: 300 },
    );
  });

  it('never throws on noise', () => {
    const noise = fc.array(
      fc.tuple(fc.constantFrom<Side>('client', 'upstream'), fc.oneof(fc.uint8Array({ maxLength: 40 }), httpWords())),
      { maxLength: 30 },
    );
    fc.assert(
      fc.property(noise, (pieces) => {
        const messages = pieces.map(([from, piece]): Relayed => ({ kind: 'bytes', connection: 1, from, atUs: 1, bytes: piece }));
        for (const { shown } of assemble([connected(), ...messages, closed])) expect(shown.state).not.toBe('open');
      }),
      { numRuns: 500 },
    );
  });
});

interface Assembled {
  readonly shown: Exchange;
  readonly request: string;
  readonly response: string;
  readonly ends: readonly string[];
}

function assemble(messages: readonly Relayed[]): Assembled[] {
  const found = new Map<Exchange, { request: Uint8Array[]; response: Uint8Array[]; ends: string[] }>();
  const assembly = new ExchangeAssembly((event) => {
    const entry = found.get(event.exchange) ?? { request: [], response: [], ends: [] };
    found.set(event.exchange, entry);
    if (event.kind === 'data') entry[event.side].push(event.bytes.slice());
    if (event.kind === 'body-ended') entry.ends.push(`${event.side} ${event.complete}`);
    if (event.kind === 'finished') entry.ends.push('finished');
  });
  for (const message of messages) assembly.take(message);
  return [...found].map(([exchange, entry]) => ({
    shown: structuredClone({ ...exchange }),
    request: Buffer.concat(entry.request).toString('latin1'),
    response: Buffer.concat(entry.response).toString('latin1'),
    ends: entry.ends,
  }));
}

function connected(): Relayed {
  return { kind: 'connected', connection: 1, atUs: 1, host: 'api.test', port: 443, mode: 'intercept' };
}

function bytes(from: Side, text: string, atUs = 2): Relayed {
  return { kind: 'bytes', connection: 1, from, atUs, bytes: Buffer.from(text, 'latin1') };
}

function ended(from: Side, how: 'fin' | 'reset'): Relayed {
  return { kind: 'ended', connection: 1, from, atUs: 8, how };
}

function cuts(text: string): fc.Arbitrary<string[]> {
  return fc.uniqueArray(fc.integer({ min: 1, max: text.length - 1 }), { maxLength: text.length }).map((places) => {
    const borders = [0, ...places.toSorted((a, b) => a - b), text.length];
    return borders.slice(1).map((end, index) => text.slice(borders[index], end));
  });
}

function httpWords(): fc.Arbitrary<Uint8Array> {
  return fc
    .constantFrom('GET / HTTP/1.1\r\n', 'HTTP/1.1 200 OK\r\n', 'HTTP/1.1 101 Up\r\n\r\n', 'Content-Length: 3\r\n', 'Transfer-Encoding: chunked\r\n', 'Upgrade: x\r\n', '\r\n', '3\r\nabc\r\n', '0\r\n\r\n')
    .map((text) => Buffer.from(text));
}
