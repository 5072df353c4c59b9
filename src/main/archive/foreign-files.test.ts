import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { archivesOver } from '../../../test-support/archives-under-test.ts';
import { plantSecrets, SecretSearch } from '../../../test-support/planted-secrets.ts';
import { RecorderTests } from '../../../test-support/recorder-under-test.ts';
import type { StoreReads } from '../store/reads.ts';

const tests = new RecorderTests();
const atUs = Date.UTC(2026, 0, 2, 3, 4, 5) * 1000;

/** An entry with no more than what every tool writes. */
function entry(change: { readonly request?: object; readonly response?: object; readonly [name: string]: unknown } = {}): object {
  const { request, response, ...other } = change;
  return {
    startedDateTime: '2026-01-02T03:04:05.000Z',
    time: 30,
    cache: {},
    timings: { blocked: 5, dns: -1, connect: -1, send: 1, wait: 20, receive: 4 },
    request: { method: 'POST', url: 'https://api.anthropic.com/v1/messages?beta=true', httpVersion: 'HTTP/1.1', headers: [], queryString: [], cookies: [], headersSize: -1, bodySize: -1, ...request },
    response: { status: 200, statusText: 'OK', httpVersion: 'HTTP/1.1', headers: [], cookies: [], content: { size: 0, mimeType: 'x-unknown' }, redirectURL: '', headersSize: -1, bodySize: -1, ...response },
    ...other,
  };
}

async function imported(...entries: readonly unknown[]): Promise<{ readonly message: string; readonly reads: StoreReads; readonly ids: readonly string[] }> {
  return importedText(JSON.stringify({ log: { version: '1.2', creator: { name: 'WebInspector', version: '537.36' }, entries } }));
}

async function importedText(text: string) {
  const recording = await tests.record();
  const reads = recording.reads();
  const file = join(tests.folder, 'other.har');
  writeFileSync(file, text);
  const { message } = await archivesOver(recording.recorder, tests.databaseFile).importFrom(file);
  await recording.recorder.close();
  return { message, reads, ids: reads.listRows({ limit: 50 }).rows.map(({ id }) => id).toReversed() };
}

function bodies(reads: StoreReads, id: string): readonly (string | undefined)[] {
  return (['request', 'response'] as const).map((side) => reads.readBody(id, side)?.octets).map((octets) => (octets === undefined ? undefined : Buffer.from(octets).toString('latin1')));
}

test('an entry as Chrome writes it: pseudo-headers of HTTP/2, times of its connection, a text whose coding is off', async () => {
  const { message, reads, ids } = await imported(
    entry({
      startedDateTime: '2026-01-02T03:04:05.678Z',
      timings: { blocked: 5, dns: 1, ssl: 2, connect: 3, send: 1, wait: 20, receive: 4, _blocked_queueing: 1 },
      _initiator: { type: 'other' },
      _priority: 'High',
      request: { httpVersion: 'h2', headers: [{ name: ':authority', value: 'api.anthropic.com' }, { name: ':method', value: 'POST' }, { name: 'content-type', value: 'application/json' }], bodySize: 2, postData: { mimeType: 'application/json', text: '{}' } },
      response: { httpVersion: 'h2', statusText: '', headers: [{ name: 'content-encoding', value: 'br' }, { name: 'content-type', value: 'text/event-stream' }], bodySize: 7, content: { size: 13, mimeType: 'text/event-stream', text: 'event: ping\n\n' } },
    }),
  );
  expect(message).toBe('1 request was imported from other.har.');
  const [id = ''] = ids;
  const detail = reads.readDetail(id);
  const startedAtUs = atUs + 678_000;
  expect(detail).toMatchObject({
    requestLine: 'POST /v1/messages?beta=true HTTP/2.0',
    requestHeaders: [['content-type', 'application/json']],
    statusLine: 'HTTP/2.0 200 ',
    row: { state: 'complete', scheme: 'https', host: 'api.anthropic.com', port: 443, status: 200, requestClass: 'main', requestBytes: 2, responseBytes: 7, importNumber: 1 },
  });
  expect(detail?.row.timing).toEqual({
    requestStartedAtUs: startedAtUs, requestReceivedAtUs: startedAtUs + 10_000, requestForwardedAtUs: startedAtUs + 10_000,
    responseStartedAtUs: startedAtUs + 30_000, responseDeliveredAtUs: startedAtUs + 34_000,
  });
  expect(bodies(reads, id)).toEqual(['{}', 'event: ping\n\n']);
  expect(reads.readBody(id, 'response')).toMatchObject({ contentEncoding: null, decodedFrom: 'br', complete: true, contentType: 'text/event-stream' });
});

