import type { RelayedSegment } from './relayed-segment.ts';
import type { Relayed } from './relayed.ts';

type BytesMessage = Extract<Relayed, { kind: 'bytes' }>;
type DeliveredMessage = Extract<Relayed, { kind: 'delivered' }>;

// A head of 20 octets, then what follows it: its length, a code, the side, the connection and the time. The two kinds that
// are many have all they say in there; the others, a few for each connection, follow as JSON.
const codes = { json: 0, bytes: 1, delivered: 2 } as const;
const lengthAt = 0;
const codeAt = 4;
const sideAt = 5;
const connectionAt = 8;
const timeAt = 12;
const headOctets = 20;

/** How many octets a message takes. */
export function writtenOctets(message: Relayed): number {
  if (message.kind === 'bytes') return headOctets + message.bytes.byteLength;
  return headOctets + (message.kind === 'delivered' ? Float64Array.BYTES_PER_ELEMENT : Buffer.byteLength(JSON.stringify(message)));
}

/** How many bytes a `bytes` message may carry in so many octets; none when there is hardly room. */
export function roomForBytes(octets: number): number {
  return Math.max(0, octets - headOctets);
}

/** Writes a message from `at` on, where it must have room, and answers where the next one goes. */
export function writeMessage({ octets, view }: Pick<RelayedSegment, 'octets' | 'view'>, at: number, message: Relayed): number {
  if (message.kind === 'bytes') {
    writeHead(view, at, codes.bytes, message, message.bytes.byteLength);
    octets.set(message.bytes, at + headOctets);
    return at + headOctets + message.bytes.byteLength;
  }
  if (message.kind === 'delivered') {
    writeHead(view, at, codes.delivered, message, Float64Array.BYTES_PER_ELEMENT);
    view.setFloat64(at + headOctets, message.total);
    return at + headOctets + Float64Array.BYTES_PER_ELEMENT;
  }
  const text = Buffer.from(JSON.stringify(message));
  view.setUint32(at + lengthAt, text.byteLength);
  view.setUint8(at + codeAt, codes.json);
  octets.set(text, at + headOctets);
  return at + headOctets + text.byteLength;
}

/** Reads whole messages, in order. Their bytes are views into `octets`. */
export function* readMessages(octets: Uint8Array): Generator<Relayed> {
  const view = new DataView(octets.buffer, octets.byteOffset, octets.byteLength);
  for (let at = 0; at < octets.byteLength; ) {
    const start = at + headOctets;
    const end = start + view.getUint32(at + lengthAt);
    yield readMessage(view, at, octets.subarray(start, end));
    at = end;
  }
}

function writeHead(view: DataView, at: number, code: number, message: BytesMessage | DeliveredMessage, length: number): void {
  view.setUint32(at + lengthAt, length);
  view.setUint8(at + codeAt, code);
  view.setUint8(at + sideAt, message.from === 'client' ? 0 : 1);
  view.setUint32(at + connectionAt, message.connection);
  view.setFloat64(at + timeAt, message.atUs);
}

function readMessage(view: DataView, at: number, rest: Uint8Array): Relayed {
  const code = view.getUint8(at + codeAt);
  // Our own other thread wrote it.
  if (code === codes.json) return JSON.parse(Buffer.from(rest.buffer, rest.byteOffset, rest.byteLength).toString()) as Relayed;
  const from = view.getUint8(at + sideAt) === 0 ? 'client' : 'upstream';
  const connection = view.getUint32(at + connectionAt);
  const atUs = view.getFloat64(at + timeAt);
  if (code === codes.bytes) return { kind: 'bytes', connection, from, atUs, bytes: rest };
  return { kind: 'delivered', connection, from, atUs, total: view.getFloat64(at + headOctets) };
}
