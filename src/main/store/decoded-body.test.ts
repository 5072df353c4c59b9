import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { zstdCompress } from 'http-encoding';
import { describe, expect, it } from 'vitest';
import { decodeBody } from './decoded-body.ts';

const text = 'event: ping\ndata: {"type":"ping"}\n\n'.repeat(400);
const stored = (octets: Uint8Array, contentEncoding: string | null, complete = true) => ({
  octets,
  contentType: 'text/event-stream',
  contentEncoding,
  decodedFrom: null,
  complete,
});

describe('decodeBody', () => {
  it.each([
    ['gzip', () => gzipSync(text)],
    ['deflate', () => deflateSync(text)],
    ['Deflate', () => deflateRawSync(text)],
    ['deflate', () => deflateRawSync(text, { level: 0 })],
    ['br', () => brotliCompressSync(text)],
    ['zstd', async () => zstdCompress(Buffer.from(text))],
    ['identity', () => Buffer.from(text)],
    [null, () => Buffer.from(text)],
  ])('takes %s off', async (encoding, pack) => {
    const decoded = await decodeBody(stored(await pack(), encoding));
    expect(Buffer.from(decoded.octets).toString()).toBe(text);
    expect(decoded.whole).toBe(true);
  });

  it('gives what can be read of a stream that was cut off', async () => {
    const noise = Array.from({ length: 60_000 }, (_, index) => String.fromCharCode(33 + ((index * index * 7919) % 90))).join('');
    const packed = gzipSync(noise);
    const decoded = await decodeBody(stored(packed.subarray(0, packed.length - 400), 'gzip', false));
    expect(decoded.whole).toBe(false);
    expect(decoded.octets.length).toBeGreaterThan(0);
    expect(noise.startsWith(Buffer.from(decoded.octets).toString())).toBe(true);
  });

  it('stops unpacking what is too large to be shown', async () => {
    const bomb = gzipSync(Buffer.alloc(200 * 1024 * 1024));
    const { octets, whole } = await decodeBody(stored(bomb, 'gzip'));
    expect(whole).toBe(false);
    expect(octets.length).toBeGreaterThan(64 * 1024 * 1024);
    expect(octets.length).toBeLessThanOrEqual(128 * 1024 * 1024);
  });

  it('stops at a bomb within a bomb, and nothing of it is left to fail', async () => {
    const bomb = gzipSync(Buffer.concat(Array<Buffer>(1024).fill(gzipSync(Buffer.alloc(1024 * 1024)))));
    const unheard: unknown[] = [];
    const hear = (reason: unknown): void => void unheard.push(reason);
    process.on('unhandledRejection', hear);
    const { octets, whole } = await decodeBody(stored(bomb, 'gzip, gzip'));
    await new Promise((resolve) => setTimeout(resolve, 100));
    process.off('unhandledRejection', hear);
    expect(unheard).toEqual([]);
    expect(whole).toBe(false);
    expect(octets.length).toBeLessThanOrEqual(128 * 1024 * 1024);
    expect((await decodeBody(stored(bomb, 'gzip,gzip,gzip,gzip,gzip'))).octets).toHaveLength(0);
  });

  it('takes several codings off, the last first', async () => {
    expect(Buffer.from((await decodeBody(stored(brotliCompressSync(gzipSync(text)), 'gzip, identity, br'))).octets).toString()).toBe(text);
    expect(Buffer.from((await decodeBody(stored(gzipSync(deflateRawSync(text)), 'deflate, gzip'))).octets).toString()).toBe(text);
  });

  it('gives nothing, without an error, for data that is not what its coding says', async () => {
    expect(await decodeBody(stored(Buffer.from('not gzip'), 'gzip'))).toEqual({ octets: Buffer.alloc(0), whole: false });
    expect((await decodeBody(stored(Buffer.from('x'), 'compress-of-tomorrow'))).whole).toBe(false);
  });

  it('takes nothing off that the recorder could not look into for credentials', async () => {
    const hidden = Buffer.from(Buffer.from(text).toString('base64'));
    expect(await decodeBody(stored(hidden, 'base64'))).toEqual({ octets: new Uint8Array(0), whole: false });
    expect(await decodeBody(stored(gzipSync(hidden), 'base64, gzip'))).toEqual({ octets: new Uint8Array(0), whole: false });
  });
});
