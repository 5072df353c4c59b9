import { createHash } from 'node:crypto';
import { brotliCompressSync, createGzip, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { zstdCompress } from 'http-encoding';
import { describe, expect, it } from 'vitest';
import { RecordedBody, type BodyHandling } from './recorded-body.ts';

const token = 'made-up-token-4711';
const answer = JSON.stringify({ token_type: 'Bearer', access_token: token, note: 'hello' });
const hidden = '*'.repeat(token.length);

describe('a body that is looked through as a whole', () => {
  it('is masked where its fields hold a credential, however it came', () => {
    const body = recorded([answer.slice(0, 45), answer.slice(45)].map((part) => Buffer.from(part)), { whole: true });
    expect(body).toMatchObject({ text: answer.replace(token, hidden), masks: [{ start: answer.indexOf(token), length: token.length }], decodedFrom: null });
    expect(body.end).toEqual({ complete: true, wireSha256: sha256(answer), storedSha256: sha256(body.text) });
  });

  it('is not waited for when it is large', () => {
    const body = new RecordedBody('response');
    body.begin({ ...plain, whole: true });
    expect(body.add(Buffer.alloc(200_000, 'x'))).toBe(0);
    expect(body.add(Buffer.alloc(200_000, 'x'))).toBe(400_000);
    expect(body.add(Buffer.alloc(7, 'x'))).toBe(7);
  });
});

const packings: readonly (readonly [string, (text: string) => Buffer | Promise<Buffer>])[] = [
  ['gzip', gzipSync],
  ['deflate', deflateSync],
  ['deflate', deflateRawSync],
  ['br', brotliCompressSync],
  ['zstd', async (text) => Buffer.from(await zstdCompress(Buffer.from(text)))],
  ['br, gzip', (text) => gzipSync(brotliCompressSync(text))],
];

describe('a body under a content coding', () => {
  it.each(packings)('is stored as it came when no credential is in it: %s', async (contentEncoding, pack) => {
    const octets = await pack(answer);
    for (const step of [1, 9, octets.length]) {
      const body = recorded(cut(octets, step), { contentEncoding });
      expect(body.octets.equals(octets)).toBe(true);
      expect(body).toMatchObject({ masks: [], decodedFrom: null, end: { complete: true, wireSha256: sha256(octets), storedSha256: sha256(octets) } });
    }
  });

  it.each(packings)('is stored without it and masked when a credential is: %s', async (contentEncoding, pack) => {
    const octets = await pack(answer);
    for (const step of [1, 9, octets.length]) {
      for (const how of [{ whole: true }, { masking: { ...plain.masking, secrets: [token] } }]) {
        const body = recorded(cut(octets, step), { contentEncoding, ...how });
        expect(body).toMatchObject({ text: answer.replace(token, hidden), masks: [{ start: answer.indexOf(token), length: token.length }], decodedFrom: contentEncoding });
        expect(body.end).toEqual({ complete: true, wireSha256: sha256(octets), storedSha256: sha256(body.text) });
      }
    }
  });

  it('is written decoded while it comes, event by event, and as it came once it is known to hold no credential', async () => {
    const { wire, before, last } = await streamed(['data: one\n\n', 'data: two\n\n'], []);
    expect(before).toBe('data: one\n\ndata: two\n\n');
    expect(last).toMatchObject({ start: 0, replaces: true, decodedFrom: null, masks: [] });
    expect(Buffer.concat(last?.octets ?? []).equals(wire)).toBe(true);
  });

  it('goes on to be written decoded where it holds one', async () => {
    const events = ['data: one\n\n', `data: ${token}\n\n`, 'data: three\n\n'];
    const { before, last } = await streamed(events, [token]);
    const masked = events.join('').replace(token, hidden);
    expect(before + textOf(last?.octets)).toBe(masked);
    expect(last).toMatchObject({ start: before.length, replaces: false, decodedFrom: 'gzip', end: { storedSha256: sha256(masked) } });
  });

  it('stays decoded when it ends before its coding does: what the rest would have said is not known', () => {
    const octets = gzipSync(answer, { level: 0 }).subarray(0, -9);
    const cutOff = recorded([octets], { contentEncoding: 'gzip' });
    expect(cutOff).toMatchObject({ text: answer.slice(0, answer.length - 1), decodedFrom: 'gzip', end: { complete: false, wireSha256: sha256(octets) } });
    const interrupted = recorded([octets], { contentEncoding: 'gzip' }, false);
    expect(interrupted).toMatchObject({ text: cutOff.text, decodedFrom: 'gzip', end: { complete: false, wireSha256: null } });
  });

  it.each<[string, Buffer]>([
    ['other', Buffer.from('a coding nobody knows')],
    ['gzip', Buffer.from('plain after all')],
    ['br', Buffer.from('{"plain":"after all, and long enough to be seen as such"}')],
    ['gzip', gzipSync(Buffer.alloc(70 * 1024 * 1024))],
  ])('is masked from end to end where it cannot be looked into, when it may hand out credentials, or else stored as it came: %s', (contentEncoding, octets) => {
    const masked = recorded(cut(octets, 30_000), { contentEncoding, masksUnreadable: true });
    expect(masked.octets.equals(Buffer.alloc(octets.length, '*'))).toBe(true);
    expect(masked).toMatchObject({ masks: [{ start: 0, length: octets.length }], decodedFrom: null });
    expect(masked.end).toEqual({ complete: true, wireSha256: sha256(octets), storedSha256: sha256(masked.octets) });
    const kept = recorded(cut(octets, 30_000), { contentEncoding });
    expect(kept.octets.equals(octets)).toBe(true);
    expect(kept).toMatchObject({ masks: [], decodedFrom: null, isUnsearched: octets.length > 1000, end: { wireSha256: sha256(octets), storedSha256: sha256(octets) } });
  });

  it('is masked from end to end when it breaks after a credential was found', () => {
    const octets = Buffer.concat([gzipSync(answer.repeat(3), { level: 0 }).subarray(0, -20), Buffer.alloc(50, 255)]);
    const body = recorded(cut(octets, 60), { contentEncoding: 'gzip', masking: { ...plain.masking, secrets: [token] } });
    expect(body.octets.equals(Buffer.alloc(octets.length, '*'))).toBe(true);
  });

  it('replaces what was written of it before it broke', () => {
    const octets = Buffer.concat([gzipSync(answer.repeat(3), { level: 0 }).subarray(0, -20), Buffer.alloc(50, 255)]);
    const body = new RecordedBody('request');
    body.begin({ ...plain, contentEncoding: 'gzip' });
    body.add(octets.subarray(0, 100));
    expect(body.pendingWrite()).toMatchObject({ decodedFrom: 'gzip' });
    body.written();
    body.add(octets.subarray(100));
    body.end(true);
    const write = body.pendingWrite();
    expect(write).toMatchObject({ start: 0, replaces: true, decodedFrom: null });
    expect(Buffer.concat(write?.octets ?? []).equals(octets)).toBe(true);
  });

  it('stays decoded when it is too large to be kept twice', () => {
    const noise = Buffer.from(Array.from({ length: 5_000_000 }, (_, index) => (index * index + (index >> 3)) % 251));
    const body = recorded(cut(gzipSync(noise, { level: 0 }), 65_536), { contentEncoding: 'gzip' });
    expect(body).toMatchObject({ decodedFrom: 'gzip', masks: [], end: { complete: true } });
    expect(body.octets.equals(noise)).toBe(true);
  });
});

/** Writes after each event, which is flushed: what was written before the end, and what at the end. */
async function streamed(events: readonly string[], secrets: readonly string[]) {
  const body = new RecordedBody('response');
  body.begin({ ...plain, masking: { secrets, form: 'event-stream', rulesOff: [] }, contentEncoding: 'gzip' });
  const packer = createGzip();
  const wire: Buffer[] = [];
  let before = '';
  packer.on('data', (octets: Buffer) => {
    wire.push(octets);
    body.add(octets);
  });
  for (const event of events) {
    packer.write(event);
    await new Promise<void>((resolve) => packer.flush(resolve));
    const write = body.pendingWrite();
    expect(write).toMatchObject({ start: before.length, replaces: false, decodedFrom: 'gzip', end: null });
    before += textOf(write?.octets);
    body.written();
  }
  packer.end();
  await new Promise((resolve) => packer.once('end', resolve));
  body.end(true);
  return { wire: Buffer.concat(wire), before, last: body.pendingWrite() };
}

const plain: BodyHandling = { masking: { secrets: [], form: 'text', rulesOff: [] }, whole: false, contentEncoding: null, masksUnreadable: false };

function recorded(pieces: readonly Buffer[], handling: Partial<BodyHandling>, complete = true) {
  const body = new RecordedBody('response');
  body.begin({ ...plain, ...handling });
  let waiting = 0;
  for (const piece of pieces) waiting += body.add(piece);
  waiting += body.end(complete);
  const write = body.pendingWrite();
  const octets = Buffer.concat(write?.octets ?? []);
  expect(waiting).toBe(octets.length);
  return { octets, text: octets.toString('latin1'), masks: write?.masks, decodedFrom: write?.decodedFrom, end: write?.end, isUnsearched: body.isUnsearched };
}

function cut(octets: Buffer, step: number): Buffer[] {
  return Array.from({ length: Math.ceil(octets.length / step) }, (_, index) => octets.subarray(index * step, (index + 1) * step));
}

function textOf(pieces: readonly Uint8Array[] = []): string {
  return Buffer.concat(pieces).toString('latin1');
}

function sha256(octets: string | Buffer): Buffer {
  return createHash('sha256').update(octets).digest();
}
