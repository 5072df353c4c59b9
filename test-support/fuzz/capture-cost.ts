import { BodyMasker, type BodyForm } from '../../src/domain/masking/body-masker.ts';
import { ExchangeAssembly } from '../../src/main/capture/exchange-assembly.ts';
import type { Side } from '../../src/main/relayed/relayed.ts';
import { blocksOf } from '../wire-cases/octets.ts';
import { plantedKey } from './mutated-streams.ts';

/** How the time to read something grows with its size, and what is still held of it. */
export interface CaptureCost {
  readonly name: string;
  readonly milliseconds: number;
  readonly millisecondsForFourTimes: number;
  /** What four times as much added to the heap, while the connection is open. */
  readonly heldMb: number;
}

type Sent = readonly [Side, string, pieceBytes: number][];

const get = 'GET / HTTP/1.1\r\n\r\n';
const chunkedOk = 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n';

/** Connections of `size` that are made to be dear: long lines, endless sections, the smallest pieces. */
const dear: Readonly<Record<string, (size: number) => Sent>> = {
  'garbage, byte by byte': (size) => [['client', `\0${'x'.repeat(size)}`, 1]],
  'a header line without end, byte by byte': (size) => [['client', `GET / HTTP/1.1\r\nA: ${'x'.repeat(size)}`, 1]],
  'header lines of two bytes': (size) => [['client', `GET / HTTP/1.1\r\n${'a\n'.repeat(size / 2)}\r\n`, 65_536]],
  'folded lines': (size) => [['client', `GET / HTTP/1.1\r\nA: b\r\n${' a\r\n'.repeat(size / 4)}\r\n`, 65_536]],
  'chunks of one byte': (size) => [['client', get, 65_536], ['upstream', `${chunkedOk}${'1\r\na\r\n'.repeat(size / 6)}`, 65_536]],
  'chunks of one byte, byte by byte': (size) => [['client', get, 65_536], ['upstream', `${chunkedOk}${'1\r\na\r\n'.repeat(size / 6)}`, 1]],
  'a chunk extension without end, byte by byte': (size) => [['client', get, 65_536], ['upstream', `${chunkedOk}1;${'x'.repeat(size)}`, 1]],
  'trailers without end': (size) => [['client', get, 65_536], ['upstream', `${chunkedOk}0\r\n${'a: b\r\n'.repeat(size / 6)}`, 65_536]],
  'interim responses without end': (size) => [['client', get, 65_536], ['upstream', 'HTTP/1.1 100 C\r\n\r\n'.repeat(size / 18), 65_536]],
  'blank lines without end': (size) => [['client', '\r\n'.repeat(size / 2), 65_536]],
  'pipelined requests, then their answers': (size) => [['client', get.repeat(size / 18), 65_536], ['upstream', 'HTTP/1.1 204 N\r\n\r\n'.repeat(size / 18), 65_536]],
  // Twice the size: up to 1 MB is held unread.
  'requests that ask for an upgrade': (size) => [['client', 'GET / HTTP/1.1\r\nUpgrade: x\r\n\r\n'.repeat((2 * size) / 30), 65_536]],
  'frames before an upgrade, byte by byte': (size) => [['client', `GET / HTTP/1.1\r\nUpgrade: x\r\n\r\n${'f'.repeat(size)}`, 1]],
};

export function measureCaptureCosts(bytes: number): readonly CaptureCost[] {
  return [...costsOfMasking(8 * bytes), ...costsOfReading(bytes)];
}

/** Eight times as much as is read: it is said for that many bytes. */
function costsOfMasking(bytes: number): readonly CaptureCost[] {
  const forms: readonly BodyForm[] = ['text', 'json', 'event-stream'];
  return [[], [plantedKey]].flatMap((secrets) =>
    forms.map((form) => {
      mask(bytes / 8, form, secrets);
      const name = `eight times as much masked as ${form}, ${secrets.length === 0 ? 'without' : 'with'} credentials, in pieces of 16 kB`;
      return { name, milliseconds: mask(bytes, form, secrets), millisecondsForFourTimes: mask(4 * bytes, form, secrets), heldMb: 0 };
    }),
  );
}

function mask(bytes: number, form: BodyForm, secrets: readonly string[]): number {
  const masker = new BodyMasker({ secrets, form, rulesOff: [] });
  let milliseconds = 0;
  for (const block of blocksOf({ generated: bytes, seed: 41 })) {
    for (let at = 0; at < block.length; at += 16_384) {
      const startedAtMs = performance.now();
      masker.write(block.subarray(at, at + 16_384));
      milliseconds += performance.now() - startedAtMs;
    }
  }
  return milliseconds;
}

function costsOfReading(bytes: number): readonly CaptureCost[] {
  return Object.entries(dear).map(([name, sentOf]) => {
    read(sentOf(bytes / 8));
    const { milliseconds } = read(sentOf(bytes));
    const four = read(sentOf(4 * bytes));
    return { name, milliseconds, millisecondsForFourTimes: four.milliseconds, heldMb: four.heldMb };
  });
}

function read(sent: Sent): { readonly milliseconds: number; readonly heldMb: number } {
  const streams = sent.map(([from, text, pieceBytes]) => ({ from, bytes: Buffer.from(text, 'latin1'), pieceBytes }));
  globalThis.gc?.();
  const before = process.memoryUsage().heapUsed;
  const startedAtMs = performance.now();
  const assembly = new ExchangeAssembly(() => {});
  assembly.take({ kind: 'connected', connection: 1, atUs: 1, host: 'a.test', port: 443, mode: 'intercept' });
  for (const { from, bytes, pieceBytes } of streams) {
    for (let at = 0; at < bytes.length; at += pieceBytes) {
      assembly.take({ kind: 'bytes', connection: 1, from, atUs: 2, bytes: bytes.subarray(at, at + pieceBytes) });
    }
    assembly.take({ kind: 'delivered', connection: 1, from, atUs: 3, total: bytes.length });
  }
  const milliseconds = performance.now() - startedAtMs;
  globalThis.gc?.();
  const heldMb = (process.memoryUsage().heapUsed - before) / 1e6;
  assembly.take({ kind: 'closed', connection: 1, atUs: 4 });
  return { milliseconds, heldMb };
}
