import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { archivesOver } from '../test-support/archives-under-test.ts';
import { messageEvents } from '../test-support/message-stream.ts';
import { plantOpaque, plantSecrets, SecretSearch, type PlantedSecret } from '../test-support/planted-secrets.ts';
import { makeTestCertificates } from '../test-support/raw-tls.ts';
import { RecorderTests } from '../test-support/recorder-under-test.ts';
import { indexedTerms, leftToDo, storedValues } from '../test-support/unpacked-store.ts';
import { startEngine } from './start-engine.ts';

const tests = new RecorderTests();
const planted: PlantedSecret[] = [];

function plant(): readonly PlantedSecret[] {
  const secrets = plantSecrets();
  planted.push(...secrets);
  return secrets;
}

function plantOne(kind: string): string {
  const one = plantOpaque(kind);
  planted.push(one);
  return one.secret;
}

const lines = (): string => plant().map(({ text }, line) => `line ${line}\n${text}\n`).join('');
const oneLine = (): readonly string[] => plant().flatMap(({ text }) => (/[\r\n]/.test(text) ? [] : [text]));
const headers = () => oneLine().map((value, index) => ({ name: `X-Line-${index}`, value }));
const named = () => ['Authorization', 'x-api-key', 'Cookie', 'X-Session-Token', 'Proxy-Authorization'].map((name) => ({ name, value: `Bearer ${plantOne(name)}` }));
const prompt = (text: string): string => JSON.stringify({ model: 'claude-sonnet-4-5', messages: [{ role: 'user', content: [{ type: 'tool_result', tool_use_id: 't', content: text }] }] });
const base64 = (octets: Uint8Array): object => ({ mimeType: 'application/json', encoding: 'base64', text: Buffer.from(octets).toString('base64') });
const stream = (text: string): object => ({ mimeType: 'text/event-stream', text: messageEvents({ content: [{ type: 'text', text }] }, 5).join('') });

function entry({ request = {}, response = {}, ...other }: { readonly request?: object; readonly response?: object; readonly [name: string]: unknown }): object {
  return {
    startedDateTime: '2026-01-02T03:04:05.000Z',
    request: { method: 'POST', url: 'https://api.anthropic.com/v1/messages?beta=true', httpVersion: 'HTTP/1.1', headers: [], ...request },
    response: { status: 200, statusText: 'OK', httpVersion: 'HTTP/1.1', headers: [], content: {}, ...response },
    ...other,
  };
}

/** An entry that says it is ours, with credentials at every place that we would have masked, and a mask where there is none. */
function claimedOurs(text: string, mark: string): object {
  const body = (octets: string) => ({ storedBytes: octets.length, complete: true, masks: [[0, 2]], wireSha256: 'ab'.repeat(32), storedSha256: null, contentEncoding: null, decodedFrom: mark.slice(0, 200), isLeftOut: false });
  const side = (startLine: string, octets: string) => ({ startLine, trailers: [['X-Trailer', mark]], bytes: 9, body: body(octets) });
  const content = prompt(text);
  const whence = {
    format: 1, state: 'complete', error: { code: mark.slice(0, 200), message: mark }, sessionId: mark.slice(0, 200), promptId: mark.slice(0, 200), agentId: mark.slice(0, 200), requestClass: 'main', scheme: 'https', host: mark.slice(0, 300), port: 443, method: 'POST',
    path: `/v1/messages?x=${mark}`, status: 200, timing: { requestStartedAtUs: 1, requestReceivedAtUs: 2, requestForwardedAtUs: 3, responseStartedAtUs: 4, responseDeliveredAtUs: 5 },
    rating: { stars: 2, comment: `Ünd ${mark} — 🦊`, ratedAtUs: 5 }, isPinned: true, contentRemovedAtUs: null, interimHeads: [{ statusLine: `HTTP/1.1 103 ${mark}`, headers: [['Link', mark]] }],
    request: side(`POST /v1/messages?x=${mark} HTTP/1.1`, content), response: side(`HTTP/1.1 200 ${mark}`, content),
  };
  return entry({ request: { headers: [{ name: 'X-Mark', value: mark }], postData: { mimeType: 'application/json', text: content } }, response: { content: { mimeType: 'application/json', text: content } }, _whence: whence });
}

