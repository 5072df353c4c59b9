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

describe('a stream of events that is not labelled as one', () => {
  it.each(['', 'data: {"type":"ping"}\n\n'])('is masked where several of its deltas make up a credential: after %j', (before) => {
    const said = before + deltaOf(token.slice(0, 9)) + deltaOf(token.slice(9));
    const expected = before + deltaOf('*'.repeat(9)) + deltaOf('*'.repeat(token.length - 9));
    for (const form of ['text', 'json'] as const) {
      for (const step of [1, 5, said.length]) {
        const body = recorded(cut(Buffer.from(said), step), { masking: { secrets: [token], form, rulesOff: [] }, whole: true });
        expect(body.text).toBe(expected);
        expect(body.end).toEqual({ complete: true, wireSha256: sha256(said), storedSha256: sha256(expected) });
      }
    }
  });

  it('is not held back, as other bodies are that are shorter than what begins one', () => {
    const body = new RecordedBody('response');
    body.begin({ ...plain, whole: true });
    expect(body.add(Buffer.from('data: one\n\n'))).toBe(11);
    expect(recorded([Buffer.from('data')], {}).text).toBe('data');
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
    ['zstd', Buffer.from('plain')],
    ['zstd, gzip', Buffer.from('plain under none of them')],
  ])('is masked from end to end where it is not in its coding, when it may hand out credentials, or else stored as it came: %s', (contentEncoding, octets) => {
    const masked = recorded(cut(octets, 3), { contentEncoding, masksUnreadable: true });
    expect(masked.octets.equals(Buffer.alloc(octets.length, '*'))).toBe(true);
    expect(masked).toMatchObject({ masks: [{ start: 0, length: octets.length }], decodedFrom: null });
    expect(masked.end).toEqual({ complete: true, wireSha256: sha256(octets), storedSha256: sha256(masked.octets) });
    const kept = recorded(cut(octets, 3), { contentEncoding });
    expect(kept.octets.equals(octets)).toBe(true);
    expect(kept).toMatchObject({ masks: [], decodedFrom: null, isTooLarge: false, end: { complete: true, wireSha256: sha256(octets), storedSha256: sha256(octets) } });
  });

  it.each<[string | null, string, (text: string) => Promise<Buffer> | Buffer]>([
    [null, 'gzip', gzipSync],
    ['identity', 'zstd', async (text) => Buffer.from(await zstdCompress(Buffer.from(text)))],
    ['compress', 'gzip', gzipSync],
    ['br', 'gzip', gzipSync],
    ['gzip', 'zstd', async (text) => Buffer.from(await zstdCompress(Buffer.from(text)))],
  ])('is looked under also where it is said to be in %s and begins as %s', async (contentEncoding, coding, pack) => {
    const octets = await pack(answer);
    for (const step of [1, 3, octets.length]) {
      const held = recorded(cut(octets, step), { contentEncoding, masking: { ...plain.masking, secrets: [token] } });
      expect(held).toMatchObject({ text: answer.replace(token, hidden), decodedFrom: coding, end: { complete: true, wireSha256: sha256(octets), storedSha256: sha256(held.text) } });
      const clean = recorded(cut(octets, step), { contentEncoding });
      expect(clean).toMatchObject({ decodedFrom: null, masks: [], end: { complete: true, wireSha256: sha256(octets), storedSha256: sha256(octets) } });
      expect(clean.octets.equals(octets)).toBe(true);
    }
  });

  it.each([Buffer.from([0x1f, 0x8b, 8]), Buffer.from([0x1f, 0x8b, 8, 0xff, 1, 2, 3, 4, 5, 6, 7, 8]), Buffer.from([0x28, 0xb5]), Buffer.alloc(0)])(
    'that begins as one and is none is stored as it came, or as far as it says something: %o',
    (octets) => {
      for (const step of [1, 1000]) {
        const body = recorded(cut(octets, step), {});
        expect(body.text === '' || body.octets.equals(octets)).toBe(true);
        expect(body.end?.wireSha256 ?? sha256(octets)).toEqual(sha256(octets));
      }
    },
  );

  it('that is none of it is searched as what it says to be', () => {
    for (const step of [4, 1000]) {
      const body = recorded(cut(Buffer.from(answer), step), { contentEncoding: 'gzip', whole: true });
      expect(body).toMatchObject({ text: answer.replace(token, hidden), decodedFrom: null });
    }
  });

  it.each(packings)('stays as far as it could be read, and is not complete, when it breaks: %s', async (contentEncoding, pack) => {
    const noise = Array.from({ length: 1500 }, (_, index) => sha256(String(index)).toString('base64')).join('');
    const said = answer + noise;
    const octets = Buffer.from(await pack(said));
    octets.fill(0xff, octets.length - 9000);
    for (const step of [1000, octets.length]) {
      const body = recorded(cut(octets, step), { contentEncoding, masking: { ...plain.masking, secrets: [token] } });
      // What is no code any more can still be read as one for a while.
      const expected = contentEncoding === 'zstd' ? '*'.repeat(9999) : said.replace(token, hidden).slice(0, 9999);
      expect(body.text.slice(0, 9999)).toBe(expected);
      expect(body).toMatchObject({ decodedFrom: contentEncoding === 'zstd' ? null : contentEncoding, end: { complete: contentEncoding === 'zstd', storedSha256: sha256(body.octets) } });
    }
  });

  it('is masked from end to end where only its outer coding could be taken off', () => {
    const octets = gzipSync(`{"key":"${token}"}`);
    const body = recorded([octets], { contentEncoding: 'zstd, gzip', masking: { ...plain.masking, secrets: [token] } });
    expect(body.octets.equals(Buffer.alloc(octets.length, '*'))).toBe(true);
    expect(body.masks).toEqual([{ start: 0, length: octets.length }]);
  });

  it('keeps nothing packed of a short one with a wrong checksum', () => {
    const octets = gzipSync(answer);
    octets.fill(0, octets.length - 8);
    const body = recorded([octets], { contentEncoding: 'gzip', masking: { ...plain.masking, secrets: [token] } });
    expect(body).toMatchObject({ text: answer.replace(token, hidden), decodedFrom: 'gzip', end: { complete: false } });
  });

  it('goes on to be what was written of it before it broke', () => {
    const octets = Buffer.concat([gzipSync(answer.repeat(3), { level: 0 }).subarray(0, -20), Buffer.alloc(50, 255)]);
    const body = new RecordedBody('request');
    body.begin({ ...plain, contentEncoding: 'gzip' });
    body.add(octets.subarray(0, 100));
    const before = textOf(body.pendingWrite()?.octets);
    body.written();
    body.add(octets.subarray(100));
    body.add(Buffer.from('more'));
    body.end(true);
    expect(body.pendingWrite()).toMatchObject({ start: before.length, replaces: false, decodedFrom: 'gzip', end: { complete: false } });
    expect(before.length).toBeGreaterThan(50);
  });

  it.each<[string, (text: string) => Buffer]>([
    ['deflate', deflateSync],
    ['deflate', deflateRawSync],
    ['br', brotliCompressSync],
    ['gzip', gzipSync],
    ['gzip', (text) => Buffer.concat([gzipSync(text), Buffer.alloc(3)])],
    ['br, gzip', (text) => gzipSync(Buffer.concat([brotliCompressSync(text), deflateSync(token)]))],
  ])('keeps nothing of what follows the end of its coding: %s', (contentEncoding, pack) => {
    const octets = Buffer.concat([pack('{"ok":1}'), contentEncoding.includes(',') ? Buffer.alloc(0) : Buffer.from(` then ${token}`)]);
    for (const step of [1, 9, octets.length]) {
      const body = recorded(cut(octets, step), { contentEncoding, masking: { ...plain.masking, secrets: [token] } });
      expect(body).toMatchObject({ text: '{"ok":1}', decodedFrom: contentEncoding, end: { complete: false, wireSha256: sha256(octets) } });
    }
  });

  it.each<[string, string, () => Promise<Buffer> | Buffer]>([
    ['the name in a head of gzip', 'gzip', () => namedGzip('{"ok":1}')],
    ['one of gzip under br', 'gzip, br', () => brotliCompressSync(namedGzip('{"ok":1}'))],
    ['a frame of zstd to be skipped', 'zstd', async () => Buffer.concat([skippedFrame(token), Buffer.from(await zstdCompress(Buffer.from('{"ok":1}')))])],
  ])('stays decoded when a credential stands where it is no content: %s', async (_, contentEncoding, pack) => {
    const octets = await pack();
    for (const step of [1, 9, octets.length]) {
      const body = recorded(cut(octets, step), { contentEncoding, masking: { ...plain.masking, secrets: [token] } });
      expect(body).toMatchObject({ text: '{"ok":1}', masks: [], decodedFrom: contentEncoding, end: { complete: true, wireSha256: sha256(octets) } });
    }
  });

  it('stays decoded and is searched to its end when it unpacks to more than readers do', () => {
    const log = Buffer.alloc(66 * 1024 * 1024, 'log line number 1 all is fine\n');
    const octets = gzipSync(Buffer.concat([log, Buffer.from(answer)]), { level: 1 });
    expect(octets.length).toBeLessThan(400_000);
    const secrets = [token];
    for (const handling of [{ masking: { ...plain.masking, secrets } }, {}]) {
      const body = recorded(cut(octets, 65_536), { contentEncoding: 'gzip', ...handling });
      expect(body.octets.subarray(-answer.length).toString()).toBe('masking' in handling ? answer.replace(token, hidden) : answer);
      expect(body).toMatchObject({ decodedFrom: 'gzip', isTooLarge: false, end: { complete: true, wireSha256: sha256(octets) } });
    }
  });

  it('is not followed when it is a bomb, and nothing of it stays packed', () => {
    const octets = gzipSync(Buffer.concat([Buffer.alloc(70 * 1024 * 1024), Buffer.from(token)]));
    const body = recorded(cut(octets, 4000), { contentEncoding: 'gzip' });
    expect(body).toMatchObject({ decodedFrom: 'gzip', isTooLarge: true, end: { complete: false, wireSha256: sha256(octets) } });
    expect(body.octets.equals(Buffer.alloc(body.octets.length))).toBe(true);
    expect(recorded(cut(octets, 4000), { contentEncoding: 'gzip', masksUnreadable: true }).octets.equals(Buffer.alloc(octets.length, '*'))).toBe(true);
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

function deltaOf(text: string): string {
  return `event: content_block_delta\ndata: ${JSON.stringify({ type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text } })}\n\n`;
}

function namedGzip(said: string): Buffer {
  const packed = gzipSync(said);
  const head = Buffer.from(packed.subarray(0, 10));
  head[3] = 8;
  return Buffer.concat([head, Buffer.from(`${token}\0`), packed.subarray(10)]);
}

function skippedFrame(said: string): Buffer {
  const head = Buffer.from([0x50, 0x2a, 0x4d, 0x18, 0, 0, 0, 0]);
  head.writeUInt32LE(said.length, 4);
  return Buffer.concat([head, Buffer.from(said)]);
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
  return { octets, text: octets.toString('latin1'), masks: write?.masks, decodedFrom: write?.decodedFrom, end: write?.end, isTooLarge: body.isTooLarge };
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
