import { randomBytes } from 'node:crypto';

// What the load sends: requests as Claude Code sends them, each with another body. What can be made beforehand is.
const words =
  'the function returns a list of rows where each file was read before its content changed and the test fails because port number configuration depot module import export const await error message value index request response token cache folder path line'.split(
    ' ',
  );
const blockBytes = 1024;
const stampBytes = 16;
const preparedBlocks = 512;
const blockSeparator = '\\n';
const credential = `sk-bench-${randomBytes(24).toString('hex')}`;
let sent = 0;

/** Text that needs no escape in JSON, and is compressed about as well as code and prose are. */
function block() {
  let text = '';
  while (text.length < blockBytes) {
    const random = randomBytes(24);
    for (const byte of random.subarray(0, 20)) text += `${words[byte % words.length]} `;
    text += `${random.toString('hex')} `;
  }
  return Buffer.from(text.slice(0, blockBytes - blockSeparator.length) + blockSeparator);
}

const blocks = Array.from({ length: preparedBlocks }, block);
const prefix = Buffer.from(
  '{"model":"claude-sonnet-4-5","max_tokens":8192,"messages":[{"role":"user","content":[{"type":"text","text":"',
);
const suffix = Buffer.from('"}]}],"stream":true}');

/**
 * A request of one connection that is filled anew before each use: its body is about `bodyBytes` long, made of prepared blocks in a
 * random order with a number in each, so that no two bodies are the same.
 */
export class Request {
  #buffer;
  #textStart;
  #blocks;

  /**
   * @param {string} target
   * @param {number} bodyBytes
   * @param {Pick<import('./connection.mjs').Way, 'host' | 'upstreamPort'>} way
   */
  constructor(target, bodyBytes, { host, upstreamPort }) {
    this.#blocks = Math.max(1, Math.round((bodyBytes - prefix.length - suffix.length) / blockBytes));
    const textBytes = bodyBytes < blockBytes ? 128 : this.#blocks * blockBytes;
    const length = prefix.length + textBytes + suffix.length;
    const head = Buffer.from(
      [
        `POST ${target} HTTP/1.1`,
        'Accept: application/json',
        `Authorization: Bearer ${credential}`,
        'anthropic-version: 2023-06-01',
        'Content-Type: application/json',
        'User-Agent: claude-cli/2.0.0 (external, cli)',
        'x-app: cli',
        `Host: ${host}:${upstreamPort}`,
        `Content-Length: ${length}`,
        '',
        '',
      ].join('\r\n'),
    );
    this.#textStart = head.length + prefix.length;
    this.#buffer = Buffer.concat([head, prefix, Buffer.alloc(textBytes), suffix]);
  }

  /** The octets to send. They are overwritten by the next call: what was sent must have been answered by then. */
  fill() {
    const end = this.#buffer.length - suffix.length;
    for (let at = this.#textStart; at < end; at += blockBytes) {
      const chosen = blocks[Math.floor(Math.random() * preparedBlocks)];
      chosen?.copy(this.#buffer, at, 0, Math.min(blockBytes, end - at));
      sent += 1;
      this.#buffer.write(sent.toString(16).padStart(stampBytes, '0'), at, 'latin1');
    }
    return this.#buffer;
  }
}
