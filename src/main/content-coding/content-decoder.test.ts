import { brotliCompressSync, constants, createBrotliCompress, createGzip, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import type { Transform } from 'node:stream';
import { zstdCompress } from 'http-encoding';
import { describe, expect, it } from 'vitest';
import { processorMs } from '../../../test-support/processor-time.ts';
import { contentDecoder, type ContentDecoder } from './content-decoder.ts';
import { UnreadableCoding } from './unreadable-coding.ts';

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
    const given = taken(decoder, octets).toString();
    expect(text.startsWith(given)).toBe(true);
    expect(() => decoder.end(ignore)).toThrow(expect.objectContaining({ reason: 'cut-off' }));
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
    packer.on('data', (octets: Buffer) => (seen += taken(decoder, octets).toString()));
    for (let event = 0; event < 5; event += 1) {
      packer.write(`data: ${event}\n\n`);
      await new Promise<void>((resolve) => {
        if ('flush' in packer && typeof packer.flush === 'function') packer.flush(kind, resolve);
      });
      await expect.poll(() => seen).toMatch(new RegExp(`data: ${event}\n\n$`));
    }
  });

  it('knows where there is nothing to take off, and what it does not know', () => {
    expect([null, '', ' ', 'identity', 'Identity, identity'].map((coding) => contentDecoder(coding))).toEqual([null, null, null, null, null]);
    expect(['compress', 'gzip, other', 'aws-chunked', 'gzip,gzip,gzip,gzip,gzip'].map((coding) => contentDecoder(coding))).toEqual(['unknown', 'unknown', 'unknown', 'unknown']);
    for (const coding of ['gzip', 'deflate', 'br', 'zstd']) expect(decoded(coding, Buffer.alloc(0), 1)).toBe('');
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
    expect(() => decoderFor('gzip, gzip').write(packed, ignore)).toThrow(expect.objectContaining({ reason: 'too-large' }));
    expect(process.resourceUsage().maxRSS - before).toBeLessThan(200_000);
  });

  it.each<[string, () => Promise<Buffer> | Buffer]>([
    ['zstd', () => repeatedBlocks(4000, 128 * 1024)],
    ['zstd', () => repeatedBlocks(4000, 1)],
    ['zstd', () => Buffer.concat(Array<Buffer>(1700).fill(zstdFrame(wideWindow, [rawBlock('', true)])))],
    ['deflate, gzip, gzip', () => gzipSync(gzipSync(emptyDeflateBlocks(64 * 1024 * 1024)))],
  ])('costs little memory and time at a bomb of %s in few kilobytes: case %#', async (coding, packed) => {
    const octets = await packed();
    const before = process.resourceUsage().maxRSS;
    const startedAtMs = processorMs();
    expect(octets.length).toBeLessThan(20_000);
    expect(() => decoded(coding, octets, octets.length)).toThrow(expect.objectContaining({ reason: 'too-large' }));
    expect(process.resourceUsage().maxRSS - before).toBeLessThan(200_000);
    expect(processorMs() - startedAtMs).toBeLessThan(6000);
  });

  it('takes no memory for a window of a later frame either', async () => {
    const huge = Buffer.concat([await zstd(text), zstdFrame(0xa8, [rawBlock('x', true)])]);
    expect(() => decoded('zstd', huge, huge.length)).toThrow(expect.objectContaining({ reason: 'too-large' }));
  });

  // Of zstd a block is read or not.
  it.each(codings.filter(([coding]) => !coding.includes('zstd')))('has given what stands before the break of %s, however short it is', async (coding, packed) => {
    const octets = Buffer.from(await packed());
    octets.fill(0xff, octets.length >> 1);
    const decoder = decoderFor(coding);
    const pieces: Uint8Array[] = [];
    const keep = (piece: Uint8Array): void => void pieces.push(piece);
    expect(() => {
      decoder.write(octets, keep);
      decoder.end(keep);
    }).toThrow(UnreadableCoding);
    expect(Buffer.concat(pieces).toString().slice(0, 9999)).toBe(text.slice(0, 9999));
  });

  it.each(codings.filter(([coding]) => !coding.includes(',')))('says that something follows %s that is none of it', async (coding, packed) => {
    const octets = Buffer.concat([await packed(), Buffer.from('after the end')]);
    for (const step of [1, 1000, octets.length]) {
      const decoder = decoderFor(coding);
      const pieces: Uint8Array[] = [];
      const whole = (): void => {
        for (let at = 0; at < octets.length; at += step) decoder.write(octets.subarray(at, at + step), (piece) => pieces.push(piece));
        decoder.end(ignore);
      };
      expect(whole).toThrow(UnreadableCoding);
      const given = Buffer.concat(pieces).toString();
      expect(text.startsWith(given)).toBe(true);
      // Of gzip, whose members may follow one another, what came together with the break is lost.
      expect(given.length).toBeGreaterThan(coding.toLowerCase().includes('gzip') ? text.length * 0.9 : text.length - 1);
    }
  });

  it('passes zeros over that fill up, and frames of zstd that are to be skipped', async () => {
    expect(decoded('gzip', Buffer.concat([gzipSync(text), Buffer.alloc(600)]), 100)).toBe(text);
    const skipped = Buffer.from([0x5a, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 1, 2, 3, 0x50, 0x2a, 0x4d, 0x18, 0, 0, 0, 0]);
    for (const step of [1, 5, 1000]) expect(decoded('zstd', Buffer.concat([skipped, await zstd(text), skipped]), step)).toBe(text);
  });

  it.each([
    ['with a checksum', 4],
    ['without one', 0],
  ])('reads frames of zstd too short for their decoder to begin with, %s', (_, flag) => {
    const checksum = Buffer.alloc(flag);
    const frame = Buffer.concat([zstdFrame(0, [rawBlock('a', true)], flag), checksum]);
    for (const step of [1, 2, 1000]) expect(decoded('zstd', Buffer.concat([frame, frame]), step)).toBe('aa');
  });

  it('lets who listens hear what each layer is given', () => {
    const heard: Buffer[][] = [[], []];
    const inner = gzipSync(text);
    const packed = brotliCompressSync(inner);
    const decoder = contentDecoder('gzip, br', { onPacked: (layer, octets) => heard[layer]?.push(Buffer.from(octets)) });
    if (decoder !== null && decoder !== 'unknown') decoder.write(packed, ignore);
    expect(heard.map((pieces) => Buffer.concat(pieces))).toEqual([packed, inner]);
  });

  it('takes no memory for the window that zstd asks for when it is larger than anybody needs', () => {
    const head = Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0x00, 0xa8, ...Array.from({ length: 20 }, () => 0)]);
    expect(() => decoderFor('zstd').write(head, ignore)).toThrow(expect.objectContaining({ reason: 'too-large' }));
  });
});