test('base64, octets that are still coded, forms, microseconds, and a type that only HAR states', async () => {
  const { reads, ids } = await imported(
    // mitmproxy: microseconds with an offset, binary content in base64.
    entry({ startedDateTime: '2026-01-02T04:04:05.000123+01:00', response: { content: { size: 3, mimeType: 'image/png', text: '/wD+', encoding: 'base64' } } }),
    // Charles: a body that is still gzipped.
    entry({ request: { headers: [{ name: 'Content-Encoding', value: 'gzip' }], postData: { mimeType: 'application/json', text: gzipSync('{"a":1}').toString('base64'), encoding: 'base64' } } }),
    // Firefox: a form as its fields, no headers at all.
    entry({ request: { headers: undefined, url: 'http://127.0.0.1:8080/f', postData: { mimeType: 'application/x-www-form-urlencoded', params: [{ name: 'a b', value: 'c&d' }, { name: 'e' }] } } }),
  );
  const picture = ids.find((id) => reads.readDetail(id)?.responseContentType === 'image/png') ?? '';
  expect(reads.readDetail(picture)?.row.timing.requestStartedAtUs).toBe(atUs + 123);
  expect(bodies(reads, picture)[1]).toBe('\xff\x00\xfe');
  const coded = ids.find((id) => reads.readBody(id, 'request')?.contentEncoding === 'gzip') ?? '';
  expect(Buffer.from(reads.readBody(coded, 'request')?.octets ?? [])).toEqual(gzipSync('{"a":1}'));
  const form = ids.find((id) => reads.readDetail(id)?.row.host === '127.0.0.1') ?? '';
  expect(bodies(reads, form)[0]).toBe('a+b=c%26d&e=');
  expect(reads.readDetail(form)).toMatchObject({ row: { scheme: 'http', port: 8080 }, requestHeaders: [['content-type', 'application/x-www-form-urlencoded']] });
});

test('what cannot be read is counted and said; what never was answered, and WebSocket messages, too', async () => {
  const { message, reads, ids } = await imported(
    entry(),
    entry({ request: { url: 'data:text/plain,hi' } }),
    entry({ request: { url: 'not a url' } }),
    'no entry',
    null,
    { request: { method: 'GET' } },
    entry({ request: { method: 'GET\r\nX: y' } }),
    entry({ request: { url: 'wss://api.test/socket' }, response: { status: 101 }, _webSocketMessages: [{}, {}, {}] }),
    entry({ response: { status: 0, _error: 'net::ERR_FAILED' } }),
  );
  expect(message).toBe('3 requests were imported from other.har. 6 of 9 entries could not be read: 6 are no HTTP exchange as HAR 1.2 has it. 3 WebSocket messages were left out.');
  expect(ids.map((id) => reads.readDetail(id)?.row).find((row) => row?.state === 'failed')).toMatchObject({ status: null, error: { code: 'not-answered', message: 'net::ERR_FAILED' } });
});

test.each([
  ['no JSON', 'PK\u0003\u0004nonsense', /^Nothing was imported: other\.har is no HAR file/],
  ['empty', '', /^Nothing was imported: other\.har is no HAR file/],
  ['another JSON', '{"log":{"entries":{"entries":[{}]}}}', /is no HAR file/],
  ['without entries', '{"log":{"entries":[]}}', /holds no request that can be read\.$/],
  ['deep', `{"log":{"entries":[${'['.repeat(200_000)}${']'.repeat(200_000)}]}}`, /holds no request that can be read\. 1 of 1 entry could not be read/],
  ['cut off', `{"log":{"entries":[${JSON.stringify(entry())},{"request":{"url":"htt`, /^1 request was imported from other\.har\. The file ends in the middle: what came before is here\.$/],
] as const)('a file that is hostile or broken is answered with a sentence: %s', async (_kind, text, sentence) => {
  expect((await importedText(text)).message).toMatch(sentence);
});

