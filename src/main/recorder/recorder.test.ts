import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MessageChannel } from 'node:worker_threads';
import type { MessagePort } from 'node:worker_threads';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Relayed, Side } from '../capture/relayed.ts';
import { openStoreReads } from '../store/open-store-reads.ts';
import type { StoreReads } from '../store/reads.ts';
import { threadFile } from '../thread-file.ts';
import { startRecorderThread } from './recorder-handle.ts';
import type { RecorderHandle } from './recorder-handle.ts';
import type { RecorderFigures } from './recorder-messages.ts';

let folder: string;
let databaseFile: string;
const endings: (() => unknown)[] = [];

beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'recorder-')), 'data');
  databaseFile = join(folder, 'whence.db');
});

afterEach(async () => {
  for (const end of endings.splice(0).toReversed()) await end();
  rmSync(join(folder, '..'), { recursive: true, force: true });
});

describe('the recorder', () => {
  it('shows a row while its response still streams, and the body as it comes', async () => {
    const { post, reads, stored } = await record();
    post([connected(), bytes('client', request('{"a":1}'), 100)]);
    const [id = ''] = await stored();
    expect(reads().readRows([id])).toMatchObject([
      { id, state: 'open', host: 'api.test', method: 'POST', path: '/v1/messages', sessionId: 'session-1', requestClass: 'main', status: null },
    ]);
    const answer = 'HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nContent-Length: 11\r\n\r\nevent';
    post(bytes('upstream', answer, 200));
    await stored();
    expect(reads().readRows([id])).toMatchObject([{ state: 'open', status: 200, responseBytes: 5 }]);
    expect(textOf(reads().readBody(id, 'response')?.octets)).toBe('event');
    post([bytes('upstream', ': done', 300), { kind: 'delivered', connection: 1, from: 'upstream', atUs: 310, total: answer.length + 6 }]);
    await stored();
    expect(reads().readRows([id])).toMatchObject([{ state: 'complete', timing: { requestStartedAtUs: 100, responseDeliveredAtUs: 310 } }]);
    expect(reads().readBody(id, 'response')).toMatchObject({ complete: true, contentType: 'text/event-stream' });
    expect(textOf(reads().readBody(id, 'response')?.octets)).toBe('event: done');
  });

  it('keeps no credential anywhere: not in the rows, the bodies, the log or the file', async () => {
    const key = ['sk', 'ant', 'planted', 'credential-0123456789'].join('-');
    const cookie = 'cookie-planted-by-server';
    const body = JSON.stringify({ env: `KEY=${key}`, text: 'x'.repeat(3000) });
    const head = `POST /v1/messages?api_key=${key} HTTP/1.1\r\nX-Api-Key: ${key}\r\nAuthorization: Bearer ${key}\r\nX-Copy: ${key}\r\nContent-Length: ${body.length}\r\n\r\n`;
    const answer = `{"echo":"${key}","cookie":"${cookie}"}`;
    const { post, reads, recorder, stored } = await record();
    const middle = body.indexOf(key) + 9;
    post([connected(), bytes('client', head + body.slice(0, middle))]);
    const [id = ''] = await stored();
    post(bytes('client', body.slice(middle)));
    post(bytes('upstream', `HTTP/1.1 200 ${key}\r\nX-Echo: ${key}\r\nSet-Cookie: s=${cookie}; Path=/\r\nContent-Length: ${answer.length}\r\n\r\n${answer}`));
    await stored();
    for (const secret of [key, key.slice(0, 12), key.slice(-12), cookie]) expect(filesHolding(secret)).toEqual([]);
    expect(filesHolding('api.test')).not.toEqual([]);
    const stars = '*'.repeat(key.length);
    expect(textOf(reads().readBody(id, 'request')?.octets)).toBe(body.replace(key, stars));
    expect(textOf(reads().readBody(id, 'response')?.octets)).toBe(answer.replace(key, stars).replace(cookie, '*'.repeat(cookie.length)));
    expect(reads().readDetail(id)).toMatchObject({
      row: { path: `/v1/messages?api_key=${stars}` },
      requestLine: `POST /v1/messages?api_key=${stars} HTTP/1.1`,
      requestHeaders: [['X-Api-Key', stars], ['Authorization', `Bearer ${stars}`], ['X-Copy', stars], ['Content-Length', `${body.length}`]],
      statusLine: `HTTP/1.1 200 ${stars}`,
      responseHeaders: [['X-Echo', stars], ['Set-Cookie', `s=${'*'.repeat(cookie.length)}; Path=/`], ['Content-Length', `${answer.length}`]],
    });
    await recorder.close();
    const database = new Database(databaseFile, { readonly: true });
    const rows = database.prepare('SELECT masks, wire_sha256, stored_sha256, complete FROM body ORDER BY number').all();
    database.close();
    expect(rows[0]).toEqual({
      masks: JSON.stringify([[body.indexOf(key), key.length]]),
      wire_sha256: sha256(body),
      stored_sha256: sha256(body.replace(key, stars)),
      complete: 1,
    });
    expect(filesHolding(key)).toEqual([]);
  });

  it('gives a body back byte for byte, however it came', async () => {
    const { post, reads, stored } = await record();
    const octets = Buffer.from(Array.from({ length: 300_000 }, (_, index) => (index * index) % 251));
    post([connected(), bytes('client', `PUT /1 HTTP/1.1\r\nContent-Length: ${octets.length}\r\n\r\n`)]);
    for (let at = 0; at < octets.length; at += 70_001) {
      post({ kind: 'bytes', connection: 1, from: 'client', atUs: 1, bytes: octets.subarray(at, at + 70_001) });
      await stored();
    }
    const [row] = reads().listRows({ limit: 1 }).rows;
    const body = reads().readBody(row?.id ?? '', 'request');
    expect(body?.complete).toBe(true);
    expect(Buffer.from(body?.octets ?? []).equals(octets)).toBe(true);
  });

  it('gives the same exchange for two ways of cutting the same streams', async () => {
    const { post, reads, recorder, stored } = await record();
    const asked = request(JSON.stringify({ text: 'one two three '.repeat(50) }));
    const answer = 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nX-Api-Key: planted-in-answer\r\n\r\n1c\r\nab planted-in-answer and mor\r\n3\r\nxyz\r\n0\r\nT: 1\r\n\r\n';
    post([connected(), bytes('client', asked), bytes('upstream', answer), closed()]);
    await stored();
    post(connected());
    for (const character of asked) post(bytes('client', character));
    for (const character of answer) post(bytes('upstream', character));
    post(closed());
    await recorder.close();
    const [second, first] = reads().listRows({ limit: 5 }).rows.map(({ id }) => contentOf(reads(), id));
    expect(second?.response).toBe('ab ***************** and morxyz');
    expect(second).toEqual(first);
  });

  it('commits on close what was posted just before, and says that it is interrupted', async () => {
    const { post, reads, recorder } = await record();
    post([connected(), bytes('client', request('{"a":1}').slice(0, -2))]);
    await recorder.close();
    const [row] = reads().listRows({ limit: 5 }).rows;
    expect(row).toMatchObject({ state: 'interrupted', error: { code: 'connection-closed' }, requestBytes: 5 });
    expect(reads().readBody(row?.id ?? '', 'request')).toMatchObject({ complete: false });
  });

  it('makes a row of a connection that was refused', async () => {
    const { post, reads, stored } = await record();
    post({ kind: 'refused', connection: 3, atUs: 5, host: 'down.test', port: 443, code: 'connection-refused', message: 'No one listens.' });
    const [id = ''] = await stored();
    expect(reads().readRows([id])).toMatchObject([
      { state: 'failed', error: { code: 'connection-refused', message: 'No one listens.' }, host: 'down.test', path: '', method: '' },
    ]);
    expect(reads().listSessions()).toMatchObject([{ id: 'host:down.test', exchanges: 1 }]);
  });

  it('makes a row of a connection that passes unseen while it goes on, and adds at its end what passed', async () => {
    const { post, reads, stored } = await record();
    post({ kind: 'unseen', connection: 3, atUs: 5, host: 'api.test', port: 8443, code: 'client-distrusts', message: 'Not trusted.' });
    const [id = ''] = await stored();
    const error = { code: 'client-distrusts', message: 'Not trusted.' };
    expect(reads().readRows([id])).toMatchObject([
      { state: 'uncaptured', error, scheme: 'https', host: 'api.test', port: 8443, method: '', path: '', requestBytes: 0, timing: { responseDeliveredAtUs: null } },
    ]);
    post({ kind: 'unseen-ended', connection: 3, atUs: 90, requestBytes: 700, responseBytes: 8000 });
    expect(await stored()).toEqual([id]);
    expect(reads().readRows([id])).toMatchObject([
      { state: 'uncaptured', error, requestBytes: 700, responseBytes: 8000, timing: { requestStartedAtUs: 5, responseDeliveredAtUs: 90 } },
    ]);
  });

  it('counts what was cut short because it did not keep up, and not what was switched off', async () => {
    const { post, figures, reads, stored } = await record();
    post([connected(), bytes('client', request('{}')), { kind: 'missed', connection: 1, atUs: 3, code: 'capture-off' }]);
    await stored();
    post([connected(), bytes('client', request('{}')), { kind: 'missed', connection: 1, atUs: 3, code: 'recorder-behind' }]);
    await stored();
    expect(reads().listRows({ limit: 9 }).rows).toMatchObject([
      { state: 'interrupted', error: { code: 'recorder-behind', message: expect.stringContaining('could not keep up') } },
      { state: 'interrupted', error: { code: 'capture-off', message: expect.stringContaining('switched off') } },
    ]);
    await expect.poll(() => figures.at(-1)?.lost).toBe(1);
  });

  it('adds a row for what passed while the app was away, and changes that row when it is told again', async () => {
    const { post, reads, recorder, stored } = await record();
    const passage = { id: '01HZZZZZZZZZZZZZZZZZZZZZZZ', host: 'api.test', port: 443, startedAtUs: 50, endedAtUs: null, requestBytes: 0, responseBytes: 0 };
    recorder.takePassedWhileAway([passage, { ...passage, id: '01HZZZZZZZZZZZZZZZZZZZZZZY', startedAtUs: 40 }]);
    expect(await stored()).toEqual([passage.id, '01HZZZZZZZZZZZZZZZZZZZZZZY']);
    expect(reads().readRows([passage.id])).toMatchObject([
      { state: 'uncaptured', error: { code: 'app-away', message: expect.stringContaining('not running') }, host: 'api.test', method: '', timing: { requestStartedAtUs: 50, responseDeliveredAtUs: null } },
    ]);
    post([connected(), bytes('client', request('{}'), 60)]);
    const [captured = ''] = await stored();
    const over = { ...passage, endedAtUs: 90, requestBytes: 5, responseBytes: 6 };
    recorder.takePassedWhileAway([over, { ...over, id: captured }]);
    expect(await stored()).toEqual([passage.id]);
    recorder.takePassedWhileAway([over]);
    await stored();
    expect(reads().listRows({ limit: 9 })).toMatchObject({
      total: 3,
      rows: [
        { id: captured, state: 'open' },
        { id: passage.id, state: 'uncaptured', requestBytes: 5, responseBytes: 6, timing: { responseDeliveredAtUs: 90 } },
        { state: 'uncaptured', requestBytes: 0 },
      ],
    });
  });

  it('says at the relay’s tally that its books are even, or what is missing', async () => {
    const { post, figures } = await record();
    const ask = bytes('client', request('{}'));
    const clientBytes = request('{}').length;
    const refused: Relayed = { kind: 'refused', connection: 3, atUs: 5, host: 'down.test', port: 443, code: 'dns-error', message: 'No.' };
    const tally = { connections: 1, clientBytes, upstreamBytes: 0, refused: 1, unseen: 0 };
    post([connected(), ask, refused, { kind: 'tally', atUs: 9, tally }]);
    await expect.poll(() => figures.at(-1)?.accounts).toEqual({ connections: 1, bytes: clientBytes, exchanges: 2, refused: 1, unseen: 0, difference: null });
    // A connection of which two messages never came.
    post([refused, { kind: 'tally', atUs: 9, tally: { connections: 2, clientBytes: 2 * clientBytes, upstreamBytes: 0, refused: 2, unseen: 0 } }]);
    await expect
      .poll(() => figures.at(-1)?.accounts)
      .toMatchObject({ exchanges: 3, difference: expect.stringContaining(`lacks 1 connection and ${clientBytes} bytes from the client.`) });
  });

  it('counts what streams', async () => {
    const { post, figures } = await record();
    post([connected(), bytes('client', request('{}')), bytes('upstream', 'HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n')]);
    await expect.poll(() => figures.at(-1)).toMatchObject({ streaming: 1, lost: 0 });
    post(bytes('upstream', 'x'));
    await expect.poll(() => figures.at(-1)).toMatchObject({ streaming: 0 });
  });

  it('keeps folder and files to their owner', async () => {
    const { post, stored } = await record();
    post([connected(), bytes('client', request('{}'))]);
    await stored();
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    const modes = readdirSync(folder).map((name) => [name, statSync(join(folder, name)).mode & 0o777]);
    expect(modes).toEqual(['whence.db', 'whence.db-shm', 'whence.db-wal', 'whence.db.in-use'].map((name) => [name, 0o600]));
  });

  it('puts a damaged database aside, says its name and begins a new one', async () => {
    const first = await record();
    first.post([connected(), bytes('client', request('{}'))]);
    await first.stored();
    await first.recorder.close();
    first.reads().close();
    writeFileSync(databaseFile, 'this is no database at all, whatever it was before'.repeat(200));
    const { notices, post, reads, stored } = await record();
    const aside = readdirSync(folder).find((name) => /^whence-damaged-.*\.db$/.test(name)) ?? 'none';
    expect(notices.join(' ')).toContain(aside);
    expect(readFileSync(join(folder, aside), 'utf8')).toContain('this is no database');
    post([connected(), bytes('client', request('{}'))]);
    await stored();
    expect(reads().readFigures().exchanges).toBe(1);
  });

  it('refuses a database of a newer version with a sentence, and leaves it untouched', async () => {
    const { recorder, reads } = await record();
    reads().close();
    await recorder.close();
    const database = new Database(databaseFile);
    database.pragma('user_version = 999');
    database.close();
    const before = sha256(readFileSync(databaseFile, 'latin1'));
    const { port2 } = new MessageChannel();
    const start = await startRecorderThread({ databaseFile, relayedPort: port2, maskingRulesOff: [], previous: null, ...silent });
    expect(start).toMatchObject({ started: false, code: 'newer-schema', message: expect.stringContaining('newer version') });
    expect(sha256(readFileSync(databaseFile, 'latin1'))).toEqual(before);
  });

  it('says when the database cannot be written, keeps what comes, and writes it when it can', async () => {
    const { notices, post, reads, stored } = await record();
    const other = new Database(databaseFile);
    endings.push(() => other.close());
    other.exec('BEGIN IMMEDIATE');
    post([connected(), bytes('client', request('{"wait":1}'))]);
    await expect.poll(() => notices.join(' '), { timeout: 10_000 }).toContain('SQLITE_BUSY');
    post(bytes('upstream', 'HTTP/1.1 204 OK\r\n\r\n'));
    other.exec('COMMIT');
    await stored();
    expect(reads().listRows({ limit: 9 }).rows).toMatchObject([{ state: 'complete', requestBytes: 10, status: 204 }]);
    expect(notices.at(-1)).toContain('works again');
  });

  it('says at the end what could not be written any more', async () => {
    const { notices, post, recorder } = await record();
    const other = new Database(databaseFile);
    endings.push(() => other.close());
    other.exec('BEGIN IMMEDIATE');
    post([connected(), bytes('client', request('{"wait":1}'))]);
    await expect.poll(() => notices.join(' '), { timeout: 10_000 }).toContain('SQLITE_BUSY');
    await recorder.close();
    expect(notices.at(-1)).toContain('One exchange');
  });

  it('counts and says an exchange that cannot be written, and goes on with the next', async () => {
    const { figures, notices, post, reads, stored } = await record();
    const other = new Database(databaseFile);
    endings.push(() => other.close());
    other.exec("CREATE TRIGGER refuse BEFORE INSERT ON exchange BEGIN SELECT raise(ABORT, 'no'); END");
    post([connected(), bytes('client', request('{}'))]);
    await expect.poll(() => notices.join(' ')).toContain('could not be recorded');
    await expect.poll(() => figures.at(-1)?.lost).toBe(1);
    other.exec('DROP TRIGGER refuse');
    post([connected(), bytes('client', request('{}'))]);
    await stored();
    expect(reads().listRows({ limit: 9 }).rows).toHaveLength(1);
  });

  it('marks what was under way when it was killed, and keeps what had come', async () => {
    const script = `
      import { MessageChannel, Worker } from 'node:worker_threads';
      const { port1, port2 } = new MessageChannel();
      const worker = new Worker(new URL(${JSON.stringify(threadFile('recorder-thread').href)}), {
        workerData: { databaseFile: ${JSON.stringify(databaseFile)}, relayedPort: port2, maskingRulesOff: [], previous: null }, transferList: [port2], execArgv: [] });
      const bytes = (from, text) => ({ kind: 'bytes', connection: 1, from, atUs: 5, bytes: Buffer.from(text) });
      let stored = 0;
      worker.on('message', ({ kind }) => {
        if (kind === 'started') {
          port1.postMessage([${JSON.stringify(connected())}, bytes('client', ${JSON.stringify(request('{"a":1}'))})]);
        } else if (kind === 'stored') {
          stored += 1;
          if (stored === 1) port1.postMessage(bytes('upstream', 'HTTP/1.1 200 OK\\r\\nContent-Length: 99\\r\\n\\r\\nhalf an ans'));
          else console.log('half');
        }
      });
      setInterval(() => undefined, 1000);`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
    endings.push(() => child.kill('SIGKILL'));
    await new Promise((resolve) => child.stdout.once('data', resolve));
    child.kill('SIGKILL');
    await new Promise((resolve) => child.once('exit', resolve));
    const { reads } = await record();
    const [row] = reads().listRows({ limit: 5 }).rows;
    expect(row).toMatchObject({ state: 'interrupted', error: { code: 'app-stopped' }, status: 200 });
    expect(textOf(reads().readBody(row?.id ?? '', 'response')?.octets)).toBe('half an ans');
    expect(reads().readBody(row?.id ?? '', 'response')?.complete).toBe(false);
    expect(reads().listUnanalysed(1, 5)).toEqual([row?.id]);
  });
});