/** All files of the data directory, and all that the database says, unpacked. */
function findings(): readonly string[] {
  const search = new SecretSearch(planted);
  const files = readdirSync(tests.folder, { recursive: true, withFileTypes: true }).filter((one) => one.isFile()).map(({ parentPath, name }) => ({ name, octets: readFileSync(join(parentPath, name)) }));
  const places = [...files, ...storedValues(tests.databaseFile)].flatMap(({ name, octets }) => search.kindsIn(octets).map((kind) => `${kind} in ${name}`));
  return [...new Set(places), ...search.kindsInTerms(indexedTerms(tests.databaseFile)).map((kind) => `${kind} in the index of words`)];
}

test('credentials of a HAR file that masks none are nowhere: in no file, in nothing that is stored, however it is packed', { timeout: 180_000 }, async () => {
  const repeated = plantOne('a key that the body repeats');
  const fewLines = lines();
  const certificates = await makeTestCertificates('api.anthropic.com');
  tests.endings.push(() => certificates.remove());
  const entries = [
    entry({ request: { headers: [...headers(), ...named()] }, response: { headers: [...headers(), { name: 'Set-Cookie', value: `sid=${plantOne('cookie')}; Path=/` }], statusText: oneLine().join(' ; ') } }),
    entry({ request: { url: `https://api.anthropic.com/v1/x?${oneLine().map((text, index) => `p${index}=${encodeURIComponent(text)}`).join('&')}&access_token=${plantOne('parameter')}` } }),
    entry({ request: { url: `https://me:${plantOne('password of a URL')}@api.anthropic.com/v1/x#${plantOne('fragment')}` } }),
    entry({ request: { postData: { mimeType: 'application/json', text: prompt(lines()) } }, response: { content: stream(lines()) } }),
    entry({ request: { postData: base64(gzipSync(prompt(lines()))), headers: [{ name: 'Content-Encoding', value: 'gzip' }] }, response: { content: base64(brotliCompressSync(lines())), headers: [{ name: 'Content-Encoding', value: 'br' }] } }),
    entry({ request: { postData: base64(gzipSync(prompt(lines()))) }, response: { content: { ...base64(gzipSync(lines())), mimeType: 'text/plain' } } }),
    entry({ request: { url: 'https://api.anthropic.com/v1/oauth/token', postData: { mimeType: 'application/x-www-form-urlencoded', params: ['client_secret', 'refresh_token', 'code'].map((name) => ({ name, value: plantOne(name) })) } }, response: { content: { mimeType: 'application/json', text: JSON.stringify({ access_token: plantOne('access token') }) } } }),
    ...oneLine().map((text) => entry({ request: { headers: [{ name: 'Content-Encoding', value: text }], postData: { mimeType: 'text/plain', text: 'hello' } }, response: { status: 0, _error: text } })),
    ...plant().map(({ text }) => claimedOurs(fewLines, text)),
    entry({ request: { headers: [{ name: 'x-api-key', value: repeated }], postData: { mimeType: 'application/json', text: prompt(`my key is ${repeated}.`) } }, response: { content: stream(`So it is ${repeated}.`) } }),
  ];
  const recording = await tests.record();
  const file = join(tests.folder, '..', `of ${plant()[0]?.text ?? ''}.har`);
  writeFileSync(file, JSON.stringify({ log: { version: '1.2', creator: { name: oneLine()[3], version: '1' }, entries } }));
  expect(await archivesOver(recording.recorder, tests.databaseFile).importFrom(file)).toMatchObject({ done: true });
  expect(recording.reads().listRows({ limit: 1 }).total).toBe(entries.length);
  expect(findings()).toEqual([]);
  await recording.recorder.close();
  expect(findings()).toEqual([]);

  // The engine's analyst reads, packs and indexes it.
  const engine = await startEngine(tests.folder, { port: 9, caFile: certificates.file });
  tests.endings.push(() => engine.end());
  await expect.poll(() => leftToDo(tests.databaseFile), { timeout: 90_000 }).toBe(0);
  expect(indexedTerms(tests.databaseFile)).toContain('line');
  expect(findings()).toEqual([]);
  const search = new SecretSearch(planted);
  for (const path of ['har', 'requests?limit=1000', 'feedback?limit=1000', 'sessions', 'sources?limit=1000', 'search?q=line&limit=200']) {
    expect([path, search.kindsIn(await engine.fetch(`/api/claude/${path}`))]).toEqual([path, []]);
  }
  const complaints = engine.complaints();
  expect(await engine.end()).toBe(0);
  expect([...findings(), ...search.kindsIn(Buffer.from(complaints))]).toEqual([]);
});
