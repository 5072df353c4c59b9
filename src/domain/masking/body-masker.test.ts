import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { processorMs } from '../../../test-support/processor-time.ts';
import { BodyMasker } from './body-masker.ts';

describe('BodyMasker', () => {
  const secret = 'planted-key-0123';

  it('masks a credential at its length wherever it stands, across pieces too, and says where', () => {
    expect(masked([secret], [`{"a":"${secret}","b":"plan`, 'ted-', 'key-0123"}'])).toEqual({
      text: '{"a":"****************","b":"****************"}',
      places: [
        { start: 6, length: 16 },
        { start: 29, length: 16 },
      ],
    });
  });

  it('gives everything on at once but the beginning of a credential', () => {
    const masker = new BodyMasker({ secrets: [secret], form: 'text', rulesOff: [] });
    expect(text(masker.write(octets('data: plants, planted')).stored)).toBe('data: plants, ');
    expect(text(masker.write(octets('!')).stored)).toBe('planted!');
  });

  it('masks a credential that was cut by the end of the body', () => {
    expect(masked([secret], ['key: planted-k']).text).toBe('key: *********');
    expect(masked([secret], ['the pla']).text).toBe('the pla');
  });

  it('masks a credential as JSON escapes it', () => {
    expect(masked(['pass"word\\1'], [JSON.stringify('pass"word\\1')]).text).toBe(`"${'*'.repeat(13)}"`);
  });

  it.each(['a+planted/key=', 'planted%key?'])('masks a credential as URLs spell it: %s', (credential) => {
    const encoded = encodeURIComponent(credential);
    const lower = encoded.replaceAll(/%../g, (escape) => escape.toLowerCase());
    const spellings = [encoded, lower, encoded.replaceAll('%2F', '/'), lower.replaceAll('%2f', '/')];
    for (const spelling of spellings) expect(masked([credential], [`see https://h/?k=${spelling}&n`]).text).toBe(`see https://h/?k=${'*'.repeat(spelling.length)}&n`);
  });

  it('masks what has the shape of a key, whoever sent it, and leaves talk about keys alone', () => {
    const key = `sk-ant-${'made-up_'.repeat(5)}`;
    const whole = masked([], [`a ${key} b, sk-ant-api03-..., ${key}`]);
    expect(whole.text).toBe(`a sk-ant-${'*'.repeat(40)} b, sk-ant-api03-..., sk-ant-${'*'.repeat(40)}`);
    expect(masked([], [`a ${key} b, sk-ant-api03-..., ${key}`.slice(0, 12), `a ${key} b, sk-ant-api03-..., ${key}`.slice(12)])).toEqual(whole);
    expect(text(new BodyMasker({ secrets: [], form: 'text', rulesOff: [] }).write(octets('an answer with sk-ant-')).stored)).toBe('an answer with sk-ant-');
  });

  it.each([
    ['no credential', []],
    ['a key', [`sk-${'ant-oat01-'}${'aB3_'.repeat(24)}`]],
    ['a web token', [`eyJ${'aB3-x_9'.repeat(171)}`]],
  ])('reads numbers of characters in time where %s is looked for', (_what, secrets) => {
    const events = [...Array(300).keys()].map((count) => `data: {"type":"content_block_delta","index":1,"delta":{"type":"text_delta","text":"\\u0022id\\u0022: ${count}, "}}\n\n`);
    const body = Buffer.from(events.join(''));
    const masker = new BodyMasker({ secrets, form: 'event-stream', rulesOff: [] });
    const startedAtMs = processorMs();
    for (let at = 0; at < body.byteLength; at += 140) masker.write(body.subarray(at, at + 140));
    // The text to its end read again for every escape near it took up to twenty seconds.
    expect(processorMs() - startedAtMs).toBeLessThan(4000);
  });

  it('leaves the bytes it was given as they were', () => {
    const given = octets(secret);
    new BodyMasker({ secrets: [secret], form: 'text', rulesOff: [] }).write(given);
    expect(text(given)).toBe(secret);
  });

  it('leaves values alone that are too short to be told from other text', () => {
    expect(masked(['dark'], ['dark mode'])).toEqual({ text: 'dark mode', places: [] });
  });

  it('masks the same places however the body is cut, and nothing else', () => {
    const secrets = ['abababab', 'babaabab-long-one', 'aaaaaaaaa'];
    const piece = fc.oneof(fc.constantFrom(...secrets, 'sk-ant-', 'sk-', ' ', 'key-like-text-of-30-characters', 'ab', 'a', 'babaabab', 'abababa', '-long-one'), fc.string({ maxLength: 3 }));
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), fc.array(fc.nat(60), { maxLength: 12 }), (pieces, places) => {
        const body = pieces.join('').replaceAll(/[^\x20-\x7e]/g, '?');
        const whole = masked(secrets, [body]);
        const borders = [0, ...places.filter((at) => at < body.length).toSorted((a, b) => a - b), body.length];
        expect(masked(secrets, borders.slice(1).map((end, index) => body.slice(borders[index], end)))).toEqual(whole);
        expect(whole.text).toHaveLength(body.length);
        for (const one of secrets) expect(whole.text).not.toContain(one);
        let outside = body;
        for (const { start, length } of whole.places) outside = outside.slice(0, start) + '*'.repeat(length) + outside.slice(start + length);
        expect(whole.text).toBe(outside);
      }),
      { numRuns: 500 },
    );
  });

  it.each([String.raw`{"text":"before:\short-one-12n"}`, String.raw`{"text":"a\b\u0short-one-1202d"}`])('masks all of a credential behind what is no escape, however it is cut: %s', (body) => {
    for (let cut = 0; cut <= body.length; cut += 1) {
      const masker = new BodyMasker({ secrets: ['short-one-12'], form: 'json', rulesOff: [] });
      const stored = [body.slice(0, cut), body.slice(cut)].map((piece) => text(masker.write(octets(piece)).stored)).join('') + text(masker.end().stored);
      expect(stored).toBe(body.replace('short-one-12', '*'.repeat(12)));
    }
  });
});

function masked(secrets: readonly string[], pieces: readonly string[]): Pick<BodyMasker, 'places'> & { readonly text: string } {
  const masker = new BodyMasker({ secrets, form: 'text', rulesOff: [] });
  const given = pieces.map((piece) => text(masker.write(octets(piece)).stored));
  return { text: given.join('') + text(masker.end().stored), places: masker.places };
}

function octets(value: string): Uint8Array {
  return Buffer.from(value, 'latin1');
}

function text(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('latin1');
}
