import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { bytes, closed, connected, RecorderTests, request } from '../../../test-support/recorder-under-test.ts';
import type { Relayed } from '../relayed/relayed.ts';
import { decodeBody } from '../store/bodies/decoded-body.ts';
import type { StoreReads } from '../store/reads.ts';

const tests = new RecorderTests();

describe('the recorder', () => {
  it('shows a row while its response still streams, and the body as it comes', async () => {
    const { tell, reads, stored } = await tests.record();
    tell(connected(), bytes('client', request('{"a":1}'), 100));
    const [id = ''] = await stored();
    expect(reads().readRows([id])).toMatchObject([
      { id, state: 'open', host: 'api.test', method: 'POST', path: '/v1/messages', sessionId: 'session-1', requestClass: 'main', status: null },
    ]);
    const answer = 'HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nContent-Length: 11\r\n\r\nevent';
    tell(bytes('upstream', answer, 200));
    await stored();
    expect(reads().readRows([id])).toMatchObject([{ state: 'open', status: 200, responseBytes: 5 }]);
    expect(textOf(reads().readBody(id, 'response')?.octets)).toBe('event');
    tell(bytes('upstream', ': done', 300), { kind: 'delivered', connection: 1, from: 'upstream', atUs: 310, total: answer.length + 6 });
    await stored();
    expect(reads().readRows([id])).toMatchObject([{ state: 'complete', timing: { requestStartedAtUs: 100, responseDeliveredAtUs: 310 } }]);
    expect(reads().readBody(id, 'response')).toMatchObject({ complete: true, contentType: 'text/event-stream' });
    expect(textOf(reads().readBody(id, 'response')?.octets)).toBe('event: done');
    expect(reads().readArrivals(id)).toEqual([{ offset: 0, afterUs: 0 }, { offset: 5, afterUs: 100 }]);
  });

  it('keeps no credential anywhere: not in the rows, the bodies, the log or the file', async () => {
    const key = ['sk', 'ant', 'planted', 'credential-0123456789'].join('-');
    const cookie = 'cookie-planted-by-server';
    const body = JSON.stringify({ env: `KEY=${key}`, text: 'x'.repeat(3000) });
    const head = `POST /v1/messages?api_key=${key} HTTP/1.1\r\nX-Api-Key: ${key}\r\nAuthorization: Bearer ${key}\r\nX-Copy: ${key}\r\nContent-Length: ${body.length}\r\n\r\n`;
    const answer = `{"echo":"${key}","cookie":"${cookie}"}`;
    const { tell, reads, recorder, stored } = await tests.record();
    const middle = body.indexOf(key) + 9;
    tell(connected(), bytes('client', head + body.slice(0, middle)));
    const [id = ''] = await stored();
    tell(bytes('client', body.slice(middle)));
    tell(bytes('upstream', `HTTP/1.1 200 ${key}\r\nX-Echo: ${key}\r\nSet-Cookie: s=${cookie}; Path=/\r\nContent-Length: ${answer.length}\r\n\r\n${answer}`));
    await stored();
    for (const secret of [key, key.slice(0, 12), key.slice(-12), cookie]) expect(filesHolding(secret)).toEqual([]);
    expect(filesHolding('api.test')).not.toEqual([]);
    const stars = '*'.repeat(key.length);
    expect(textOf(reads().readBody(id, 'request')?.octets)).toBe(body.replace(key, stars));
    expect(textOf(reads().readBody(id, 'response')?.octets)).toBe(answer.replace(key, stars).replace(cookie, '*'.repeat(cookie.length)));
    expect(reads().readDetail(id)).toMatchObject({
      row: { path: `/v1/messages?api_key=${stars}` },
      requestLine: `POST /v1/messages?api_key=${stars} HTTP/1.1`,
      requestHeaders: [['X-Api-Key', stars], ['Authorization', `Bearer ${stars}`], ['X-Copy', expect.stringMatching(/^(sk-ant-)?\*+$/)], ['Content-Length', `${body.length}`]],
      statusLine: `HTTP/1.1 200 ${stars}`,
      responseHeaders: [['X-Echo', expect.stringMatching(/^(sk-ant-)?\*+$/)], ['Set-Cookie', `s=${'*'.repeat(cookie.length)}; Path=/`], ['Content-Length', `${answer.length}`]],
    });
    await recorder.close();
    const database = new Database(tests.databaseFile, { readonly: true });
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

  it.each([
    ['that holds no credential is read as what it says, and stored as it came', 'nothing', 'gzip', null],
    ['that holds one is stored decoded and masked', ['sk', 'ant', 'planted', 'credential-0123456789'].join('-'), null, 'gzip'],
  ])('looks under a transfer coding: a body %s', async (_, key, contentEncoding, decodedFrom) => {
    const said = JSON.stringify({ text: `this is ${key}` });
    const packed = gzipSync(said);
    const { tell, reads, stored } = await tests.record();
    tell(connected(), bytes('client', `POST /v1/messages HTTP/1.1\r\nX-Api-Key: ${key}\r\nContent-Length: 2\r\n\r\n{}`));
    const [id = ''] = await stored();
    const chunks = [Buffer.from(`${packed.length.toString(16)}\r\n`), packed, Buffer.from('\r\n0\r\n\r\n')];
    tell(bytes('upstream', 'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: gzip, chunked\r\n\r\n'), bytes('upstream', Buffer.concat(chunks).toString('latin1')));
    await stored();
    const body = reads().readBody(id, 'response');
    expect(body).toMatchObject({ contentEncoding, decodedFrom, complete: true });
    const decoded = body === null ? null : await decodeBody(body);
    expect(textOf(decoded?.octets)).toBe(decodedFrom === null ? said : said.replace(key, '*'.repeat(key.length)));
  });

  it('masks by the rules that are on when an exchange begins', async () => {
    const { tell, reads, recorder, stored } = await tests.record();
    const token = ['ghp', 'A1b2C3d4E5f6G7h8I9j0K1l2M3n4O5p6Q7r8'].join('_');
    const body = JSON.stringify({ text: `token ${token}` });
    const ask = (): string => `${request(body).replace('\r\n', `\r\nX-Note: ${token}\r\nContent-Type: application/json\r\n`)}`;
    tell(connected(), bytes('client', ask().slice(0, -20)));
    const [first = ''] = await stored();
    recorder.setMaskingRulesOff(['github-token']);
    tell(bytes('client', ask().slice(-20)), closed());
    await stored();
    expect(textOf(reads().readBody(first, 'request')?.octets)).not.toContain(token);
    tell(connected(), bytes('client', ask()), closed());
    await expect.poll(() => reads().listRows({ limit: 1 }).total).toBe(2);
    const [second] = reads().listRows({ limit: 1 }).rows;
    await expect.poll(() => textOf(reads().readBody(second?.id ?? '', 'request')?.octets)).toBe(body);
    expect(reads().readDetail(second?.id ?? '')?.requestHeaders).toContainEqual(['X-Note', token]);
    expect(reads().readDetail(first)?.requestHeaders).not.toContainEqual(['X-Note', token]);
  });

  it('gives a body back byte for byte, however it came', async () => {
    const { tell, reads, stored } = await tests.record();
    const octets = Buffer.from(Array.from({ length: 300_000 }, (_, index) => (index * index) % 251));
    tell(connected(), bytes('client', `PUT /1 HTTP/1.1\r\nContent-Length: ${octets.length}\r\n\r\n`));
    for (let at = 0; at < octets.length; at += 70_001) {
      tell({ kind: 'bytes', connection: 1, from: 'client', atUs: 1, bytes: octets.subarray(at, at + 70_001) });
      await stored();
    }
    const [row] = reads().listRows({ limit: 1 }).rows;
    const body = reads().readBody(row?.id ?? '', 'request');
    expect(body?.complete).toBe(true);
    expect(Buffer.from(body?.octets ?? []).equals(octets)).toBe(true);
  });

  it('gives the same exchange for two ways of cutting the same streams', async () => {
    const { tell, reads, recorder, stored } = await tests.record();
    const asked = request(JSON.stringify({ text: 'one two three '.repeat(50) }));
    const answer = 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nX-Api-Key: pl4nt3d-in-answer\r\n\r\n1c\r\nab pl4nt3d-in-answer and mor\r\n3\r\nxyz\r\n0\r\nT: 1\r\n\r\n';
    tell(connected(), bytes('client', asked), bytes('upstream', answer), closed());
    await stored();
    tell(connected());
    for (const character of asked) tell(bytes('client', character));
    for (const character of answer) tell(bytes('upstream', character));
    tell(closed());
    await recorder.close();
    const [second, first] = reads().listRows({ limit: 5 }).rows.map(({ id }) => contentOf(reads(), id));
    expect(second?.response).toBe('ab ***************** and morxyz');
    expect(second).toEqual(first);
  });

  it('commits on close what was posted just before, and says that it is interrupted', async () => {
    const { tell, reads, recorder } = await tests.record();
    tell(connected(), bytes('client', request('{"a":1}').slice(0, -2)));
    await recorder.close();
    const [row] = reads().listRows({ limit: 5 }).rows;
    expect(row).toMatchObject({ state: 'interrupted', error: { code: 'connection-closed' }, requestBytes: 5 });
    expect(reads().readBody(row?.id ?? '', 'request')).toMatchObject({ complete: false });
  });

  it('makes a row of a connection that was refused', async () => {
    const { tell, reads, stored } = await tests.record();
    tell({ kind: 'refused', connection: 3, atUs: 5, host: 'down.test', port: 443, code: 'connection-refused', message: 'No one listens.' });
    const [id = ''] = await stored();
    expect(reads().readRows([id])).toMatchObject([
      { state: 'failed', error: { code: 'connection-refused', message: 'No one listens.' }, host: 'down.test', path: '', method: '' },
    ]);
    expect(reads().listSessions()).toMatchObject([{ id: 'host:down.test', exchanges: 1 }]);
  });

  it('makes a row of a connection that passes unseen while it goes on, and adds at its end what passed', async () => {
    const { tell, reads, stored } = await tests.record();
    tell({ kind: 'unseen', connection: 3, atUs: 5, host: 'api.test', port: 8443, code: 'client-distrusts', message: 'Not trusted.' });
    const [id = ''] = await stored();
    const error = { code: 'client-distrusts', message: 'Not trusted.' };
    expect(reads().readRows([id])).toMatchObject([
      { state: 'uncaptured', error, scheme: 'https', host: 'api.test', port: 8443, method: '', path: '', requestBytes: 0, timing: { responseDeliveredAtUs: null } },
    ]);
    tell({ kind: 'unseen-ended', connection: 3, atUs: 90, requestBytes: 700, responseBytes: 8000 });
    expect(await stored()).toEqual([id]);
    expect(reads().readRows([id])).toMatchObject([
      { state: 'uncaptured', error, requestBytes: 700, responseBytes: 8000, timing: { requestStartedAtUs: 5, responseDeliveredAtUs: 90 } },
    ]);
  });

  it('counts what was cut short because it did not keep up, and not what was switched off', async () => {
    const { tell, figures, reads, stored } = await tests.record();
    tell(connected(), bytes('client', request('{}')), { kind: 'missed', connection: 1, atUs: 3, code: 'capture-off' });
    await stored();
    tell(connected(), bytes('client', request('{}')), { kind: 'missed', connection: 1, atUs: 3, code: 'recorder-behind' });
    await stored();
    expect(reads().listRows({ limit: 9 }).rows).toMatchObject([
      { state: 'interrupted', error: { code: 'recorder-behind', message: expect.stringContaining('could not keep up') } },
      { state: 'interrupted', error: { code: 'capture-off', message: expect.stringContaining('switched off') } },
    ]);
    await expect.poll(() => figures.at(-1)?.lost).toBe(1);
  });

  it('adds a row for what passed while the app was away, and changes that row when it is told again', async () => {
    const { tell, reads, recorder, stored } = await tests.record();
    const passage = { id: '01HZZZZZZZZZZZZZZZZZZZZZZZ', host: 'api.test', port: 443, startedAtUs: 50, endedAtUs: null, requestBytes: 0, responseBytes: 0 };
    recorder.takePassedWhileAway([passage, { ...passage, id: '01HZZZZZZZZZZZZZZZZZZZZZZY', startedAtUs: 40 }]);
    expect(await stored()).toEqual([passage.id, '01HZZZZZZZZZZZZZZZZZZZZZZY']);
    expect(reads().readRows([passage.id])).toMatchObject([
      { state: 'uncaptured', error: { code: 'app-away', message: expect.stringContaining('not running') }, host: 'api.test', method: '', timing: { requestStartedAtUs: 50, responseDeliveredAtUs: null } },
    ]);
    tell(connected(), bytes('client', request('{}'), 60));
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
    const { tell, figures } = await tests.record();
    const ask = bytes('client', request('{}'));
    const clientBytes = request('{}').length;
    const refused: Relayed = { kind: 'refused', connection: 3, atUs: 5, host: 'down.test', port: 443, code: 'dns-error', message: 'No.' };
    const tally = { connections: 1, clientBytes, upstreamBytes: 0, refused: 1, unseen: 0 };
    tell(connected(), ask, refused, { kind: 'tally', atUs: 9, tally });
    await expect.poll(() => figures.at(-1)?.accounts).toEqual({ connections: 1, bytes: clientBytes, exchanges: 2, refused: 1, unseen: 0, difference: null });
    // A connection of which two messages never came.
    tell(refused, { kind: 'tally', atUs: 9, tally: { connections: 2, clientBytes: 2 * clientBytes, upstreamBytes: 0, refused: 2, unseen: 0 } });
    await expect
      .poll(() => figures.at(-1)?.accounts)
      .toMatchObject({ exchanges: 3, difference: expect.stringContaining(`lacks 1 connection and ${clientBytes} bytes from the client.`) });
  });

  it('counts what streams', async () => {
    const { tell, figures } = await tests.record();
    tell(connected(), bytes('client', request('{}')), bytes('upstream', 'HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n'));
    await expect.poll(() => figures.at(-1)).toMatchObject({ streaming: 1, lost: 0 });
    tell(bytes('upstream', 'x'));
    await expect.poll(() => figures.at(-1)).toMatchObject({ streaming: 0 });
  });

  it('keeps folder and files to their owner', async () => {
    const { tell, stored } = await tests.record();
    tell(connected(), bytes('client', request('{}')));
    await stored();
    expect(statSync(tests.folder).mode & 0o777).toBe(0o700);
    const modes = readdirSync(tests.folder).map((name) => [name, statSync(join(tests.folder, name)).mode & 0o777]);
    expect(modes).toEqual(['whence.db', 'whence.db-shm', 'whence.db-wal', 'whence.db.in-use'].map((name) => [name, 0o600]));
  });
});

function filesHolding(text: string): string[] {
  return readdirSync(tests.folder).filter((name) => readFileSync(join(tests.folder, name), 'latin1').includes(text));
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

function textOf(octets: Uint8Array | undefined): string {
  return Buffer.from(octets ?? []).toString('latin1');
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text, 'latin1').digest();
}
