import { claudeRequest } from '../claude-request.ts';
import { messageEvents } from '../message-stream.ts';
import { blocksOf, countOf } from '../wire-cases/octets.ts';
import type { WireStep } from '../wire-cases/wire-case.ts';
import { wireCases } from '../wire-cases/wire-cases.ts';
import type { Random } from './random.ts';

/** What the two sides of one connection send, in all. */
export interface Streams {
  readonly client: Buffer;
  readonly upstream: Buffer;
}

/** A credential that is planted in the streams; put together here, so that nobody takes it for one. */
export const plantedKey = ['planted', 'credential', 'no', '0123456789abcdef'].join('-');

const largestBytes = 20_000;

/** Valid connections to begin from: the wire cases, and prompts with their streamed answers, a credential among them. */
const corpus: readonly [Streams, ...Streams[]] = [
  conversation(false),
  conversation(true),
  ...wireCases
    .flatMap(({ connections }) => connections.map(({ client, upstream }) => ({ client: sentBy(client), upstream: sentBy(upstream) })))
    .filter(({ client, upstream }) => client.length + upstream.length > 0 && client.length + upstream.length <= largestBytes),
];

function conversation(isChunked: boolean): Streams {
  const asked = claudeRequest(`Is ${plantedKey} a key?`);
  const fields = Object.entries({ ...asked.headers, 'X-Api-Key': plantedKey, 'Content-Type': 'application/json' }).map(([name, value]) => `${name}: ${value}\r\n`);
  const body = Buffer.from(asked.body);
  const request = Buffer.concat([Buffer.from(`POST /v1/messages?beta=true HTTP/1.1\r\n${fields.join('')}Content-Length: ${body.length}\r\n\r\n`), body]);
  const events = messageEvents({ content: [{ type: 'text', text: `You said ${plantedKey}, which is none.` }] }).map((event) => Buffer.from(event));
  const head = 'HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n';
  const response = isChunked
    ? [`${head}Transfer-Encoding: chunked\r\n\r\n`, ...events.flatMap((event) => [`${event.length.toString(16)}\r\n`, event, '\r\n']), '0\r\n\r\n']
    : [`${head}Content-Length: ${events.reduce((sum, event) => sum + event.length, 0)}\r\n\r\n`, ...events];
  return { client: Buffer.concat([request, request]), upstream: Buffer.concat([...response, ...response].map((part) => Buffer.from(part))) };
}

function sentBy(steps: readonly WireStep[]): Buffer {
  const sent = steps.flatMap((step) => ('send' in step && countOf(step.send) <= largestBytes ? [...blocksOf(step.send)] : 'sendEach' in step ? [Buffer.from(step.sendEach.join(''), 'latin1')] : []));
  return Buffer.concat(sent);
}

/** Words whose place or absence decides how a stream is read. */
const words = [
  '\r\n', '\n', '\r', '\r\n\r\n', ' ', ':', '\0', '0\r\n\r\n', '5\r\nabcde\r\n', 'ffffffffffff\r\n', 'HTTP/1.1 200 OK\r\n\r\n', 'HTTP/1.1 100 Continue\r\n\r\n', 'HTTP/1.1 101 Up\r\n\r\n',
  'HTTP/1.1 204 No Content\r\n\r\n', 'GET / HTTP/1.1\r\n\r\n', 'HEAD / HTTP/1.1\r\n\r\n', 'CONNECT a:1 HTTP/1.1\r\n\r\n', 'Content-Length: 5\r\n', 'Content-Length: 0\r\n', 'Transfer-Encoding: chunked\r\n', 'Upgrade: websocket\r\n', 'Content-Encoding: gzip\r\n', 'data: ', plantedKey, plantedKey.slice(0, 15), '\\u002d', '"',
] as const;

/** A connection of the corpus after up to four changes: bytes changed, put in, taken out, doubled, cut off, or taken from another. */
export function mutatedStreams(random: Random): Streams {
  // Prompts and their answers are what it is all for.
  const { client, upstream } = random.onceIn(4) ? conversation(random.onceIn(2)) : random.pick(corpus);
  return { client: mutated(client, 'client', random), upstream: mutated(upstream, 'upstream', random) };
}

/** Bytes after up to two changes. */
export function mutated(bytes: Buffer, side: keyof Streams, random: Random): Buffer {
  let changed: Buffer = bytes;
  for (let left = random.below(3); left > 0; left -= 1) changed = changedOnce(changed, side, random);
  return changed;
}

function changedOnce(bytes: Buffer, side: keyof Streams, random: Random): Buffer {
  const at = random.below(bytes.length + 1);
  const until = Math.min(bytes.length, at + 1 + random.below(random.onceIn(4) ? 2000 : 40));
  const put = (inserted: Uint8Array, from = at, to = at): Buffer => Buffer.concat([bytes.subarray(0, from), inserted, bytes.subarray(to)]);
  switch (random.below(7)) {
    case 0:
      return put(Buffer.from([random.below(256)]), at, Math.min(at + 1, bytes.length));
    case 1:
    case 2:
      return put(Buffer.from(random.pick(words), 'latin1'));
    case 3:
      return put(Buffer.alloc(0), at, until);
    case 4:
      return put(bytes.subarray(at, until));
    case 5:
      return bytes.subarray(0, at);
    default: {
      const other = random.pick(corpus)[random.onceIn(10) ? 'client' : side];
      return put(other.subarray(random.below(other.length + 1)), at, bytes.length);
    }
  }
}

/** The same bytes in pieces: a few, or single ones, or as they are. */
export function fragments(bytes: Buffer, random: Random): readonly Buffer[] {
  const largest = random.pick([1, 3, 20, 200, 5000]);
  const pieces: Buffer[] = [];
  for (let at = 0; at < bytes.length; ) {
    const end = Math.min(bytes.length, at + 1 + random.below(largest));
    pieces.push(bytes.subarray(at, end));
    at = end;
  }
  return pieces;
}
