import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openAnalysisWrites } from '../analysis/analysis-writes.ts';
import { exchangeWrites, type BodyWrite, type ExchangeWrite, type ExchangeWrites } from '../exchange-writes.ts';
import { openStoreReads } from '../open-store-reads.ts';
import { openStore, type Store } from '../open-store.ts';
import type { StoreReads } from '../reads.ts';

let folder: string;
let file: string;
const endings: (() => void)[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bodies-'));
  file = join(folder, 'whence.db');
});

afterEach(() => {
  for (const end of endings.splice(0).toReversed()) end();
  rmSync(folder, { recursive: true, force: true });
});

const ended = { complete: true, wireSha256: null, storedSha256: null };

describe('a body', () => {
  it.each([
    ['a small one', 3],
    ['one that is packed in one part', 400_000],
    ['one that is packed in several', 9_000_000],
  ])('is the same octets before it is packed and after, however it came: %s', async (_, length) => {
    const { store, reads, writes, packing } = openAll();
    const octets = mixed(length);
    for (const [number, pieces] of [[1, 1], [2, 4], [3, 400]] as const) {
      writeInPieces(writes, number, octets, pieces);
      expect(bodyOf(reads, number)).toEqual({ complete: true, isSame: true });
    }
    expect(packingsOf(store)).toEqual(['raw']);
    while ((await packing.packBodies(2)) > 0);
    for (const number of [1, 2, 3]) expect(bodyOf(reads, number)).toEqual({ complete: true, isSame: true });
    expect(packingsOf(store)).toEqual([]);
    // The same three times is stored once.
    expect(store.prepare('SELECT sum(bytes) FROM pack').pluck().get()).toBe(length);
    // Nothing is left to pack, and nothing is packed twice.
    expect(store.prepare('SELECT count(*) FROM body WHERE is_packed = 0').pluck().get()).toBe(0);

    function bodyOf(from: StoreReads, number: number): { complete: boolean | undefined; isSame: boolean } {
      const stored = from.readBody(`id-${number}`, 'request');
      return { complete: stored?.complete, isSame: Buffer.from(stored?.octets ?? []).equals(octets) };
    }
  });

  it('is left alone while it may grow, and packed when its exchange is over, also where that was cut short', async () => {
    const { store, reads, writes, packing } = openAll();
    const octets = mixed(30_000);
    writes.write([exchange(1, { state: 'open', bodies: [body(octets, 0, null)] })]);
    expect(await packing.packBodies(9)).toBe(0);
    writes.interruptOpen({ code: 'app-stopped', message: '' });
    expect(await packing.packBodies(9)).toBe(1);
    expect(packingsOf(store)).toEqual([]);
    expect(Buffer.from(reads.readBody('id-1', 'request')?.octets ?? []).equals(octets)).toBe(true);
    expect(reads.readBody('id-1', 'request')?.complete).toBe(false);
  });

  it('is packed as it is written while too much waits to be packed', () => {
    const { store, reads } = openAll();
    const octets = mixed(50_000);
    writeInPieces(exchangeWrites(store, 10_000), 1, octets, 1);
    expect(packingsOf(store)).toEqual(['raw']);
    // As the next recorder finds it.
    writeInPieces(exchangeWrites(store, 10_000), 2, octets, 1);
    expect(store.prepare('SELECT packing, bytes FROM body_piece WHERE body_number = 4').all()).toEqual([{ packing: 'brotli', bytes: octets.length }]);
    expect(Buffer.from(reads.readBody('id-2', 'request')?.octets ?? []).equals(octets)).toBe(true);
  });

  it('is replaced as a whole when that is asked for', async () => {
    const { store, reads, writes, packing } = openAll();
    writes.write([exchange(1, { state: 'open', bodies: [{ ...body(mixed(50_000), 0, null), decodedFrom: 'gzip' }] })]);
    expect(reads.readBody('id-1', 'request')).toMatchObject({ contentEncoding: null, decodedFrom: 'gzip' });
    writes.write([exchange(1, { bodies: [{ ...body(Buffer.from('packed by its sender'), 0, ended), replaces: true }] })]);
    expect(Buffer.from(reads.readBody('id-1', 'request')?.octets ?? []).toString()).toBe('packed by its sender');
    expect(reads.readBody('id-1', 'request')).toMatchObject({ contentEncoding: 'gzip', decodedFrom: null });
    expect(store.prepare('SELECT count(*) FROM body_piece').pluck().get()).toBe(1);
    expect(await packing.packBodies(9)).toBe(1);
    expect(Buffer.from(reads.readBody('id-1', 'request')?.octets ?? []).toString()).toBe('packed by its sender');
  });

  it('is read up to a piece that is damaged, says that it is not whole, and is not touched any more', async () => {
    const { store, reads, writes, packing } = openAll();
    const octets = mixed(60_000);
    writeInPieces(writes, 1, octets, 2);
    store.exec("UPDATE body_piece SET packing = 'brotli', octets = randomblob(40) WHERE start > 0");
    for (let time = 0; time < 2; time += 1) {
      const read = reads.readBody('id-1', 'request');
      expect(read?.complete).toBe(false);
      expect(Buffer.from(read?.octets ?? []).equals(octets.subarray(0, 30_000))).toBe(true);
      await packing.packBodies(9);
    }
    expect(await packing.packBodies(9)).toBe(0);
  });
});

