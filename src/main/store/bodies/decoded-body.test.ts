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

  it('stops unpacking where the recorder would have stored it unpacked', async () => {
    const { octets, whole } = await decodeBody(stored(gzipSync(Buffer.alloc(70 * 1024 * 1024, 'log line number 1 all is fine\n'), { level: 1 }), 'gzip'));
    expect(whole).toBe(false);
    expect(octets.length).toBeGreaterThan(60 * 1024 * 1024);
    expect(octets.length).toBeLessThanOrEqual(64 * 1024 * 1024);
  });

  it('stops at a bomb within a bomb', async () => {
    const bomb = gzipSync(Buffer.concat(Array<Buffer>(1024).fill(gzipSync(Buffer.alloc(1024 * 1024)))));
    const { octets, whole } = await decodeBody(stored(bomb, 'gzip, gzip'));
    expect(whole).toBe(false);
    expect(octets.length).toBeLessThanOrEqual(17 * 1024 * 1024);
    expect((await decodeBody(stored(bomb, 'gzip,gzip,gzip,gzip,gzip'))).octets).toHaveLength(0);
  });

  it.each(['gzip', 'deflate', 'br', 'zstd', 'zstd, gzip', 'gzip, zstd'])('survives all that is no %s', async (coding) => {
    const unheard: unknown[] = [];
    const hear = (reason: unknown): void => void unheard.push(reason);
    process.on('unhandledRejection', hear).on('uncaughtException', hear);
    const whole = await packedIn(coding);
    const corrupt = Buffer.from(whole).fill(0xff, whole.length >> 1);
    const hugeWindow = Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0x00, 0xa8, 1, 0, 0, ...whole]);
    const bad = [Buffer.from('garbage, and long enough to be read as data'), Buffer.from('x'), corrupt, hugeWindow, gzipSync('the outer one').subarray(0, coding === 'gzip' ? -3 : undefined)];
    for (const octets of [...bad, whole.subarray(0, -3), Buffer.concat([whole, Buffer.from('after the end')])]) {
      expect((await decodeBody(stored(octets, coding))).whole).toBe(false);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
    process.off('unhandledRejection', hear).off('uncaughtException', hear);
    expect(unheard).toEqual([]);
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

async function packedIn(codings: string): Promise<Buffer> {
  let octets = Buffer.from(text);
  for (const coding of codings.split(', ')) {
    if (coding === 'gzip') octets = gzipSync(octets);
    else if (coding === 'deflate') octets = deflateSync(octets);
    else if (coding === 'br') octets = brotliCompressSync(octets);
    else octets = Buffer.from(await zstdCompress(octets));
  }
  return octets;
}
