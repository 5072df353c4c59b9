import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import type { Har } from 'har-format';
import { expect, test } from 'vitest';
import { archivesOver } from '../../../test-support/archives-under-test.ts';
import { harProblems } from '../../../test-support/har-problems.ts';
import { messageEvents } from '../../../test-support/message-stream.ts';
import { plantSecrets } from '../../../test-support/planted-secrets.ts';
import { mountSmallDisk, whyNoSmallDisk } from '../../../test-support/small-disk.ts';
import { bytes, closed, connected, RecorderTests, type Recording } from '../../../test-support/recorder-under-test.ts';
import { openForWriting } from '../store/open-for-writing.ts';
import type { StoreReads } from '../store/reads.ts';

const tests = new RecorderTests();
const key = `sk-ant-api03-${'Ab3dEf6hIj9_'.repeat(8)}AA`;

/** A request and its answer as octets of the wire. */
type Wire = readonly [request: Buffer, response: Buffer];

function message(startLine: string, headers: readonly string[], body: Buffer | string = ''): Buffer {
  const octets = Buffer.from(body);
  return Buffer.concat([Buffer.from(`${[startLine, ...headers, `Content-Length: ${octets.length}`].join('\r\n')}\r\n\r\n`, 'latin1'), octets]);
}

const prompt = JSON.stringify({ model: 'claude-a', max_tokens: 9, messages: [{ role: 'user', content: `my key is ${key}` }] });
const events = messageEvents({ content: [{ type: 'text', text: 'Hello ümlaut' }], usage: { input_tokens: 10 } }).join('');
const secrets = plantSecrets().map(({ text }) => text);
const asked = ['Host: api.test', `x-api-key: ${key}`, 'X-Claude-Code-Session-Id: 5e55-1', 'Content-Type: application/json', 'X-Odd:  caf\xe9 \x01'];
const ok = 'HTTP/1.1 200 OK';

const wires: readonly Wire[] = [
  [message('POST /v1/messages?beta=true&key=abcdefgh12345678 HTTP/1.1', asked, prompt), message(ok, ['Content-Type: text/event-stream'], events)],
  [message('POST /v1/messages HTTP/1.1', asked, '{}'), message(ok, ['Content-Type: application/json', 'Content-Encoding: gzip'], gzipSync(JSON.stringify({ clean: 'x'.repeat(3000) })))],
  [message('POST /v1/messages HTTP/1.1', [...asked, 'Content-Encoding: br'], brotliCompressSync(prompt)), message(ok, ['Content-Encoding: gzip'], gzipSync(`{"secret":"${key}"}`))],
  [message('POST /v1/messages HTTP/1.1', asked, JSON.stringify({ messages: secrets.join('\n') })), message(ok, ['Content-Type: text/plain'], secrets.join('\n'))],
  [message('POST /v1/oauth/token HTTP/1.1', ['Host: api.test'], `code=${'q4T7'.repeat(8)}`), message(ok, ['Content-Type: application/json'], JSON.stringify({ access_token: 'q4T7'.repeat(9) }))],
  [message(`GET /v1/x?${secrets.filter((text) => !text.includes('\n')).map((text, index) => `p${index}=${encodeURIComponent(text)}`).join('&')} HTTP/1.1`, secrets.filter((text) => !text.includes('\n')).map((text, index) => `X-${index}: ${text}`)), message(ok, [])],
  [message('PUT /v1/files HTTP/1.1', ['Host: api.test', 'Content-Type: application/octet-stream'], Buffer.from([0, 255, 1, 254, 0xef, 0xbb, 0xbf])), message('HTTP/1.1 404 Nein \xfc', ['Set-Cookie: sid=geheimgeheim; Path=/'], Buffer.from('\uFEFF{"a":1}'))],
  [
    message('GET /a%20b?c=d HTTP/1.1', ['Host: api.test', 'host : twice']),
    Buffer.concat([
      Buffer.from('HTTP/1.1 103 Early Hints\r\nLink: </x>; rel=preload\r\n\r\n'),
      Buffer.from(`${ok}\r\nTransfer-Encoding: chunked\r\nTrailer: x-sum\r\n\r\n3\r\nabc\r\n0\r\nx-sum: 1\r\n\r\n`),
    ]),
  ],
];

