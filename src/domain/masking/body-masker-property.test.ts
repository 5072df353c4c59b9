import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hostileTexts } from '../../../test-support/hostile-texts.ts';
import { madeUpSecrets, type MadeUpSecret } from '../../../test-support/made-up-secrets.ts';
import { BodyMasker, mostHeldBytes, type BodyForm, type MaskedPlace } from './body-masker.ts';

const planted = [madeUpSecrets(11), madeUpSecrets(12)].flat();
const credential = 'credential/of+a"header\\0123=';
const secret = fc.oneof(fc.constantFrom(...planted), fc.constant({ rule: 'exact', text: credential, secret: credential }));
const filler = fc.oneof(
  fc.constantFrom('\n', ' ', '"', '\\', '\\\\', 'sk-', 'ghp_', 'TOKEN=', '"password": "', '://', 'Bearer ', 'é', '\u2192', '/', '=', 'credential/', '-----', "'", '\\n', '\\u00', 'u0041', 'eyJ', 'AKIA', '}', '\t', '\u0000'),
  fc.constantFrom('-----BEGIN PRIVATE KEY-----', '","', '# ', 'aB3'.repeat(11), 'aB3'.repeat(3), '--', '\u001b[1m', '\\u001b[32m', '\\x1b[0m', '\u001b', '%3A%2F%2F', '%3Ab%40', '%2F', 'curl -u a:', '_auth=', 'PGPASSWORD=', '$x', 'AIza', 'b7Kq9'),
  fc.string({ maxLength: 6 }),
);
const text = fc.array(filler, { maxLength: 6 }).map((parts) => parts.join(''));
const cuts = fc.array(fc.nat(4000), { maxLength: 20 });
const runs = { numRuns: 80 };