/** Of 8 MB. */
const wideWindow = 13 << 3;

function zstdFrame(window: number, blocks: readonly Buffer[], flags = 0): Buffer {
  return Buffer.concat([Buffer.from([0x28, 0xb5, 0x2f, 0xfd, flags, window]), ...blocks]);
}

function rawBlock(said: string, isLast: boolean): Buffer {
  return Buffer.concat([blockHead(said.length, 0, isLast), Buffer.from(said)]);
}

/** Blocks of one octet that is repeated, in a wide window. */
function repeatedBlocks(blocks: number, length: number): Buffer {
  const block = Buffer.concat([blockHead(length, 1, false), Buffer.from('x')]);
  return zstdFrame(wideWindow, Array<Buffer>(blocks).fill(block));
}

function blockHead(size: number, kind: number, isLast: boolean): Buffer {
  const head = Buffer.alloc(3);
  head.writeUIntLE((size << 3) | (kind << 1) | (isLast ? 1 : 0), 0, 3);
  return head;
}

/** Stored blocks of nothing: gigabytes of them say nothing. */
function emptyDeflateBlocks(bytes: number): Buffer {
  return Buffer.alloc(bytes, Buffer.from([0, 0, 0, 0xff, 0xff]));
}

function decoderFor(coding: string): ContentDecoder {
  const decoder = contentDecoder(coding);
  if (decoder === null || decoder === 'unknown') throw new Error(`${coding}: no decoder`);
  return decoder;
}

function decoded(coding: string, octets: Buffer, step: number): string {
  const decoder = decoderFor(coding);
  const pieces: Uint8Array[] = [];
  for (let at = 0; at < octets.length; at += step) pieces.push(taken(decoder, octets.subarray(at, at + step)));
  decoder.end((piece) => pieces.push(piece));
  return Buffer.concat(pieces).toString();
}

function taken(decoder: ContentDecoder, octets: Buffer): Buffer {
  const pieces: Uint8Array[] = [];
  decoder.write(octets, (piece) => pieces.push(piece));
  return Buffer.concat(pieces);
}

function ignore(): void {
  // Of these only how they end matters.
}