test('no credential of a foreign file is ever on disk, wherever it stands', { timeout: 60_000 }, async () => {
  const planted = Array.from({ length: 12 }, () => plantSecrets()).flat();
  const text = (from: number, to: number): string => planted.slice(from, to).map((one) => one.text).join('\n');
  const part = Math.ceil(planted.length / 6);
  const oneLine = planted.slice(0, part).filter((one) => !one.text.includes('\n'));
  const { message, reads, ids } = await imported(
    entry({ request: { headers: oneLine.map((one, index) => ({ name: `X-${index}`, value: one.text })) } }),
    entry({ request: { url: `https://api.test/v1?${oneLine.map((one, index) => `p${index}=${encodeURIComponent(one.text)}`).join('&')}` } }),
    entry({ request: { postData: { mimeType: 'application/json', text: JSON.stringify({ messages: text(part, 2 * part) }) } } }),
    entry({ response: { content: { size: 1, mimeType: 'text/plain', text: Buffer.from(text(2 * part, 3 * part)).toString('base64'), encoding: 'base64' } } }),
    entry({ request: { headers: [{ name: 'Content-Encoding', value: 'gzip' }], postData: { mimeType: 'text/plain', encoding: 'base64', text: gzipSync(text(3 * part, 4 * part)).toString('base64') } } }),
    entry({ response: { status: 0, _error: oneLine.map((one) => one.text).join(' ') } }),
    entry({ comment: text(4 * part, 5 * part), pageref: text(0, part), request: { cookies: [{ name: 'a', value: text(0, 3) }] }, _whence: { format: 1, sessionId: planted[0]?.text } }),
  );
  expect(message).toBe('7 requests were imported from other.har.');
  expect(ids).toHaveLength(7);
  const search = new SecretSearch(planted);
  for (const name of readdirSync(tests.folder).filter((one) => one.startsWith('whence.db'))) {
    expect(search.kindsIn(readFileSync(join(tests.folder, name)))).toEqual([]);
  }
  // Packed or not, nothing that is read back holds one.
  for (const id of ids) expect(search.kindsIn(Buffer.from(JSON.stringify([reads.readDetail(id), reads.readArchived(id), bodies(reads, id)]), 'latin1'))).toEqual([]);
});

test('a file that says to be ours and masked is masked all the same', async () => {
  const secret = `sk-ant-api03-${'Zy9-xW8v'.repeat(11)}AAAAA`;
  const body = JSON.stringify({ text: secret });
  const side = { startLine: 'POST /v1/messages HTTP/1.1', trailers: [], bytes: body.length, body: { storedBytes: body.length, complete: true, masks: [[0, 3]], wireSha256: null, storedSha256: null, contentEncoding: null, decodedFrom: null, isLeftOut: false } };
  const whence = {
    format: 1, state: 'complete', error: { code: secret, message: secret }, sessionId: secret, promptId: null, agentId: null, requestClass: 'main', scheme: 'https', host: 'api.test', port: 443, method: 'POST', path: `/x?key=${secret}`, status: 200,
    timing: { requestStartedAtUs: atUs, requestReceivedAtUs: null, requestForwardedAtUs: null, responseStartedAtUs: null, responseDeliveredAtUs: null },
    rating: { stars: 1, comment: secret, ratedAtUs: atUs }, isPinned: false, contentRemovedAtUs: null, interimHeads: [{ statusLine: `HTTP/1.1 103 ${secret}`, headers: [['Link', secret]] }],
    request: side, response: { ...side, startLine: `HTTP/1.1 200 ${secret}`, trailers: [['x', secret]], body: null },
  };
  const { reads, ids } = await imported(entry({ request: { headers: [{ name: 'Authorization', value: `Bearer ${secret}` }], postData: { mimeType: '', text: body } }, _whence: whence }));
  const [id = ''] = ids;
  const all = JSON.stringify([reads.readDetail(id), reads.readArchived(id), bodies(reads, id), reads.listSessions()]);
  expect(all).not.toContain(secret.slice(20, 40));
  expect(reads.readArchived(id)?.rating).toMatchObject({ stars: 1 });
  expect(reads.readArchived(id)?.bodies.request?.masks).toEqual([[0, 3], [expect.any(Number), expect.any(Number)]]);
  expect(reads.readBody(id, 'request')?.octets.byteLength).toBe(body.length);
});