describe('BodyMasker, whatever the body', () => {
  it('masks the same places however the body is cut, and nothing else, in every form', () => {
    const whole = fc.array(fc.oneof(text, secret.map((one) => one.text), secret.map((one) => JSON.stringify(one.text)), secret.map((one) => one.text.slice(0, 20))), { maxLength: 6 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(whole, cuts, fc.constantFrom<BodyForm>('text', 'json', 'event-stream'), (given, places, form) => {
        const body = Buffer.from(given);
        expect(expectSameHoweverCut(body, places, form).stored.byteLength).toBe(body.byteLength);
      }),
      { numRuns: 150 },
    );
  });

  it.each([
    ['plain', (value: string) => value],
    ['JSON', (value: string) => JSON.stringify({ text: value })],
    ['JSON in JSON', (value: string) => JSON.stringify({ text: JSON.stringify({ file: value }) })],
    ['JSON of a cautious writer', (value: string) => JSON.stringify({ text: value }).replaceAll('/', '\\/').replaceAll(/[+&'<>\u0080-\uffff]/g, number)],
    ['JSON spelled in numbers', (value: string) => `{"text":"${value.replaceAll(/[^]/g, number)}"}`],
    ['JSON spelled in numbers in places', (value: string) => `{"text":"${JSON.stringify(value).slice(1, -1).replaceAll(/\\u.{4}|(?<!\\)[a-tv-zA-Z-](?=.{3}[a-z])/g, (one) => (one.length > 1 ? one : number(one)))}"}`],
  ])('leaves nothing of a secret in %s', (_what, spelled) => {
    fc.assert(
      fc.property(prose, secret, prose, cuts, (before, one, behind, places) => {
        const body = Buffer.from(spelled(`${before}\n${one.text}\n${behind}`));
        const isText = spelled('a') === 'a';
        const { stored } = expectSameHoweverCut(body, places, isText ? 'text' : 'json');
        expectNothingLeft(stored, one);
        if (!isText) expectNothingLeft(Buffer.from(decodedTwice(stored)), one);
        expect(stored.includes('*')).toBe(true);
      }),
      runs,
    );
  });

  it('leaves JSON readable, whatever stands in it', () => {
    const value = fc.jsonValue({ maxDepth: 2 });
    const piece = fc.oneof(text, secret.map((one) => one.text), secret.map((one) => JSON.stringify({ password: one.secret })));
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.constantFrom('password', 'text', 'API_KEY', 'token'), piece, value), { maxLength: 4 }), fc.boolean(), cuts, (entries, isNested, places) => {
        const plain = JSON.stringify(entries.map(([name, one, other]) => ({ [name]: one, other })));
        const body = isNested ? JSON.stringify({ inner: plain }) : plain;
        const { stored } = expectSameHoweverCut(Buffer.from(body), places, 'json');
        expect(() => void JSON.parse(stored.toString())).not.toThrow();
      }),
      { numRuns: 150 },
    );
  });

  it.each(['text_delta', 'input_json_delta', 'thinking_delta'] as const)('leaves nothing of a secret that several events of a stream share: %s', (type) => {
    const sizes = fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 40 });
    const lineEnd = fc.constantFrom('\n', '\r\n', '\r');
    fc.assert(
      fc.property(prose, secret, prose, sizes, lineEnd, fc.constantFrom('usual', 'sorted', 'lines'), cuts, (before, one, behind, pieces, newline, layout, places) => {
        const whole = `${before}\n${one.text}\n${behind}`;
        const of = type === 'input_json_delta' ? JSON.stringify({ content: whole }) : whole;
        const body = stream(shared(of, pieces), type, newline, layout);
        const { stored } = expectSameHoweverCut(Buffer.from(body), places, 'event-stream');
        const after = deltas(stored.toString(), newline);
        expect(deltas(body, newline)[0]).toBe(of);
        expectNothingLeft(Buffer.from(after[0] ?? ''), one);
        expectNothingLeft(Buffer.from(decodedTwice(Buffer.from(after[0] ?? ''))), one);
        expect('other text'.startsWith(after[1] ?? '')).toBe(true);
      }),
      runs,
    );
  });

  it.each<BodyForm>(['text', 'json', 'event-stream'])('passes hostile text and what is no text, as %s', (form) => {
    for (const { text: hostile } of hostileTexts(3000)) {
      const body = Buffer.from(hostile);
      expect(expectSameHoweverCut(body, [1, 7, 100, 1501, 2999], form).stored.byteLength).toBe(3000);
    }
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), cuts, (bytes, places) => {
        expect(expectSameHoweverCut(Buffer.from(bytes), places, form).stored.byteLength).toBe(bytes.byteLength);
      }),
      runs,
    );
  });

  it('takes no long for hostile text in small pieces, also where a long credential is looked for', () => {
    const longCredential = `eyJ${'aB3-x_9'.repeat(171)}`;
    for (const form of ['text', 'event-stream'] as const) {
      for (const { name, text: hostile } of hostileTexts(2000)) {
        const masker = new BodyMasker({ secrets: [longCredential], form, rulesOff: [] });
        const startedAtMs = performance.now();
        for (let at = 0; at < hostile.byteLength; at += 16) masker.write(hostile.subarray(at, at + 16));
        masker.end();
        // Every escape read with all that stands around it, in every piece, took many seconds.
        expect({ name, isQuick: performance.now() - startedAtMs < 1000 }).toEqual({ name, isQuick: true });
      }
    }
  });

  it('does not join the texts of different blocks', () => {
    const [one = { secret: '', text: '', rule: '' }] = madeUpSecrets(1).filter(({ rule }) => rule === 'npm-token');
    const half = one.text.length / 2;
    const body = event({ type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: one.text.slice(0, half) } }) + event({ type: 'content_block_delta', index: 1, delta: { type: 'text_delta', text: one.text.slice(half) } }) + event({ type: 'content_block_stop', index: 0 }) + event({ type: 'content_block_stop', index: 1 });
    expect(masked(Buffer.from(body), [body.length], 'event-stream').stored.toString()).toBe(body);
  });

  it('holds back nothing but what cannot be judged yet, and that not for ever', () => {
    const [one = { secret: '', text: '', rule: '' }] = madeUpSecrets(1).filter(({ rule }) => rule === 'npm-token');
    const masker = new BodyMasker({ secrets: [credential], form: 'event-stream', rulesOff: [] });
    for (const value of ['I shall use s', 'k', ' an', ' and gh', 'p', ' npm_', ' npm', '_']) {
      const given = deltaOf(0, value);
      expect(Buffer.from(masker.write(given).stored)).toEqual(given);
    }
    expect(masker.write(deltaOf(0, one.secret.slice(0, 9))).stored.byteLength).toBeLessThan(deltaOf(0, '').byteLength);
    let most = 0;
    let [taken, given] = [0, 0];
    for (let count = 0; count < 1500; count += 1) {
      const other = deltaOf(1, 'words of another block');
      taken += other.byteLength;
      given += masker.write(other).stored.byteLength;
      most = Math.max(most, taken - given);
    }
    expect(most).toBeGreaterThan(mostHeldBytes / 2);
    expect(most).toBeLessThan(mostHeldBytes);
    expect(taken - given).toBeLessThan(400);
    expect(Buffer.from(masker.write(deltaOf(0, `${one.secret.slice(9)} in the end`)).stored).toString()).toContain(`"${'*'.repeat(one.secret.length - 9)} in the end"`);
  });

  it('meets its bound at the same place however the body is cut', () => {
    const [one = { secret: '', text: '', rule: '' }] = madeUpSecrets(1).filter(({ rule }) => rule === 'npm-token');
    const other = event({ type: 'content_block_delta', index: 1, delta: { type: 'text_delta', text: 'x'.repeat(900) } });
    const body = Buffer.concat([deltaOf(0, one.text.slice(0, 9)), Buffer.from(other.repeat(80)), deltaOf(0, one.text.slice(9, 20)), deltaOf(0, one.text.slice(20))]);
    const whole = masked(body, [], 'event-stream');
    fc.assert(
      fc.property(fc.array(fc.nat(body.byteLength), { maxLength: 9 }), (places) => {
        const stored = masked(body, places, 'event-stream');
        expectSame(stored, whole);
        expect(stored.places).toEqual(whole.places);
      }),
      { numRuns: 30 },
    );
    expectNothingLeft(Buffer.from(deltas(whole.stored.toString(), '\n')[0] ?? ''), { ...one, secret: one.secret.slice(0, 12) });
  });
});