async function record(recording: Recording, reads: StoreReads): Promise<readonly string[]> {
  for (const [index, [request, response]] of wires.entries()) {
    const atUs = Date.UTC(2026, 0, 2, 3, 4, index) * 1000 + 7;
    recording.tell(connected(), bytes('client', request.toString('latin1'), atUs), bytes('upstream', response.toString('latin1'), atUs + 1234), closed());
  }
  // One that the server breaks off, and one that is open still.
  recording.tell(connected(), bytes('client', message('POST /v1/messages HTTP/1.1', asked, '{}').toString('latin1'), 9_000_000), bytes('upstream', `${ok}\r\nContent-Length: 99\r\n\r\ncut`, 9_000_500), closed());
  await expect.poll(() => reads.listRows({ limit: 50 }).rows.filter(({ state }) => state !== 'open').length).toBe(wires.length + 1);
  return reads.listRows({ limit: 50 }).rows.map(({ id }) => id).toReversed();
}

/** All that must be the same after an export and an import. */
function kept(reads: StoreReads, id: string): object {
  const detail = reads.readDetail(id);
  if (detail === null) throw new Error(`${id} is not stored`);
  const { state, error, sessionId, agentId, requestClass, scheme, host, port, method, path, status, timing, requestBytes, responseBytes, stars, isPinned } = detail.row;
  const row = { state, error, sessionId, agentId, requestClass, scheme, host, port, method, path, status, timing, requestBytes, responseBytes, stars, isPinned };
  const octets = (['request', 'response'] as const).map((side) => {
    const body = reads.readBody(id, side);
    return body === null ? null : { ...body, octets: Buffer.from(body.octets).toString('hex') };
  });
  return { ...detail, row, facts: reads.readArchived(id), octets };
}

test('what is exported comes back as it was stored: heads, octets, masks, hashes, times, ratings', async () => {
  const recording = await tests.record();
  const reads = recording.reads();
  const ids = await record(recording, reads);
  const rating = openForWriting(tests.databaseFile);
  rating.prepare("INSERT INTO rating SELECT number, 4, 'fine', 123456789 FROM exchange WHERE id = ?").run(ids[1]);
  rating.prepare('UPDATE exchange SET is_pinned = 1 WHERE id = ?').run(ids[2]);
  rating.close();
  const archives = archivesOver(recording.recorder, tests.databaseFile);
  const file = join(tests.folder, 'all.har');

  expect(await archives.exportTo(file, ids, { format: 'har', includeBodies: true })).toEqual({ done: true, message: `${ids.length} requests were written to all.har.` });
  const har: Har = JSON.parse(readFileSync(file, 'utf8'));
  expect(harProblems(har)).toEqual([]);
  expect(readFileSync(file, 'latin1')).not.toContain(key.slice(0, 40));
  expect(har.log.entries.map(({ response }) => response.status).toSorted()).toEqual([...Array.from({ length: wires.length }, () => 200), 404]);

  expect(await archives.importFrom(file)).toEqual({ done: true, message: `${ids.length} requests were imported from all.har.` });
  const [imported] = reads.listImports();
  expect(imported).toMatchObject({ fileName: 'all.har', exchanges: ids.length });
  expect(imported?.creator).toMatch(/^Whence \d/);
  const copies = reads.listRows({ limit: 50 }).rows.filter(({ importNumber }) => importNumber !== null).map(({ id }) => id).toReversed();
  expect(copies).toHaveLength(ids.length);
  for (const [index, id] of ids.entries()) expect(kept(reads, copies[index] ?? '')).toEqual(kept(reads, id));
  expect(reads.listSessions().filter(({ importNumber }) => importNumber !== null).map(({ id }) => id).toSorted()).toEqual([`import:${imported?.number}:5e55-1`, `import:${imported?.number}:host:api.test`]);

  expect(await archives.removeImport(imported?.number ?? 0)).toMatchObject({ done: true });
  expect(reads.listImports()).toEqual([]);
  expect(reads.listRows({ limit: 50 }).total).toBe(ids.length);
});

