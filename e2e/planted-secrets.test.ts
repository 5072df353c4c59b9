import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { brotliCompressSync, constants, createGzip, deflateSync, gzipSync } from 'node:zlib';
import Database from 'better-sqlite3';
import { zstdCompress } from 'http-encoding';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Desktop } from '../src/main/answers/desktop.ts';
import { copyAsCurl } from '../src/main/answers/copy-as-curl.ts';
import { selectedIds } from '../src/main/answers/selected-ids.ts';
import { writeArchive } from '../src/main/archive/write-archive.ts';
import { archiveFormats } from '../src/contract/archive-view.ts';
import { decodeBody } from '../src/main/store/bodies/decoded-body.ts';
import { openStoreReads } from '../src/main/store/open-store-reads.ts';
import { messageEvents } from '../test-support/message-stream.ts';
import { plantOpaque, plantSecrets, SecretSearch, type PlantedSecret } from '../test-support/planted-secrets.ts';
import { listenRaw, makeTestCertificates, openRaw, secureClient, sendConnect, type RawListener, type TestCertificates } from '../test-support/raw-tls.ts';
import { startScriptedProxy, type ScriptedProxy } from '../test-support/scripted-proxy.ts';
import { indexedTerms, leftToDo, storedValues } from '../test-support/unpacked-store.ts';
import { startEngine, type RunningEngine } from './start-engine.ts';

const host = 'api.anthropic.com';

interface Played {
  readonly path?: string;
  /** Lines of the request's head besides those that frame it. */
  readonly head?: readonly string[];
  readonly body?: Buffer;
  /** Where the body is chunked: how many octets to a chunk. */
  readonly chunkBytes?: number;
  readonly trailers?: readonly string[];
  /** What the upstream writes, piece by piece, and how it ends. */
  readonly answer?: readonly (string | Buffer)[];
  readonly ends?: 'fin' | 'reset' | 'never';
}

const planted: PlantedSecret[] = [];
/** What each body was on the wire, by the word in its request's head. */
const wireBodies = new Map<string, Buffer>();
let dataDir: string;
let certificates: TestCertificates;
let upstreams: readonly RawListener[];
let upstreamProxy: ScriptedProxy;
let engine: RunningEngine;
let answering: Pick<Required<Played>, 'answer' | 'ends'> = { answer: [], ends: 'fin' };
let count = 0;

const signIn = plantOpaque("password of the user's own proxy");

function startOne(): Promise<RunningEngine> {
  const [secure, plain] = upstreams;
  const proxyUrl = `http://me:${signIn.secret}@127.0.0.1:${upstreamProxy.port}`;
  return startEngine(dataDir, { port: secure?.port ?? 0, caFile: certificates.file }, [`--connect-to=${host}:80:127.0.0.1:${plain?.port ?? 0}`], { HTTPS_PROXY: proxyUrl, https_proxy: proxyUrl, NO_PROXY: '', no_proxy: '' });
}

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'whence-planted-'));
  certificates = await makeTestCertificates(host);
  const listen = (secure: boolean) =>
    listenRaw(secure ? certificates.serverContext : null, ({ stream, raw }) => {
      let heard = '';
      let isAsked = false;
      stream.on('data', (octets: Buffer) => {
        heard += octets.toString('latin1');
        if (isAsked || !heard.includes('end-of-request')) return;
        isAsked = true;
        void (async () => {
          for (const piece of answering.answer) {
            stream.write(typeof piece === 'string' ? Buffer.from(piece, 'latin1') : piece);
            await new Promise((resolve) => setTimeout(resolve, 1));
          }
          if (answering.ends === 'fin') stream.end();
          // What was written before is to arrive first.
          else if (answering.ends === 'reset') setTimeout(() => raw.resetAndDestroy(), 50);
        })();
      });
    });
  upstreams = [await listen(true), await listen(false)];
  upstreamProxy = await startScriptedProxy({ behaviour: { does: 'answer', text: 'HTTP/1.1 407 No\r\nProxy-Authenticate: Basic\r\nContent-Length: 0\r\n\r\n', finish: 'fin' } });
  planted.push(signIn);
  engine = await startOne();
});
afterAll(async () => {
  await engine?.end();
  for (const listener of [...(upstreams ?? []), upstreamProxy]) await listener?.close();
  certificates?.remove();
  rmSync(dataDir, { recursive: true, force: true });
});

