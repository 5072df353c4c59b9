import { gzipSync } from 'node:zlib';
import type { Har } from 'har-format';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { harProblems } from '../../../test-support/har-problems.ts';
import type { HarBody, HarExchange } from './har-exchange.ts';
import { harEntry, harLog } from './to-har.ts';

const startedAtUs = Date.UTC(2026, 0, 2, 3, 4, 5, 678) * 1000 + 901;

function bodyOf(content: Uint8Array | string, other: Partial<HarBody> = {}): HarBody {
  const octets = Buffer.from(content);
  return { octets, decoded: octets, contentType: 'application/json', contentEncoding: null, decodedFrom: null, complete: true, ...other };
}

interface Changes extends Partial<Omit<HarExchange, 'row'>> {
  readonly row?: Partial<HarExchange['row']>;
}

function exchange(changes: Changes = {}): HarExchange {
  return {
    requestLine: 'POST /v1/messages?beta=true HTTP/1.1',
    statusLine: 'HTTP/1.1 200 OK',
    requestHeaders: [
      ['Host', 'api.anthropic.com'],
      ['X-Twice', 'one'],
      ['x-twice', 'two'],
    ],
    responseHeaders: [['content-type', 'text/event-stream']],
    requestTrailers: [],
    responseTrailers: [],
    requestBody: bodyOf('{"model":"claude-a"}'),
    sources: null,
    responseBody: bodyOf('event: ping\n\n', { contentType: 'text/event-stream' }),
    ...changes,
    row: {
      id: '01ARZ3NDEKTSV4RRFFQ69G5FAV',
      state: 'complete',
      error: null,
      sessionId: 's',
      agentId: null,
      agentName: null,
      requestClass: 'main',
      auxiliaryPurpose: null,
      threadKey: 'main',
      turnKey: 'prompt:1',
      retryOf: null,
      predecessorId: null,
      scheme: 'https',
      host: 'api.anthropic.com',
      port: 443,
      method: 'POST',
      path: '/v1/messages?beta=true',
      model: 'claude-a',
      status: 200,
      timing: {
        requestStartedAtUs: startedAtUs,
        requestReceivedAtUs: startedAtUs + 100,
        requestForwardedAtUs: startedAtUs + 250,
        responseStartedAtUs: startedAtUs + 10_250,
        responseDeliveredAtUs: startedAtUs + 30_253,
      },
      promptTokens: 12,
      tokensEstimated: false,
      usage: null,
      costUsd: null,
      costMicroUsd: null,
      billing: null,
      ...changes.row,
    },
  };
}

const neverAnswered = exchange({
  row: {
    state: 'failed',
    status: null,
    error: { code: 'upstream-reset', message: 'The server closed the connection before it answered.' },
    timing: {
      requestStartedAtUs: startedAtUs,
      requestReceivedAtUs: startedAtUs + 100,
      requestForwardedAtUs: null,
      responseStartedAtUs: null,
      responseDeliveredAtUs: null,
    },
  },
  statusLine: null,
  responseHeaders: [],
  responseBody: null,
});

function harOf(exchanges: readonly HarExchange[], creatorVersion: string): Har {
  return { log: { ...harLog(creatorVersion), entries: exchanges.map(harEntry) } };
}

function onlyEntry(one: HarExchange) {
  const har = harOf([one], '0.1.0');
  expect(harProblems(har)).toEqual([]);
  const entry = har.log.entries[0];
  if (entry === undefined) throw new Error('no entry');
  return entry;
}

