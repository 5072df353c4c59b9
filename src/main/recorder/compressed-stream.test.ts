import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MessageChannel } from 'node:worker_threads';
import { createGzip } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Arrival } from '../../domain/http/arrivals.ts';
import type { Relayed } from '../relayed/relayed.ts';
import { openStoreReads } from '../store/open-store-reads.ts';
import type { StoredBody } from '../store/reads.ts';
import { RelayedWriter } from '../proxy/telling/write-relayed.ts';
import { startRecorderThread } from './recorder-handle.ts';

let folder: string;
const endings: (() => unknown)[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'compressed-'));
});

afterEach(async () => {
  for (const end of endings.splice(0).toReversed()) await end();
  rmSync(folder, { recursive: true, force: true });
});

const key = ['sk', 'ant', 'planted', 'credential-0123456789'].join('-');
const ask = `POST /v1/messages HTTP/1.1\r\nX-Api-Key: ${key}\r\nContent-Length: 2\r\n\r\n{}`;
const answerHead = 'HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nContent-Encoding: gzip\r\n\r\n';

describe('a compressed stream', () => {
  it('that holds no credential is readable while it comes, and stored as it came', async () => {
    const { wire, during, after, arrivals } = await recordStream(['data: {"a":1}\n\n', 'data: {"b":2}\n\n']);
    // By its octets as it came: the n-th piece came n milliseconds after the head.
    expect(arrivals).toEqual(wire.map((_, index) => ({ offset: sum(wire.slice(0, index)), afterUs: (index + 1) * 1000 })));
    expect(during).toMatchObject({ contentEncoding: null, decodedFrom: 'gzip', complete: false });
    expect(after).toMatchObject({ contentEncoding: 'gzip', decodedFrom: null, complete: true });
    expect(Buffer.from(after.octets).equals(Buffer.concat(wire))).toBe(true);
  });

  it('that holds one is stored decoded and masked, and at no time as it came', async () => {
    const events = ['data: {"a":1}\n\n', `data: {"b":"${key}"}\n\n`, 'data: {"c":3}\n\n'];
    const { wire, during, after, arrivals } = await recordStream(events);
    // By its octets as they are stored: each event came with one piece, in order.
    expect(arrivals.map(({ offset }) => offset)).toEqual([0, 15, 15 + (events[1]?.length ?? 0)]);
    expect(arrivals.every(({ afterUs }, index) => afterUs > (arrivals[index - 1]?.afterUs ?? 0))).toBe(true);
    expect(during).toMatchObject({ contentEncoding: null, decodedFrom: 'gzip', complete: false });
    expect(after).toMatchObject({ contentEncoding: null, decodedFrom: 'gzip', complete: true });
    expect(Buffer.from(after.octets).toString()).toBe(events.join('').replace(key, '*'.repeat(key.length)));
    const files = readdirSync(folder).map((name) => readFileSync(join(folder, name)));
    // Neither the credential nor what it was packed to, which is in the second piece.
    for (const planted of [Buffer.from(key), ...wire.map((octets) => octets.subarray(0, 12)).filter(({ length }) => length === 12)]) {
      expect(files.filter((octets) => octets.includes(planted))).toEqual([]);
    }
  });
});

function sum(pieces: readonly Buffer[]): number {
  return pieces.reduce((octets, piece) => octets + piece.length, 0);
}

const none = (): undefined => undefined;

/** Records a stream that is flushed after each event; what is stored before its end, and after. */
async function recordStream(events: readonly string[]): Promise<{ wire: Buffer[]; during: StoredBody; after: StoredBody; arrivals: readonly Arrival[] }> {
  const databaseFile = join(folder, 'whence.db');
  const { port1, port2 } = new MessageChannel();
  const start = await startRecorderThread({ databaseFile, relayedPort: port2, maskingRulesOff: [], previous: null, onStored: none, onFigures: none, onNotice: none, onDeath: none });
  if (!start.started) throw new Error(start.message);
  endings.push(() => start.recorder.close());
  const reads = openStoreReads(databaseFile);
  endings.push(() => reads.close());
  const poster = new RelayedWriter(port1);
  const post = (...messages: Relayed[]): void => messages.forEach((message) => poster.tell(message));
  const body = (): StoredBody | null => reads.readBody(reads.listRows({ limit: 1 }).rows[0]?.id ?? '', 'response');
  const bodyWhere = async (holds: (stored: StoredBody) => boolean): Promise<StoredBody> => {
    await expect.poll(() => holds(body() ?? noBody)).toBe(true);
    return body() ?? noBody;
  };

  post({ kind: 'connected', connection: 1, atUs: 1, host: 'api.test', port: 443, mode: 'intercept' });
  post({ kind: 'bytes', connection: 1, from: 'client', atUs: 2, bytes: Buffer.from(ask) });
  post({ kind: 'bytes', connection: 1, from: 'upstream', atUs: 3, bytes: Buffer.from(answerHead) });
  const wire: Buffer[] = [];
  const packer = createGzip();
  let atUs = 3;
  packer.on('data', (octets: Buffer) => {
    wire.push(octets);
    atUs += 1000;
    post({ kind: 'bytes', connection: 1, from: 'upstream', atUs, bytes: octets });
  });
  for (const event of events) {
    packer.write(event);
    await new Promise<void>((resolve) => packer.flush(resolve));
  }
  const size = events.join('').length;
  const during = await bodyWhere(({ octets }) => octets.byteLength === size);
  packer.end();
  await new Promise((resolve) => packer.once('end', resolve));
  post({ kind: 'ended', connection: 1, from: 'upstream', atUs: 6, how: 'fin' }, { kind: 'closed', connection: 1, atUs: 7 });
  const after = await bodyWhere(({ complete }) => complete);
  return { wire, during, after, arrivals: reads.readArrivals(reads.listRows({ limit: 1 }).rows[0]?.id ?? '') };
}

const noBody: StoredBody = { octets: new Uint8Array(0), contentType: null, contentEncoding: null, decodedFrom: null, complete: false };
