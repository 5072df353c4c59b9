import { brotliCompressSync, constants, createBrotliCompress, createGzip, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import type { Transform } from 'node:stream';
import { zstdCompress } from 'http-encoding';
import { describe, expect, it } from 'vitest';
import { contentDecoder, UnreadableCoding, type ContentDecoder } from './content-decoder.ts';

const text = Array.from({ length: 3000 }, (_, index) => `data: {"line":${index * 7919}}\n\n`).join('');

async function zstd(octets: string | Buffer): Promise<Buffer> {
  return Buffer.from(await zstdCompress(Buffer.from(octets), 3));
}

const codings: readonly (readonly [string, () => Promise<Buffer> | Buffer])[] = [
  ['gzip', () => gzipSync(text)],
  ['x-gzip', () => gzipSync(text)],
  ['GZIP', () => Buffer.concat([gzipSync(text.slice(0, 99)), gzipSync(text.slice(99))])],
  ['deflate', () => deflateSync(text)],
  ['deflate', () => deflateRawSync(text)],
  ['x-deflate', () => deflateSync(text)],
  ['br', () => brotliCompressSync(text)],
  ['zstd', () => zstd(text)],
  ['zstd', async () => Buffer.concat([await zstd(text.slice(0, 5)), await zstd(text.slice(5))])],
  ['gzip, identity, zstd', () => zstd(gzipSync(text))],
  ['zstd,br', async () => brotliCompressSync(await zstd(text))],
];

describe('contentDecoder', () => {
  it.each(codings)('takes %s off, however the data was cut', async (coding, packed) => {
    const octets = await packed();
    for (const step of [1, 7, 1000, octets.length]) expect(decoded(coding, octets, step)).toBe(text);
  });

  it.each(codings)('says of %s that ended early that it did, and has given what was there', async (coding, packed) => {
    const octets = (await packed()).subarray(0, -4);
    const decoder = decoderFor(coding);
    const given = Buffer.concat(decoder.write(octets)).toString();
    expect(text.startsWith(given)).toBe(true);
    expect(() => decoder.end()).toThrow(expect.objectContaining({ reason: 'cut-off' }));
  });

  it.each(['gzip', 'deflate', 'br', 'zstd', 'gzip, br'])('throws on what is no %s', (coding) => {
    expect(() => decoded(coding, Buffer.from('{"plain":"after all, and long enough to be seen as such"}'), 5)).toThrow(UnreadableCoding);
  });

  it.each<[string, () => Transform, number]>([
    ['gzip', () => createGzip(), constants.Z_SYNC_FLUSH],
    ['br', () => createBrotliCompress(), constants.BROTLI_OPERATION_FLUSH],
  ])('gives what was flushed of %s at once', async (coding, open, kind) => {
    const packer = open();
    const decoder = decoderFor(coding);
    let seen = '';
    packer.on('data', (octets: Buffer) => (seen += Buffer.concat(decoder.write(octets)).toString()));
    for (let event = 0; event < 5; event += 1) {
      packer.write(`data: ${event}\n\n`);
      await new Promise<void>((resolve) => {
        if ('flush' in packer && typeof packer.flush === 'function') packer.flush(kind, resolve);
      });
      await expect.poll(() => seen).toMatch(new RegExp(`data: ${event}\n\n$`));
    }
  });

  it('knows where there is nothing to take off, and what it does not know', () => {
    expect([null, '', ' ', 'identity', 'Identity, identity'].map(contentDecoder)).toEqual([null, null, null, null, null]);
    expect(['compress', 'gzip, other', 'aws-chunked', 'gzip,gzip,gzip,gzip,gzip'].map(contentDecoder)).toEqual(['unknown', 'unknown', 'unknown', 'unknown']);
    expect(decoderFor('gzip').end()).toEqual([]);
    expect(decoderFor('zstd').end()).toEqual([]);
  });

  it.each<[string, () => Promise<Buffer> | Buffer]>([
    ['gzip', () => gzipSync(Buffer.alloc(80 * 1024 * 1024))],
    ['br', () => brotliCompressSync(Buffer.alloc(20 * 1024 * 1024), { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } })],
    ['zstd', async () => Buffer.concat(Array<Buffer>(20).fill(await zstd(Buffer.alloc(1024 * 1024))))],
    ['gzip, gzip', () => gzipSync(gzipSync(Buffer.alloc(20 * 1024 * 1024)))],
  ])('stops at a bomb of %s', async (coding, packed) => {
    const octets = await packed();
    expect(() => decoded(coding, octets, octets.length)).toThrow(expect.objectContaining({ reason: 'too-large' }));
  });

  it('stops at a bomb within a bomb before it has unpacked more than its bound', () => {
    // Few kilobytes that are a megabyte, which is a gigabyte.
    const packed = gzipSync(Buffer.concat(Array<Buffer>(1024).fill(gzipSync(Buffer.alloc(1024 * 1024)))));
    const before = process.resourceUsage().maxRSS;
    expect(() => decoderFor('gzip, gzip').write(packed)).toThrow(expect.objectContaining({ reason: 'too-large' }));
    expect(process.resourceUsage().maxRSS - before).toBeLessThan(200_000);
  });

  it('takes no memory for the window that zstd asks for when it is larger than anybody needs', () => {
    const head = Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0x00, 0xa8, ...Array.from({ length: 20 }, () => 0)]);
    expect(() => decoderFor('zstd').write(head)).toThrow(expect.objectContaining({ reason: 'too-large' }));
  });
});

function decoderFor(coding: string): ContentDecoder {
  const decoder = contentDecoder(coding);
  if (decoder === null || decoder === 'unknown') throw new Error(`${coding}: no decoder`);
  return decoder;
}

function decoded(coding: string, octets: Buffer, step: number): string {
  const decoder = decoderFor(coding);
  const pieces: Uint8Array[] = [];
  for (let at = 0; at < octets.length; at += step) pieces.push(...decoder.write(octets.subarray(at, at + step)));
  return Buffer.concat([...pieces, ...decoder.end()]).toString();
}