const plant = (): readonly PlantedSecret[] => {
  const secrets = plantSecrets();
  planted.push(...secrets);
  return secrets;
};
const plantOne = (kind: string): string => {
  const one = plantOpaque(kind);
  planted.push(one);
  return one.secret;
};
const oneLine = (secrets: readonly PlantedSecret[]): readonly PlantedSecret[] => secrets.filter(({ text }) => !/[\r\n]/.test(text));
const fileOf = (secrets: readonly PlantedSecret[]): string => secrets.map(({ text }, line) => `line ${line}\n${text}\n`).join('');
const spelled = (text: string): string => JSON.stringify(text).slice(1, -1);
const everyEscape = (text: string): string => Array.from(text, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`).join('');
const prompt = (toolResult: string): Buffer =>
  Buffer.from(`{"model":"claude-sonnet-4-5","messages":[{"role":"user","content":[{"type":"tool_result","tool_use_id":"t","content":"${toolResult}"}]}]}`);
const lines = (secrets: readonly PlantedSecret[]): readonly string[] => oneLine(secrets).map(({ text }, line) => `X-Line-${line}: ${text}`);
const answered = (body: string | Buffer, ...head: readonly string[]): (string | Buffer)[] => [`HTTP/1.1 200 OK\r\n${['Content-Type: application/json', `Content-Length: ${Buffer.byteLength(body)}`, 'Connection: close', ...head].join('\r\n')}\r\n\r\n`, body];
const streamed = (pieces: readonly (string | Buffer)[], ...head: readonly string[]): (string | Buffer)[] => [`HTTP/1.1 200 OK\r\n${['Content-Type: text/event-stream', 'Connection: close', ...head].join('\r\n')}\r\n\r\n`, ...pieces];
const told = (secrets: readonly PlantedSecret[], characters: number): readonly string[] => messageEvents({ content: [{ type: 'text', text: fileOf(secrets) }] }, characters);
const written = (secrets: readonly PlantedSecret[], characters: number): readonly string[] => messageEvents({ content: [{ type: 'tool_use', id: 't', name: 'Write', input: { content: fileOf(secrets) } }] }, characters);

/** A gzip stream that is flushed behind every event, as servers do it. */
async function flushed(events: readonly string[]): Promise<readonly Buffer[]> {
  const packer = createGzip();
  const pieces: Buffer[] = [];
  packer.on('data', (octets: Buffer) => pieces.push(octets));
  for (const event of events) {
    packer.write(event);
    await new Promise<void>((resolve) => packer.flush(constants.Z_SYNC_FLUSH, resolve));
  }
  await new Promise<void>((resolve) => packer.end(resolve));
  return pieces;
}

const octetsOf = (pieces: readonly (string | Buffer)[]): number => pieces.reduce((sum, piece) => sum + piece.length, 0);

/** One exchange over a connection of its own, opened or plain. Resolves at its end, or once all has come where it has none, with the word in its head. */
async function play(shape: 'opened' | 'plain', { path = '/v1/messages', head = [], body = Buffer.alloc(0), chunkBytes, trailers = [], answer = answered('{}'), ends = 'fin' }: Played): Promise<string> {
  count += 1;
  const word = `played-${count}-`;
  answering = { answer, ends };
  wireBodies.set(word, body);
  const { port } = new URL(engine.proxy);
  const client = shape === 'plain' ? await openRaw(Number(port)) : (await secureClient((await sendConnect(Number(port), `${host}:443`)).raw, host, readFileSync(engine.ca, 'utf8'))).stream;
  const target = shape === 'plain' ? `http://${host}${path}` : path;
  const framing = chunkBytes === undefined ? `Content-Length: ${body.length}` : 'Transfer-Encoding: chunked';
  const contentType = head.some((line) => line.startsWith('Content-Type')) ? [] : ['Content-Type: application/json'];
  client.write(Buffer.from(`POST ${target} HTTP/1.1\r\n${[`Host: ${host}`, `X-Word: ${word}`, ...contentType, ...head, framing, 'Connection: close', 'X-Last: end-of-request'].join('\r\n')}\r\n\r\n`, 'latin1'));
  client.write(chunkBytes === undefined ? body : Buffer.concat([...chunks(body, chunkBytes), Buffer.from(`0\r\n${trailers.map((line) => `${line}\r\n`).join('')}\r\n`)]));
  let left = octetsOf(answer);
  const hasAll = new Promise<void>((resolve) => {
    client.on('data', (octets: Buffer) => {
      left -= octets.length;
      if (left <= 0) resolve();
    });
  });
  client.on('error', () => {});
  client.once('end', () => client.end());
  await (ends === 'never' ? hasAll : new Promise<void>((resolve) => client.once('close', () => resolve())));
  return word;
}