describe('an archive', () => {
  test('says the scheme and the port of a request that had others than https has', () => {
    const { request } = onlyEntry(exchange({ row: { scheme: 'http', host: 'gateway.test', port: 4000, path: '/v1' } }));
    expect(request.url).toBe('http://gateway.test:4000/v1');
  });

  test('names its maker and keeps the order', () => {
    const har = harOf([exchange({ row: { id: 'A' } }), neverAnswered, exchange({ row: { id: 'B' } })], '0.1.0');
    expect(harProblems(har)).toEqual([]);
    expect(har.log).toMatchObject({ version: '1.2', creator: { name: 'Whence', version: '0.1.0' } });
    expect(har.log.entries.map((entry) => entry['_id'])).toEqual(['A', neverAnswered.row.id, 'B']);
  });

  test('an empty session is a valid archive', () => {
    expect(harProblems(harOf([], '0.1.0'))).toEqual([]);
  });

  test('keeps raw headers in order and case, and what the start lines say', () => {
    const { request, response } = onlyEntry(exchange());
    expect(request).toMatchObject({ method: 'POST', url: 'https://api.anthropic.com/v1/messages?beta=true', httpVersion: 'HTTP/1.1' });
    expect(request.headers).toEqual([
      { name: 'Host', value: 'api.anthropic.com' },
      { name: 'X-Twice', value: 'one' },
      { name: 'x-twice', value: 'two' },
    ]);
    expect(request.queryString).toEqual([{ name: 'beta', value: 'true' }]);
    const head = 'POST /v1/messages?beta=true HTTP/1.1\r\nHost: api.anthropic.com\r\nX-Twice: one\r\nx-twice: two\r\n\r\n';
    expect(request.headersSize).toBe(head.length);
    expect(request.bodySize).toBe(20);
    expect(response).toMatchObject({ status: 200, statusText: 'OK', httpVersion: 'HTTP/1.1', redirectURL: '', bodySize: 13 });
    expect(onlyEntry(exchange({ statusLine: 'HTTP/1.0 404' })).response).toMatchObject({ statusText: '', httpVersion: 'HTTP/1.0' });
  });

  test('splits the time into sending, waiting and receiving', () => {
    const entry = onlyEntry(exchange());
    expect(entry.startedDateTime).toBe('2026-01-02T03:04:05.678Z');
    expect(entry.timings).toEqual({ blocked: -1, dns: -1, connect: -1, ssl: -1, send: 0.25, wait: 10, receive: 20.003 });
    expect(entry.time).toBe(0.25 + 10 + 20.003);
  });

  test('writes a response that never came with status 0 and the reason', () => {
    const entry = onlyEntry(neverAnswered);
    expect(entry.response).toMatchObject({ status: 0, statusText: '', httpVersion: '', headersSize: -1, bodySize: -1, content: { size: 0 } });
    expect(entry['_state']).toBe('failed');
    expect(entry['_error']).toEqual(neverAnswered.row.error);
    expect(entry.time).toBe(0.1);
  });

  test('gives a compressed response unpacked, and how much that saved', () => {
    const text = 'data: {}\n\n'.repeat(100);
    const octets = gzipSync(text);
    const { content, bodySize } = onlyEntry(
      exchange({ responseBody: bodyOf(octets, { decoded: Buffer.from(text), contentEncoding: 'gzip' }) }),
    ).response;
    expect(content).toMatchObject({ text, size: 1000, compression: 1000 - octets.length });
    expect(content.encoding).toBeUndefined();
    expect(bodySize).toBe(octets.length);
  });

  test('gives a response that cannot be unpacked as it came, and says so', () => {
    const octets = Buffer.from('plain after all');
    const { content } = onlyEntry(exchange({ responseBody: bodyOf(octets, { decoded: null, contentEncoding: 'snappy', complete: false }) })).response;
    expect(content).toMatchObject({ encoding: 'base64', text: octets.toString('base64'), _contentEncoding: 'snappy', _complete: false });
  });

  test('says of bodies that are stored without their content coding which that was', () => {
    const body = bodyOf('{"key":"****"}', { decodedFrom: 'gzip' });
    const { request, response } = onlyEntry(exchange({ requestBody: body, responseBody: body }));
    expect(request.postData).toMatchObject({ text: '{"key":"****"}', _decodedFrom: 'gzip' });
    expect(response.content).toMatchObject({ text: '{"key":"****"}', compression: 0, _decodedFrom: 'gzip' });
  });

  test('leaves postData out where there was no body', () => {
    const { request } = onlyEntry(exchange({ requestBody: null, row: { method: 'GET' } }));
    expect(request.postData).toBeUndefined();
    expect(request.bodySize).toBe(0);
  });

  test.each([
    ['/a b?c=ü|d&e', 'https://api.anthropic.com/a%20b?c=%FC%7Cd&e', [{ name: 'c', value: 'ü|d' }, { name: 'e', value: '' }]],
    ['/p%zz?q=%zz&r=%41+b', 'https://api.anthropic.com/p%25zz?q=%25zz&r=%41+b', [{ name: 'q', value: '%zz' }, { name: 'r', value: 'A b' }]],
    ['http://plain.example/x#y', 'http://plain.example/x', []],
    ['', 'https://api.anthropic.com/', []],
  ])('makes a valid URL of the target %j', (path, url, queryString) => {
    expect(onlyEntry(exchange({ row: { path } })).request).toMatchObject({ url, queryString });
  });

  test('brings bodies back byte for byte, whatever they hold', () => {
    const anyOctets = fc.oneof(fc.uint8Array(), fc.string({ unit: 'binary' }).map((text) => new Uint8Array(Buffer.from(text))), fc.constant(Uint8Array.of(0xef, 0xbb, 0xbf, 0x41)));
    fc.assert(
      fc.property(anyOctets, anyOctets, (sent, received) => {
        const written = JSON.stringify(harOf([exchange({ requestBody: bodyOf(sent), responseBody: bodyOf(received) })], '0.1.0'));
        const har: Har = JSON.parse(written);
        const { request, response } = har.log.entries[0] ?? exchangeMissing();
        const isBase64 = request.postData !== undefined && '_encoding' in request.postData;
        expect(Buffer.from(request.postData?.text ?? '', isBase64 ? 'base64' : 'utf8')).toEqual(Buffer.from(sent));
        expect(Buffer.from(response.content.text ?? '', response.content.encoding === 'base64' ? 'base64' : 'utf8')).toEqual(Buffer.from(received));
      }),
    );
  });

  test('says in fields of its own which thread and turn it is of, and what its sources cost', () => {
    const sources = [{ key: 'mcp-result/server=docs', tokens: 12, costMicroUsd: 36 }];
    const row = { agentName: 'scout', threadKey: 'agent:a1', turnKey: 'prompt:1', costMicroUsd: 50, costUsd: 0.00005, billing: 'subscription' };
    expect(onlyEntry(exchange({ row, sources }))).toMatchObject({
      _agentName: 'scout', _thread: 'agent:a1', _turn: 'prompt:1', _costMicroUsd: 50, _billing: 'subscription', _sources: sources,
    });
  });

  test('has times that are never negative and add up, in whatever order they were taken', () => {
    const at = fc.option(fc.integer({ min: -50, max: 5_000_000 }).map((offset) => startedAtUs + offset));
    fc.assert(
      fc.property(at, at, at, at, (requestReceivedAtUs, requestForwardedAtUs, responseStartedAtUs, responseDeliveredAtUs) => {
        const timing = { requestStartedAtUs: startedAtUs, requestReceivedAtUs, requestForwardedAtUs, responseStartedAtUs, responseDeliveredAtUs };
        const { time, timings } = onlyEntry(exchange({ row: { timing } }));
        const parts = [timings.send ?? -1, timings.wait, timings.receive];
        expect(Math.min(...parts)).toBeGreaterThanOrEqual(0);
        expect(time).toBe(parts.reduce((sum, part) => sum + part, 0));
      }),
    );
  });
});

function exchangeMissing(): never {
  throw new Error('no entry');
}
