import { describe, expect, it } from 'vitest';
import { BodyMasker, type BodyForm } from './body-masker.ts';

// Put together at run time, so that no scanner finds a key here.
const drawn = `a7B8c9D0e1F2g3H4i5J6k7L8${'m9N0o1P2q3R4'}`;
const githubToken = `ghp_${drawn}`;
const googleKey = `AIza${drawn.slice(0, 35)}`;
const password = `Sup3r${'S3cretPw'}`;

describe('what stands directly before a secret', () => {
  it.each([
    ['a colour', `\u001b[32m${githubToken}\u001b[0m`],
    ['the colours of grep', `\u001b[32ma.env\u001b[m:TOKEN=\u001b[01;31m\u001b[K${githubToken}\u001b[m\u001b[K`],
    ['the colours of tput', `\u001b(B\u001b[m\u001b(B${githubToken}`],
    ['a colour as source files spell it', `\\x1b[1m${githubToken}`],
    ['a colour as shells spell it', `\\033[1;32m${githubToken} \\e[1m${githubToken}`],
    ['a colour as cat shows it', `^[[32m${githubToken}`],
    ['a colour that marks the mark alone', `\u001b[01;31m\u001b[Kghp_\u001b[m\u001b[K${drawn}`],
    ['a byte', `\\x00${githubToken}`],
    ['a byte in octal', `\\0${githubToken} \\012${githubToken}`],
    ['a space of an address', `Authorization=Bearer%20${githubToken}`],
    ['signs of an address', `cb%3Ftoken%3D${githubToken} %7B%22token%22%3A%22${githubToken}%22%7D`],
    ['signs of an address within another', `cb%253Ftoken%253D${githubToken}`],
    ['an equals sign of a mail', `token=3D${githubToken}`],
    ["the slash of a path, for Google's keys", `https://maps.googleapis.com/maps/api/place/${googleKey}`],
    ["a dash or an underscore, for Google's keys", `key-${googleKey} key_${googleKey}`],
  ])('may be %s', (_what, text) => {
    expectNothingLeft(text, drawn.slice(0, 12));
  });

  it.each([
    ['a coloured name', `\u001b[1;34mDB_PASSWORD\u001b[0m=${password}`],
    ['a coloured operator', `\u001b[34;1m"password"\u001b[0m\u001b[1;39m:\u001b[0m \u001b[0;32m"${password}"\u001b[0m`],
    ['a coloured value', `DB_PASSWORD=\u001b[01;31m${password}\u001b[0m password: \u001b[32m${password}\u001b[39m`],
    ['colours between quotes', `password = "\u001b[32m${password}\u001b[39m"`],
    ['colours that are spelled', `\\x1b[32mDB_PASSWORD\\x1b[0m=\\x1b[1m${password} \\033[1mDB_PASSWORD=\\033[0m${password}`],
    ['a name behind an escape', `\\x00DB_PASSWORD=${password} %0aDB_PASSWORD=${password}`],
    ['an address in an address', `u=https%3A%2F%2Fbob%3A${password}%40db.internal%2Fx`],
    ['an address in an address in another', `u=https%253a%252f%252fbob%253a${password}%2540db.internal%252fx`],
  ])('is looked past: %s', (_what, text) => {
    expectNothingLeft(text, password);
  });

  it.each([
    ['a word', `task-${drawn} flask-${drawn} x${githubToken}`],
    ['colours around what is none', '\u001b[32mpassword\u001b[0m: \u001b[1mstring\u001b[0m \u001b[31mTOKEN\u001b[0m=\u001b[1m$TOKEN\u001b[0m'],
    ['addresses in addresses', 'u=https%3A%2F%2Fdb.internal%3A8080%2F%40scope%2Fname%401.2.3&v=https%3A%2F%2Fme%40example.org%2F&w=http%3A%2F%2Fuser%3Apassword%40host'],
    ['base64', `${'Ab3/dEf6hIjKlMn0'.repeat(4)}AIza${drawn.slice(0, 35)}/+`],
  ])('tells nothing: %s', (_what, text) => {
    for (const [body, form] of spelled(text)) expect(masked(body, form)).toBe(body);
  });
});

/** As it stands, in JSON, in JSON within JSON, and cut into the deltas of a stream. */
function spelled(text: string): (readonly [string, BodyForm])[] {
  const deltas = (type: string, field: string, whole: string): string =>
    (whole.match(/[^]{1,5}/g) ?? []).map((piece) => `data: ${JSON.stringify({ type: 'content_block_delta', index: 0, delta: { type, [field]: piece } })}\n\n`).join('');
  return [
    [text, 'text'],
    [JSON.stringify({ content: text }), 'json'],
    [JSON.stringify({ content: JSON.stringify({ text }) }), 'json'],
    [deltas('text_delta', 'text', text), 'event-stream'],
    [deltas('input_json_delta', 'partial_json', JSON.stringify({ text })), 'event-stream'],
  ];
}

function expectNothingLeft(text: string, secret: string): void {
  for (const [body, form] of spelled(text)) {
    const stored = masked(body, form);
    const whole = form === 'event-stream' ? stored.split('\n\n').map((event) => Object.values((JSON.parse(event.slice(6) || '{}') as { delta?: Record<string, string> }).delta ?? {})[1] ?? '').join('') : stored;
    expect(whole).not.toContain(secret.slice(0, 8));
    expect(whole).toContain('*'.repeat(secret.length));
    expect(masked(body, form, 1)).toBe(stored);
  }
}

function masked(text: string, form: BodyForm, pieceBytes = Infinity): string {
  const masker = new BodyMasker({ secrets: [], form, rulesOff: [] });
  const body = Buffer.from(text);
  const stored: Uint8Array[] = [];
  for (let at = 0; at < body.length; at += pieceBytes) stored.push(masker.write(body.subarray(at, at + pieceBytes)).stored);
  stored.push(masker.end().stored);
  return Buffer.concat(stored).toString();
}
