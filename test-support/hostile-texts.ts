import { shapedRules } from '../src/domain/masking/masking-rules.ts';

/** Texts of this many bytes that give the masking the most to do: each is a mark again and again, with almost a secret behind it. */
export function hostileTexts(bytes: number): { readonly name: string; readonly text: Uint8Array }[] {
  const units = new Map<string, string>();
  for (const { id, shapes } of shapedRules) {
    for (const { marks, alphabet, shortest, judged } of shapes) {
      const letter = String.fromCharCode(Math.max(alphabet.includes.lastIndexOf(1, 122), 48));
      for (const mark of marks) {
        units.set(`${id}: ${mark}`, ` ${mark}`);
        units.set(`${id}: ${mark}, almost a secret`, ` ${mark}${letter.repeat(shortest - 1)}`);
        units.set(`${id}: ${mark}, as much as is judged`, ` ${mark}${letter.repeat((judged ?? shortest) + 1)}`);
      }
    }
  }
  const delta = `data: ${JSON.stringify({ type: 'content_block_delta', index: 1, delta: { type: 'text_delta', text: '@' } })}\n\n`.replace('@', '\\u0022id\\u0022: 1, ');
  for (const unit of ['a://', 'a://b:c', 'a://b:c@', 'api_key=', 'PASSWORD=', '"password":"', 'token=        ', '\\', '\\u', '\\u0041', '\\u005c', ':\\/\\/', '-----BEGIN PRIVATE KEY-----', '-----BEGIN PRIVATE KEY-----"', `"${'aB3'.repeat(11)}`, `"${'aB3'.repeat(10)}`, '-', '"', '.eyJ', 'eyJaaaaaaaa.', '\\u0061pi_key=', 'authorization: x ', '%3A%2F%2F', '\u001b[', '\u001b[1m', 'TOKEN\u001b[1m=', 'TOKEN=\u001b[1m', 'AKIA\\x1b[', '%2Feyj', 'a%41AIza', 'data: {"delta":{"a":"x"}}\n', '{', '\\u0022id\\u0022: 1, ', delta, `${'\\'.repeat(63)}"password":`]) {
    units.set(unit, unit);
  }
  const texts = [...units].map(([name, unit]) => ({ name, text: Buffer.from(unit.repeat(Math.ceil(bytes / unit.length)).slice(0, bytes), 'latin1') }));
  // One mark, and much behind it that may belong to it.
  const [mark, list] = [`-----BEGIN PRIVATE KEY-----"`, `${'aB3'.repeat(11)}","`];
  return [...texts, { name: 'the lines of one key', text: Buffer.from((mark + list.repeat(Math.ceil(bytes / list.length))).slice(0, bytes), 'latin1') }];
}
