import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { madeUpSecrets } from '../../../test-support/made-up-secrets.ts';
import { BodyMasker } from './body-masker.ts';

const secrets = madeUpSecrets(21).filter(({ rule }) => rule !== 'private-key');
const credential = 'credential-of-a-header-0123';
const mail = '--x\r\nContent-Disposition: form-data; name="file"; filename="a.env"\r\n\r\n';

describe('text of two bytes a character', () => {
  it.each([['utf16le', false], ['utf16be', true]] as const)('is masked as any other: %s', (_what, isSwapped) => {
    for (const { text, secret } of secrets) {
      const wide = Buffer.from(`\ufeffThe settings:\r\n${text}\r\nand more\r\n`, 'utf16le');
      const body = Buffer.concat([Buffer.from(mail), isSwapped ? wide.swap16() : wide, Buffer.from('\r\n--x--\r\n')]);
      const whole = masked(body, []);
      expect(masked(body, Array.from(body.keys())).equals(whole)).toBe(true);
      const shown = whole.toString('latin1').replaceAll('\0', '');
      for (let at = 0; at + 9 <= secret.length; at += 1) expect(shown).not.toContain(secret.slice(at, at + 9));
      expect(shown).toContain('The settings');
      expect(shown).toContain('and more');
    }
  });

  it('is masked from its second byte on where the first was given on before anybody knew', () => {
    const body = Buffer.from(credential, 'utf16le');
    for (const cuts of [[], [1], [1, 2, 3], Array.from(body.keys())]) expect(masked(body, cuts).toString('latin1')).toBe(`c${'*'.repeat(body.length - 1)}`);
  });

  it('is masked at the same places however the body is cut, among bytes that are no text', () => {
    const piece = fc.oneof(
      fc.constantFrom(...secrets).map(({ text }) => Buffer.from(text, 'utf16le')),
      fc.string({ maxLength: 30 }).map((text) => Buffer.from(text, 'utf16le')),
      fc.uint8Array({ maxLength: 9 }).map((bytes) => Buffer.from(bytes)),
      fc.constantFrom('\0', 'a', '\0\0\0', 'ghp_', 'x\0').map((text) => Buffer.from(text)),
      fc.constant(Buffer.from(credential, 'utf16le')),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), fc.array(fc.nat(2000), { maxLength: 12 }), (pieces, cuts) => {
        const body = Buffer.concat(pieces);
        expect(masked(body, cuts).equals(masked(body, []))).toBe(true);
      }),
      { numRuns: 400 },
    );
  });
});

function masked(body: Buffer, cuts: readonly number[]): Buffer {
  const masker = new BodyMasker({ secrets: [credential], form: 'text', rulesOff: [] });
  const borders = [0, ...cuts.filter((at) => at < body.length).toSorted((a, b) => a - b), body.length];
  const pieces = borders.slice(1).map((end, index) => masker.write(body.subarray(borders[index], end)));
  pieces.push(masker.end());
  expect(Buffer.concat(pieces.map(({ wire }) => wire)).equals(body)).toBe(true);
  return Buffer.concat(pieces.map(({ stored }) => stored));
}