test('an export that is cancelled, or cannot be written, leaves nothing behind, and what stood there before', async () => {
  const recording = await tests.record();
  const ids = await record(recording, recording.reads());
  const changed: (() => void)[] = [];
  const archives = archivesOver(recording.recorder, tests.databaseFile, () => changed.splice(0).forEach((hear) => hear()));
  const file = join(tests.folder, 'all.har');
  writeFileSync(file, 'before');
  const many = Array.from({ length: 5000 }, () => ids).flat();
  const exporting = archives.exportTo(file, many, { format: 'har', includeBodies: true });
  while ((archives.running[0]?.entries ?? 0) === 0) await new Promise<void>((resolve) => void changed.push(resolve));
  expect(archives.running[0]).toMatchObject({ kind: 'export', fileName: 'all.har', entriesTotal: many.length });
  archives.cancel(archives.running[0]?.id ?? 0);
  expect(await exporting).toEqual({ done: false, message: 'The export was cancelled. Nothing was written.', manualCommand: null });
  expect(archives.running).toEqual([]);
  expect(readFileSync(file, 'utf8')).toBe('before');
  expect(readdirSync(tests.folder).filter((name) => name.includes('all.har'))).toEqual(['all.har']);

  const nowhere = await archives.exportTo(join(tests.folder, 'gone', 'all.har'), ids, { format: 'jsonl', includeBodies: true });
  expect(nowhere).toMatchObject({ done: false, message: expect.stringContaining('the folder or file is not there any more') });
});

test('an import that is cancelled leaves nothing behind, and one whose recorder ends says so', { timeout: 120_000 }, async () => {
  const recording = await tests.record();
  const reads = recording.reads();
  const ids = await record(recording, reads);
  const changed: (() => void)[] = [];
  const archives = archivesOver(recording.recorder, tests.databaseFile, () => changed.splice(0).forEach((hear) => hear()));
  const file = join(tests.folder, 'all.har');
  await archives.exportTo(file, Array.from({ length: 400 }, () => ids.slice(0, 3)).flat(), { format: 'har', includeBodies: true });
  const importing = archives.importFrom(file);
  while (reads.listImports()[0]?.exchanges === undefined || reads.listImports()[0]?.exchanges === 0) await new Promise<void>((resolve) => void changed.push(resolve));
  archives.cancel(archives.running[0]?.id ?? 0);
  expect(await importing).toMatchObject({ done: false, message: 'The import was cancelled. Nothing of it was kept.' });
  expect(reads.listImports()).toEqual([]);
  expect(reads.listRows({ limit: 1 }).total).toBe(ids.length);

  const again = archives.importFrom(file);
  while (reads.listImports().length === 0) await new Promise<void>((resolve) => void changed.push(resolve));
  await recording.recorder.close();
  expect(await again).toMatchObject({ done: false, message: 'Nothing was imported: recording ended meanwhile. Try again.' });
});

test.skipIf(whyNoSmallDisk() !== null)('an export that fills the disk says so, and takes its part away again', async () => {
  const recording = await tests.record();
  const ids = await record(recording, recording.reads());
  const disk = mountSmallDisk(1);
  tests.endings.push(() => disk.remove());
  const archives = archivesOver(recording.recorder, tests.databaseFile);
  const many = Array.from({ length: 200 }, () => ids).flat();
  const outcome = await archives.exportTo(join(disk.folder, 'all.har'), many, { format: 'har', includeBodies: true });
  expect(outcome).toEqual({ done: false, message: 'Nothing was exported: the disk is full. Free some space, or choose another place.', manualCommand: null });
  expect(readdirSync(disk.folder)).toEqual([]);
});