describe('the file', () => {
  it('gives back the space that bodies took before they were packed, a part at a time', async () => {
    const { store, writes, packing } = openAll();
    for (let number = 1; number <= 60; number += 1) writeInPieces(writes, number, Buffer.concat([Buffer.from(`${number}`), Buffer.alloc(600_000, 'text ')]), 3);
    store.pragma('wal_checkpoint(TRUNCATE)');
    const before = statSync(file).size;
    while ((await packing.packBodies(10)) > 0);
    while (packing.shrinkFile());
    store.pragma('wal_checkpoint(TRUNCATE)');
    expect(before).toBeGreaterThan(36_000_000);
    // What is kept for the next bodies is 8 MB.
    expect(statSync(file).size).toBeLessThan(10_000_000);
    expect(packing.shrinkFile()).toBe(false);
    expect(store.pragma('integrity_check', { simple: true })).toBe('ok');
  });

  it('takes what is in the log without its writer', () => {
    const { writes, packing } = openAll();
    writeInPieces(writes, 1, mixed(3_000_000), 1);
    const before = statSync(file).size;
    packing.checkpoint();
    expect(statSync(file).size).toBeGreaterThan(before + 2_900_000);
  });
});

function openAll(): { store: Store; reads: StoreReads; writes: ExchangeWrites; packing: ReturnType<typeof openAnalysisWrites> } {
  const opening = openStore(file, new Date(0));
  if (!opening.opened) throw new Error(opening.message);
  const { store } = opening;
  const reads = openStoreReads(file);
  const packing = openAnalysisWrites(file);
  endings.push(
    () => store.close(),
    () => reads.close(),
    () => packing.close(),
  );
  return { store, reads, writes: exchangeWrites(store), packing };
}

/** Octets that pack to a part, of which no two neighbours are alike. */
function mixed(length: number): Buffer {
  return Buffer.from(Array.from({ length }, (_, index) => (index % 1000 < 900 ? index % 7 : (index * index) % 256)));
}

function writeInPieces(writes: ExchangeWrites, number: number, octets: Buffer, pieces: number): void {
  const step = Math.ceil(octets.length / pieces);
  for (let at = 0; at < octets.length; at += step) {
    const isLast = at + step >= octets.length;
    const written = body(octets.subarray(at, at + step), at, isLast ? ended : null);
    writes.write([exchange(number, { state: isLast ? 'complete' : 'open', bodies: [written] })]);
  }
}

function body(octets: Buffer, start: number, end: BodyWrite['end']): BodyWrite {
  // In pieces as they come from a socket.
  const pieces = Array.from({ length: Math.ceil(octets.length / 20_000) }, (_, index) => octets.subarray(index * 20_000, (index + 1) * 20_000));
  return { side: 'request', start, replaces: false, octets: pieces, masks: [], decodedFrom: null, end };
}

function exchange(number: number, change: Partial<ExchangeWrite>): ExchangeWrite {
  const timing = { requestStartedAtUs: number, requestReceivedAtUs: null, requestForwardedAtUs: null, responseStartedAtUs: null, responseDeliveredAtUs: null };
  const head = { requestLine: null, requestHeaders: [['Content-Encoding', 'gzip']], requestTrailers: [], interimHeads: [], statusLine: null, responseHeaders: [], responseTrailers: [] } as const;
  const identity = { sessionId: null, agentId: null, promptId: null, requestClass: 'main' } as const;
  const place = { scheme: 'https', host: 'api.test', port: 443, method: 'POST', path: '/' } as const;
  return { number, id: `id-${number}`, state: 'complete', error: null, ...identity, ...place, status: null, timing, requestBytes: 0, responseBytes: 0, head, bodies: [], ...change };
}

function packingsOf(store: Store): unknown[] {
  return store.prepare('SELECT DISTINCT packing FROM body_piece ORDER BY packing').pluck().all();
}
