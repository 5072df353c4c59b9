import { createHash } from 'node:crypto';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { Inspection } from './credentials-inside.ts';
import { RecordedBody } from './recorded-body.ts';

const token = 'made-up-token-4711';
const answer = JSON.stringify({ token_type: 'Bearer', access_token: token, note: 'hello' });
const plain: Inspection = { contentCoding: null, masksUnreadable: false };
const gzip: Inspection = { contentCoding: 'gzip', masksUnreadable: false };

describe('a body that is looked through as a whole', () => {
  it('is masked where its fields hold a credential, however it came', () => {
    const body = recorded([answer.slice(0, 45), answer.slice(45)].map((part) => Buffer.from(part)), plain);
    expect(body.text).toBe(answer.replace(token, '*'.repeat(token.length)));
    expect(body.masks).toEqual([{ start: answer.indexOf(token), length: token.length }]);
    expect(body.end?.wireSha256).toEqual(createHash('sha256').update(answer).digest());
  });

  it.each([
    ['gzip', gzipSync(answer)],
    ['br', brotliCompressSync(answer)],
    ['gzip, cut off', gzipSync(answer, { level: 0 }).subarray(0, -9)],
  ])('is masked from end to end where it holds a credential under its coding: %s', (coding, octets) => {
    const body = recorded([octets], { contentCoding: coding.replace(/,.*/, ''), masksUnreadable: false });
    expect(body.text).toBe('*'.repeat(octets.byteLength));
  });

  it('is masked from end to end where a known credential comes back under its coding', () => {
    const octets = gzipSync(`Your key ${token} is not valid.`);
    expect(recorded([octets], gzip, [token]).text).toBe('*'.repeat(octets.byteLength));
    expect(recorded([octets], gzip).text).toBe(octets.toString('latin1'));
  });

  it('is masked where it cannot be looked into, when it may hand out credentials', () => {
    const octets = Buffer.from('a coding nobody knows');
    expect(recorded([octets], { contentCoding: 'other', masksUnreadable: true }).text).toBe('*'.repeat(octets.byteLength));
    expect(recorded([octets], { contentCoding: 'other', masksUnreadable: false }).text).toBe(String(octets));
  });

  it('is not waited for when it is large', () => {
    const body = new RecordedBody('response');
    body.inspectWhole(plain);
    expect(body.add(Buffer.alloc(200_000, 'x'))).toBe(0);
    expect(body.add(Buffer.alloc(200_000, 'x'))).toBe(400_000);
    expect(body.add(Buffer.alloc(7, 'x'))).toBe(7);
  });
});

function recorded(pieces: readonly Buffer[], inspection: Inspection, secrets: readonly string[] = []) {
  const body = new RecordedBody('response');
  body.mask(secrets);
  body.inspectWhole(inspection);
  for (const piece of pieces) expect(body.add(piece)).toBe(0);
  body.end(true);
  const write = body.pendingWrite();
  return { text: Buffer.from(write?.octets ?? []).toString('latin1'), masks: write?.masks, end: write?.end };
}