const silent = { onStored: () => undefined, onFigures: () => undefined, onNotice: () => undefined, onDeath: () => undefined };

interface Recording {
  readonly recorder: RecorderHandle;
  readonly notices: string[];
  readonly figures: RecorderFigures[];
  readonly post: MessagePort['postMessage'];
  /** Waits for the next announcement and gives its ids. */
  stored(): Promise<readonly string[]>;
  reads(): StoreReads & { close(): void };
}

async function record(): Promise<Recording> {
  const { port1, port2 } = new MessageChannel();
  const notices: string[] = [];
  const figures: RecorderFigures[] = [];
  const announced: (readonly string[])[] = [];
  const start = await startRecorderThread({
    databaseFile,
    relayedPort: port2, maskingRulesOff: [], previous: null,
    onStored: (ids) => announced.push(ids),
    onFigures: (latest) => figures.push(latest),
    onNotice: (text) => notices.push(text),
    onDeath: (reason) => notices.push(reason),
  });
  if (!start.started) throw new Error(start.message);
  const { recorder } = start;
  endings.push(() => recorder.close());
  let reads: (StoreReads & { close(): void }) | null = null;
  return {
    recorder,
    notices,
    figures,
    post: (message: Relayed | Relayed[]) => port1.postMessage(message),
    stored: async () => {
      await expect.poll(() => announced.length, { interval: 5, timeout: 10_000 }).toBeGreaterThan(0);
      return announced.splice(0).flat();
    },
    reads: () => {
      if (reads === null) {
        const opened = openStoreReads(databaseFile);
        reads = opened;
        endings.push(() => opened.close());
      }
      return reads;
    },
  };
}

function filesHolding(text: string): string[] {
  return readdirSync(folder).filter((name) => readFileSync(join(folder, name), 'latin1').includes(text));
}

function contentOf(reads: StoreReads, id: string): Record<string, unknown> {
  const { row, ...heads } = reads.readDetail(id) ?? {};
  return {
    ...heads,
    state: row?.state,
    bytes: [row?.requestBytes, row?.responseBytes],
    request: textOf(reads.readBody(id, 'request')?.octets),
    response: textOf(reads.readBody(id, 'response')?.octets),
  };
}

function connected(): Relayed {
  return { kind: 'connected', connection: 1, atUs: 1, host: 'api.test', port: 443, mode: 'intercept' };
}

function closed(): Relayed {
  return { kind: 'closed', connection: 1, atUs: 9 };
}

function bytes(from: Side, text: string, atUs = 2): Relayed {
  return { kind: 'bytes', connection: 1, from, atUs, bytes: Buffer.from(text, 'latin1') };
}

function request(body: string): string {
  return `POST /v1/messages HTTP/1.1\r\nX-Claude-Code-Session-Id: session-1\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
}

function textOf(octets: Uint8Array | undefined): string {
  return Buffer.from(octets ?? []).toString('latin1');
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text, 'latin1').digest();
}