const prose = fc.array(fc.constantFrom('the ', 'tokens', '\n', '"quoted" ', 'C:\\path ', 'a/b ', 'é\u2192 ', '\t', '{}', 'x = 1; '), { maxLength: 8 }).map((parts) => parts.join(''));

function expectSameHoweverCut(body: Buffer, places: readonly number[], form: BodyForm): Stored {
  const whole = masked(body, [], form);
  expectSame(masked(body, places, form), whole);
  if (body.byteLength < 160) expectSame(masked(body, Array.from(body.keys()), form), whole);
  const outside = Buffer.from(body);
  for (const { start, length } of whole.places) outside.fill('*', start, start + length);
  expect(whole.stored.equals(outside)).toBe(true);
  return whole;
}

interface Stored {
  readonly stored: Buffer;
  readonly places: readonly MaskedPlace[];
}

function expectSame(one: Stored, other: Stored): void {
  expect(one.places).toEqual(other.places);
  expect(one.stored.equals(other.stored)).toBe(true);
}

function masked(body: Buffer, cutAt: readonly number[], form: BodyForm): Stored {
  const masker = new BodyMasker({ secrets: [credential], form, rulesOff: [] });
  const borders = [0, ...cutAt.filter((at) => at < body.byteLength).toSorted((a, b) => a - b), body.byteLength];
  const pieces = borders.slice(1).map((end, index) => masker.write(body.subarray(borders[index], end)));
  pieces.push(masker.end());
  expect(Buffer.concat(pieces.map(({ wire }) => wire)).equals(body)).toBe(true);
  return { stored: Buffer.concat(pieces.map(({ stored }) => stored)), places: masker.places };
}

/** Not the secret, and no piece of it that is long enough to help anyone. */
function expectNothingLeft(stored: Buffer, { secret: value, text: shown }: MadeUpSecret): void {
  const left = stored.toString();
  const outside = shown.replace(value, ' ');
  const found: string[] = [];
  for (const part of value.split(/\\*[rn]|\s/)) {
    for (let at = 0; at + 9 <= part.length; at += 1) {
      const piece = part.slice(at, at + 9);
      if (left.includes(piece) && !outside.includes(piece)) found.push(piece);
    }
  }
  expect(found).toEqual([]);
}

function decodedTwice(stored: Buffer): string {
  const strings: string[] = [];
  const collect = (value: unknown): void => {
    if (typeof value === 'string') {
      strings.push(value);
      if (/^[{["]/.test(value)) parse(value);
    } else if (typeof value === 'object' && value !== null) Object.values(value).forEach(collect);
  };
  const parse = (json: string): void => {
    try {
      collect(JSON.parse(json));
    } catch {
      // Not all that begins like JSON is any.
    }
  };
  parse(stored.toString());
  return strings.join('\n');
}

function number(character: string): string {
  return [...Array(character.length).keys()].map((at) => `\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`).join('');
}

function shared(whole: string, sizes: readonly number[]): string[] {
  const pieces: string[] = [];
  for (let [at, turn] = [0, 0]; at < whole.length; turn += 1) {
    const size = sizes[turn % sizes.length] ?? 1;
    pieces.push(whole.slice(at, at + size));
    at += size;
  }
  return pieces;
}

const fields = { text_delta: 'text', input_json_delta: 'partial_json', thinking_delta: 'thinking' };

function stream(pieces: readonly string[], type: keyof typeof fields, newline: string, layout: string): string {
  const sent = (index: number, value: string): string => {
    const delta = { type, [fields[type]]: value };
    const json = layout === 'sorted' ? { delta, index, type: 'content_block_delta' } : { type: 'content_block_delta', index, delta };
    return event(json, newline, layout === 'lines');
  };
  const events = pieces.map((value, at) => sent(0, value) + (at % 3 === 1 ? event({ type: 'ping' }, newline) : '') + (at < 2 ? sent(1, ['other ', 'text'][at] ?? '') : ''));
  return events.join('') + event({ type: 'content_block_stop', index: 0 }, newline);
}

function event(data: object, newline = '\n', inLines = false): string {
  const json = JSON.stringify(data, null, inLines ? 1 : undefined).replaceAll('\n', `${newline}data: `);
  return `event: ${'type' in data ? String(data.type) : ''}${newline}data: ${json}${newline}${newline}`;
}

function deltaOf(index: number, value: string): Buffer {
  return Buffer.from(event({ type: 'content_block_delta', index, delta: { type: 'text_delta', text: value } }));
}

function deltas(body: string, newline: string): string[] {
  const texts: string[] = [];
  for (const block of body.split(newline + newline)) {
    const data = block.split(newline).filter((line) => line.startsWith('data:')).map((line) => line.slice(5)).join('\n');
    if (data === '') continue;
    const { index, delta: of } = JSON.parse(data) as { index?: number; delta?: Record<string, string> };
    if (index === undefined || of === undefined) continue;
    texts[index] = (texts[index] ?? '') + (of['text'] ?? of['partial_json'] ?? of['thinking'] ?? '');
  }
  return texts;
}