function chunks(body: Buffer, chunkBytes: number): readonly Buffer[] {
  return Array.from({ length: Math.ceil(body.length / chunkBytes) }, (_, index) => {
    const data = body.subarray(index * chunkBytes, (index + 1) * chunkBytes);
    return Buffer.concat([Buffer.from(`${data.length.toString(16)}\r\n`), data, Buffer.from('\r\n')]);
  });
}

/** All that lies in the data directory. */
function rawFiles(): readonly { readonly name: string; readonly octets: Buffer }[] {
  return readdirSync(dataDir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((file) => ({ name: relative(dataDir, file), octets: readFileSync(file) }));
}

/** All that the database says, unpacked, and what its index of words knows of them. */
function findingsInStore(): readonly string[] {
  const file = join(dataDir, 'whence.db');
  return [...findings(storedValues(file)), ...new SecretSearch(planted).kindsInTerms(indexedTerms(file)).map((kind) => `${kind} in the index of words`)];
}

async function nothing(): Promise<never> {
  throw new Error('An export asks for nothing else.');
}

/** The desktop of somebody who saves under this name, copies, and does nothing else. */
function desktopThatSaves(file: string, copied: string[]): Desktop {
  return { readTrust: nothing, trustCertificate: nothing, removeCertificate: nothing, readPointingLines: () => [], claudeSettings: { read: nothing, plan: nothing, change: nothing, undo: nothing }, remedies: { read: nothing, plan: nothing, apply: nothing, list: nothing, planUndo: nothing, undo: nothing, undoAll: nothing }, confirm: () => Promise.resolve(false), copyText: (text) => void copied.push(text), chooseSaveFile: async () => file, chooseOpenFile: nothing, listTerminals: () => ({ terminals: [], line: '' }), openTerminal: nothing, readRunCommand: nothing, installCommand: nothing, removeCommand: nothing, readElsewhere: () => [], readLoginItem: nothing, addLoginItem: nothing, removeLoginItem: nothing };
}

function findings(places: readonly { readonly name: string; readonly octets: Uint8Array }[]): readonly string[] {
  const search = new SecretSearch(planted);
  return [...new Set(places.flatMap(({ name, octets }) => search.kindsIn(octets).map((kind) => `${kind} in ${name}`)))];
}

test.each(['opened', 'plain'] as const)('plants secrets of every kind wherever they can stand in an exchange over a connection: %s', { timeout: 120_000 }, async (shape) => {
  const sent: readonly Played[] = [
    { body: prompt(spelled(fileOf(plant()))) },
    { body: prompt(spelled(spelled(fileOf(plant())))) },
    { body: prompt(everyEscape(fileOf(plant()))) },
    { body: prompt(spelled(fileOf(plant()))), chunkBytes: 1 },
    { body: Buffer.from(fileOf(plant())), chunkBytes: 1, head: ['Content-Type: text/plain'] },
    { head: ['Content-Encoding: gzip'], body: gzipSync(prompt(spelled(fileOf(plant())))) },
    { head: ['Content-Encoding: deflate'], body: deflateSync(prompt(spelled(fileOf(plant())))) },
    { head: ['Content-Encoding: br'], body: brotliCompressSync(prompt(spelled(fileOf(plant())))) },
    { head: ['Content-Encoding: zstd'], body: Buffer.from(await zstdCompress(prompt(spelled(fileOf(plant()))))) },
    { path: '/v1/files', head: ['Content-Type: multipart/form-data; boundary=X'], body: Buffer.from(`--X\r\nContent-Disposition: form-data; name="password"\r\n\r\n${plantOne('part of a form')}\r\n--X\r\nContent-Disposition: form-data; name="file"\r\n\r\n${fileOf(plant())}\r\n--X--\r\n`) },
    { path: '/v1/oauth/token', head: ['Content-Type: application/x-www-form-urlencoded'], body: Buffer.from(['client_secret', 'refresh_token', 'code_verifier'].map((name) => `${name}=${plantOne(name)}`).join('&')) },
    { head: lines(plant()) },
    { head: ['Authorization: Bearer ', 'x-api-key: ', 'Cookie: a=', 'X-Session-Token: ', 'Proxy-Authorization: Basic '].map((line) => line + plantOne(line)) },
    { head: [`Sec-WebSocket-Protocol: v1, ${plant().find(({ kind }) => kind === 'npm')?.secret}`] },
    { path: `/v1/x?${oneLine(plant()).map(({ text }, index) => `p${index}=${encodeURIComponent(text)}`).join('&')}` },
    { path: `/v1/x?${['key', 'access_token', 'code', 'sig'].map((name) => `${name}=${plantOne(`parameter ${name}`)}`).join('&')}` },
    { chunkBytes: 9, body: prompt('hi'), trailers: lines(plant()) },
  ];
  const received: readonly (readonly (string | Buffer)[])[] = [
    answered(JSON.stringify({ text: fileOf(plant()) })),
    answered('{}', ...lines(plant()), `Set-Cookie: a=${plantOne('cookie')}; Path=/`),
    [`HTTP/1.1 103 Early Hints\r\n${lines(plant()).join('\r\n')}\r\n\r\n`, ...answered('{}')],
    [`HTTP/1.1 200 ${oneLine(plant()).map(({ text }) => text).join(' ; ')}\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}`],
    ['HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n2\r\n{}\r\n', `0\r\n${lines(plant()).join('\r\n')}\r\n\r\n`],
    streamed([told(plant(), 1).join('')]),
    streamed(told(plant(), 5).map((event) => event.replaceAll('\n', '\r\n'))),
    streamed([written(plant(), 3).join('')]),
    streamed(await flushed(told(plant(), 40)), 'Content-Encoding: gzip'),
    streamed([brotliCompressSync(written(plant(), 11).join(''))], 'Content-Encoding: br'),
  ];
  for (const played of sent) await play(shape, played);
  for (const answer of received) await play(shape, { answer });
  await play(shape, { path: '/v1/oauth/token', answer: answered(JSON.stringify({ access_token: plantOne('access token'), refresh_token: plantOne('refresh token') })) });
  expect(planted.length).toBeGreaterThan(200);
});

test('plants secrets that are cut off, by the server and by the end of the engine, and those of the way upstream', { timeout: 120_000 }, async () => {
  for (const { text } of plant()) await play('opened', { answer: answered(`{"text":"${spelled(text)}"}`).map((piece, index) => (index === 0 ? piece : piece.slice(0, -6 - Math.floor(text.length / 8)))), ends: 'reset' });
  await play('opened', { path: '/v1/oauth/token', answer: [`HTTP/1.1 200 OK\r\nContent-Length: 900\r\nContent-Type: application/json\r\n\r\n{"access_token":"${plantOne('access token that is cut off').slice(0, 30)}`], ends: 'reset' });
  // Tunnelled through the user's own proxy, which does not take the password.
  expect((await sendConnect(Number(new URL(engine.proxy).port), `${host}:8443`)).head).toContain('502');
  expect((await sendConnect(Number(new URL(engine.proxy).port), 'elsewhere.test:443')).head).toContain('502');
  expect(upstreamProxy.asked.join('')).toContain(Buffer.from(`me:${signIn.secret}`).toString('base64'));

  const cutOff = plant().map(({ text }) => streamed(told([{ kind: '', secret: '', text: text.slice(0, -5) }], 4).slice(0, -4)));
  for (const answer of cutOff) await play('opened', { answer, ends: 'never' });
  // What is searched holds all of them.
  const storedBytes = async (): Promise<readonly number[]> => {
    const { requests }: { readonly requests: readonly { readonly response_bytes: number }[] } = JSON.parse(String(await engine.fetch(`/api/claude/requests?limit=${cutOff.length}`)));
    return requests.map(({ response_bytes: bytes }) => bytes).toReversed();
  };
  await expect.poll(storedBytes, { timeout: 40_000 }).toEqual(cutOff.map(([, ...body]) => octetsOf(body)));
  const complaints = engine.complaints();
  process.kill(engine.pid, 'SIGKILL');
  await engine.end();
  expect(findings([...rawFiles(), { name: 'what it said', octets: Buffer.from(complaints) }])).toEqual([]);
  engine = await startOne();
});

test('takes comments with secrets in them', { timeout: 60_000 }, async () => {
  const { requests }: { readonly requests: readonly { readonly id: string }[] } = JSON.parse(String(await engine.fetch('/api/claude/requests?limit=50')));
  for (const [index, { text }] of plant().entries()) {
    const answer = await fetch(`${engine.api}/api/claude/requests/${requests[index % requests.length]?.id}/feedback`, {
      method: 'POST',
      headers: { authorization: `Bearer ${engine.apiToken}`, 'content-type': 'application/json' },
      body: JSON.stringify({ rating: 1 + (index % 5), comment: `Ünlike the line before — 🦊\n${text}\nit is worse.` }),
    });
    expect({ status: answer.status, found: findings([{ name: 'comment', octets: Buffer.from(await answer.arrayBuffer()) }]) }).toEqual({ status: 200, found: [] });
  }
});

test('has packed all of it, so that what is searched holds all of it', { timeout: 90_000 }, async () => {
  const file = join(dataDir, 'whence.db');
  await expect.poll(() => leftToDo(file), { timeout: 80_000 }).toBe(0);
  const values = storedValues(file).map(({ name, octets }) => ({ name, text: Buffer.from(octets).toString('latin1') }));
  const placesOf = (text: string) => [...new Set(values.filter((value) => value.text.includes(text)).map(({ name }) => name))];
  expect(placesOf('tool_result')).toContain('pack.octets');
  expect(placesOf('X-Word')).toContain('exchange_head.packed');
  expect(indexedTerms(file)).toContain('line');
  expect(findingsInStore()).toEqual([]);
});

test('has no piece of them anywhere: in no file, in no answer of the local API, in no export', { timeout: 120_000 }, async () => {
  const answers: { name: string; octets: Buffer }[] = [];
  const list = await engine.fetch('/api/claude/requests?limit=1000');
  const { requests }: { readonly requests: readonly { readonly id: string; readonly status: number | null }[] } = JSON.parse(String(list));
  const { sessions }: { readonly sessions: readonly { readonly session_id: string }[] } = JSON.parse(String(await engine.fetch('/api/claude/sessions?limit=1000')));
  const further = ['har', 'har?bodies=false', 'sources?limit=1000', 'metrics?limit=1000', 'feedback?limit=1000', 'status', 'search?q=line&limit=200', 'search?q=password&limit=200', 'search?q=api*&limit=200', 'costs?by=source'];
  for (const path of [...further, ...sessions.map(({ session_id: id }) => `threads?session_id=${encodeURIComponent(id)}`)]) {
    answers.push({ name: `/api/claude/${path}`, octets: await engine.fetch(`/api/claude/${path}`) });
  }
  const hasResponse = new Set(requests.filter(({ status }) => status !== null).map(({ id }) => id));
  for (const { id } of requests) {
    const ofOne = [`requests/${id}`, `requests/${id}/body`, `requests/${id}/cache`, `responses/${id}`, `contexts?request_id=${id}`, `compare?request_id=${id}`];
    for (const path of hasResponse.has(id) ? [...ofOne, `responses/${id}/body`] : ofOne) answers.push({ name: `/api/claude/${path}`, octets: await engine.fetch(`/api/claude/${path}`) });
  }
  const reads = openStoreReads(join(dataDir, 'whence.db'));
  const exports = mkdtempSync(join(tmpdir(), 'whence-har-'));
  const ids = selectedIds(reads, { all: true });
  expect(ids).toHaveLength(requests.length);
  for (const format of archiveFormats) {
    const file = join(exports, `all.${format}`);
    await writeArchive(reads, typeof ids === 'string' ? [] : ids, { file, unfinished: `${file}.part`, format, includeBodies: true }, () => {}, new AbortController().signal);
    answers.push({ name: `export as ${format}`, octets: readFileSync(file) });
  }
  for (const { id } of requests) {
    const file = join(exports, `${id}.body`);
    const copied: string[] = [];
    await copyAsCurl(reads, desktopThatSaves(file, copied), id);
    answers.push({ name: 'command for curl', octets: Buffer.from(copied.join()) });
    if (existsSync(file)) answers.push({ name: 'body for curl', octets: readFileSync(file) });
  }
  reads.close();
  rmSync(exports, { recursive: true });
  expect(findings([...rawFiles(), { name: 'the list', octets: list }, ...answers])).toEqual([]);
  const complaints = engine.complaints();
  await engine.end();
  expect([...findings([...rawFiles(), { name: 'what it said', octets: Buffer.from(complaints) }]), ...findingsInStore()]).toEqual([]);
});

test('has stored every request as it was, but for what is masked', async () => {
  const reads = openStoreReads(join(dataDir, 'whence.db'));
  const database = new Database(join(dataDir, 'whence.db'), { readonly: true });
  const rows = database.prepare<[], { id: string; masks: string; decoded: string | null }>(
    `SELECT exchange.id, masks, decoded_from AS decoded FROM exchange JOIN body ON body.number = 2 * exchange.number`,
  ).all();
  database.close();
  const compared = await Promise.all(
    rows.map(async ({ id, masks, decoded }) => {
      const headers = JSON.stringify(reads.readDetail(id)?.requestHeaders);
      const wire = wireBodies.get(/played-\d+-/.exec(headers)?.[0] ?? '') ?? Buffer.alloc(0);
      const expected = Buffer.from(decoded === null ? wire : (await decodeBody({ octets: wire, contentType: null, contentEncoding: decoded, decodedFrom: null, complete: true })).octets);
      const places: readonly (readonly [start: number, length: number])[] = JSON.parse(masks);
      for (const [place, length] of places) expected.fill('*', place, place + length);
      return Buffer.from(reads.readBody(id, 'request')?.octets ?? []).equals(expected) && wire.length > 0;
    }),
  );
  reads.close();
  expect(compared.length).toBeGreaterThan(20);
  expect(compared).not.toContain(false);
});
