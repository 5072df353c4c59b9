import { gzipSync } from 'node:zlib';
import type { Entry, Har } from 'har-format';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { harProblems } from '../../../test-support/har-problems.ts';
import type { HarBody, HarExchange } from './har-exchange.ts';
import { harEntryParts, harLog } from './to-har.ts';
import { jsonLineParts } from './to-json-line.ts';

const startedAtUs = Date.UTC(2026, 0, 2, 3, 4, 5, 678) * 1000 + 901;

function bodyOf(content: Uint8Array | string, { decoded, ...other }: Partial<HarBody> & { readonly decoded?: Uint8Array | null } = {}): HarBody {
  const octets = Buffer.from(content);
  const facts = { contentType: 'application/json', contentEncoding: null, decodedFrom: null, complete: true, masks: [], wireSha256: null, storedSha256: null, arrivals: null };
  return { content: { octets, decoded: decoded === undefined ? octets : decoded }, storedBytes: octets.length, ...facts, ...other };
}

const event = 'event: ping\n\n';
const asked = '{"model":"claude-a"}';

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
    requestBody: bodyOf(asked),
    sources: null,
    promptId: null,
    rating: null,
    interimHeads: [],
    responseBody: bodyOf(event, { contentType: 'text/event-stream' }),
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
      turnNumber: 1,
      projectDirectory: null,
      requestBytes: asked.length,
      responseBytes: event.length,
      isPinned: false,
      contentRemovedAtUs: null,
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
  return { log: { ...harLog(creatorVersion, true), entries: exchanges.map((one) => JSON.parse([...harEntryParts(one)].join(''))) } };
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
    expect(har.log.entries.map(whenceOf).map(({ id }) => id)).toEqual(['A', neverAnswered.row.id, 'B']);
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
    expect(whenceOf(entry)).toMatchObject({ state: 'failed', error: neverAnswered.row.error });
    expect(entry.time).toBe(0.1);
  });

  test('gives a compressed response unpacked, and how much that saved', () => {
    const text = 'data: {}\n\n'.repeat(100);
    const octets = gzipSync(text);
    const { content, bodySize } = onlyEntry(
      exchange({ row: { responseBytes: octets.length }, responseBody: bodyOf(octets, { decoded: Buffer.from(text), contentEncoding: 'gzip' }) }),
    ).response;
    expect(content).toMatchObject({ text, size: 1000, compression: 1000 - octets.length });
    expect(content.encoding).toBeUndefined();
    expect(bodySize).toBe(octets.length);
  });

  test('gives a response that cannot be unpacked as it came, and says so', () => {
    const octets = Buffer.from('plain after all');
    const entry = onlyEntry(exchange({ responseBody: bodyOf(octets, { decoded: null, contentEncoding: 'snappy', complete: false }) }));
    expect(entry.response.content).toMatchObject({ encoding: 'base64', text: octets.toString('base64') });
    expect(whenceOf(entry).response.body).toMatchObject({ contentEncoding: 'snappy', complete: false });
  });

  test('says of bodies that are stored without their content coding which that was', () => {
    const body = bodyOf('{"key":"****"}', { decodedFrom: 'gzip', masks: [[8, 4]] });
    const entry = onlyEntry(exchange({ row: { responseBytes: 10 }, requestBody: body, responseBody: body }));
    expect(entry.request.postData).toMatchObject({ text: '{"key":"****"}' });
    expect(entry.response.content).toMatchObject({ text: '{"key":"****"}', size: 14, compression: 4 });
    expect(whenceOf(entry).request.body).toMatchObject({ decodedFrom: 'gzip', masks: [[8, 4]] });
  });

  test('gives the stored octets beside the text where a coding was taken off for that', () => {
    const octets = gzipSync('{}');
    const entry = onlyEntry(exchange({ responseBody: bodyOf(octets, { decoded: Buffer.from('{}'), contentEncoding: 'gzip' }) }));
    expect(whenceOf(entry).response.body.octets).toBe(octets.toString('base64'));
  });

  test('says that bodies were removed, and leaves them out where that is wished', () => {
    expect(onlyEntry(exchange({ row: { contentRemovedAtUs: startedAtUs } })).comment).toMatch(/removed on 2026-01-02T03:04:05/);
    const entry = onlyEntry(exchange({ requestBody: { ...bodyOf(asked), content: null }, responseBody: { ...bodyOf(event), content: null } }));
    expect(entry.request.postData?.text).toBe('');
    expect(entry.response.content).toMatchObject({ size: event.length });
    expect(entry.response.content.text).toBeUndefined();
    expect(whenceOf(entry).request.body).toMatchObject({ isLeftOut: true, storedBytes: asked.length });
  });

  test('leaves postData out where there was no body', () => {
    const { request } = onlyEntry(exchange({ requestBody: null, row: { method: 'GET', requestBytes: 0 } }));
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

  test('says in a field of its own which thread and turn it is of, what its sources cost, and how it was rated', () => {
    const sources = [{ key: 'mcp-result/server=docs', kind: 'mcp-result', name: 'docs', tokens: 12, tokensByState: null, costMicroUsd: 36 }];
    const row = { agentName: 'scout', threadKey: 'agent:a1', turnKey: 'prompt:1', costMicroUsd: 50, costUsd: 0.00005, billing: 'subscription', isPinned: true };
    const rating = { stars: 2, comment: 'too long', ratedAtUs: startedAtUs };
    const usage = { inputTokens: 1, cacheReadTokens: 2, cacheWrite5mTokens: 3, cacheWrite1hTokens: 4, outputTokens: 5 };
    expect(whenceOf(onlyEntry(exchange({ row: { ...row, usage }, sources, rating })))).toMatchObject({
      ...row, sources, rating, tokensByState: { read: 2, 'written-1h': 4, 'written-5m': 3, plain: 1 },
    });
  });

  test('is a line of flat JSON beside', () => {
    const text = [...jsonLineParts(exchange({ responseBody: bodyOf(Uint8Array.of(0xff)) }))].join('');
    expect(text).toMatch(/^[^\n]*\n$/);
    expect(JSON.parse(text)).toMatchObject({ id: '01ARZ3NDEKTSV4RRFFQ69G5FAV', request: asked, requestEncoding: 'utf-8', response: '/w==', responseEncoding: 'base64', stars: null, requestStartedAtUs: startedAtUs });
    expect(JSON.parse([...jsonLineParts(neverAnswered)].join(''))).toMatchObject({ response: null, responseEncoding: null, errorCode: 'upstream-reset', status: null });
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

interface WhenceFields {
  readonly id: string;
  readonly request: { readonly body: { readonly octets?: string } };
  readonly response: { readonly body: { readonly octets?: string } };
}

function whenceOf(entry: Entry): WhenceFields {
  const fields = entry['_whence'] as WhenceFields | undefined;
  if (fields === undefined) throw new Error('no fields of ours');
  return fields;
}

function exchangeMissing(): never {
  throw new Error('no entry');
}
