import { setTimeout as pause } from 'node:timers/promises';
import { MessageChannel } from 'node:worker_threads';
import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { RelayedReader } from '../../relayed/relayed-reader.ts';
import type { Relayed, Side } from '../../relayed/relayed.ts';
import { RelayedWriter } from './write-relayed.ts';

const limits = { waitingBytes: 10_000, waitingRows: 3, segmentBytes: 4096 };
const bytesMessage = (length = 4000): Relayed => ({ kind: 'bytes', connection: 1, from: 'client', atUs: 0, bytes: new Uint8Array(length) });
const missed: Relayed = { kind: 'missed', connection: 1, atUs: 0, code: 'recorder-behind' };
const unseen = (connection: number): Relayed => ({ kind: 'unseen', connection, atUs: 0, host: 'a', port: 1, code: 'recorder-behind', message: '' });

/** A recorder's end, with all that it has taken. It takes nothing before it is made. */
function recorderEnd({ port1 }: MessageChannel): { readonly taken: Relayed[]; readonly reader: RelayedReader } {
  const taken: Relayed[] = [];
  return { taken, reader: new RelayedReader(port1, (message) => taken.push(message)) };
}

function tellUntilRefused(writer: RelayedWriter): number {
  for (let told = 0; told < 10; told += 1) {
    try {
      writer.tell(bytesMessage());
    } catch {
      return told;
    }
  }
  return 10;
}

/** The messages with pieces of one time and connection joined: where bytes are cut says nothing. */
function joined(messages: readonly Relayed[]): Relayed[] {
  const result: Relayed[] = [];
  for (const message of messages) {
    const last = result.at(-1);
    const isMore = message.kind === 'bytes' && last?.kind === 'bytes' && last.connection === message.connection && last.from === message.from;
    if (isMore) result[result.length - 1] = { ...last, bytes: new Uint8Array([...last.bytes, ...message.bytes]) };
    else result.push(message.kind === 'bytes' ? { ...message, bytes: new Uint8Array(message.bytes) } : message);
  }
  return result;
}

const side = fc.constantFrom<Side>('client', 'upstream');
const anyMessage: fc.Arbitrary<Relayed> = fc.oneof(
  fc.record({ kind: fc.constant('bytes'), connection: fc.nat(), from: side, atUs: fc.nat(), bytes: fc.uint8Array({ minLength: 1, maxLength: 3000 }) }),
  fc.record({ kind: fc.constant('delivered'), connection: fc.nat(), from: side, atUs: fc.maxSafeNat(), total: fc.maxSafeNat() }),
  fc.record({
    kind: fc.constant('connected'),
    connection: fc.nat(),
    atUs: fc.maxSafeNat(),
    host: fc.string({ unit: 'binary', maxLength: 200 }),
    port: fc.nat(65535),
    mode: fc.constant('intercept'),
  }),
  fc.record({ kind: fc.constant('closed'), connection: fc.nat(), atUs: fc.maxSafeNat() }),
);

test('what is told is taken, whole and in order, whatever segments it is spread over', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyMessage, { minLength: 1, maxLength: 60 }), fc.integer({ min: 1200, max: 9000 }), async (messages, segmentBytes) => {
      const channel = new MessageChannel();
      const writer = new RelayedWriter(channel.port2, { ...limits, waitingBytes: 1e9, segmentBytes });
      const { taken, reader } = recorderEnd(channel);
      for (const [index, message] of messages.entries()) {
        writer.tell(message);
        if (index % 7 === 6) await pause(0);
      }
      reader.end();
      writer.close();
      expect(joined(taken)).toEqual(joined(messages));
    }),
    { numRuns: 60 },
  );
});

test('what was told can be changed by its owner afterwards', async () => {
  const channel = new MessageChannel();
  const writer = new RelayedWriter(channel.port2, limits);
  const bytes = Buffer.from('as it was told');
  writer.tell({ kind: 'bytes', connection: 1, from: 'client', atUs: 0, bytes });
  bytes.fill('x');
  const { taken, reader } = recorderEnd(channel);
  reader.end();
  expect(taken).toMatchObject([{ kind: 'bytes', bytes: new Uint8Array(Buffer.from('as it was told')) }]);
  writer.close();
});

test('a recorder that has gone to sleep is woken by the next message', async () => {
  const channel = new MessageChannel();
  const writer = new RelayedWriter(channel.port2, limits);
  const { taken, reader } = recorderEnd(channel);
  for (const told of [1, 2, 3]) {
    writer.tell(unseen(told));
    await expect.poll(() => taken.length).toBe(told);
    // Longer than it goes on looking.
    await pause(200);
  }
  expect(taken).toEqual([unseen(1), unseen(2), unseen(3)]);
  reader.end();
  writer.close();
});

test('segments that were read are written anew, and what comes of them is what was told last', async () => {
  const channel = new MessageChannel();
  const writer = new RelayedWriter(channel.port2, limits);
  const { taken, reader } = recorderEnd(channel);
  for (let round = 1; round <= 40; round += 1) {
    writer.tell({ kind: 'bytes', connection: round, from: 'upstream', atUs: round, bytes: new Uint8Array(1500).fill(round) });
    await vi.waitUntil(() => taken.at(-1)?.atUs === round, { timeout: 20_000, interval: 5 });
  }
  expect(joined(taken).every((message) => message.kind === 'bytes' && message.bytes.every((octet) => octet === message.connection))).toBe(true);
  expect(joined(taken)).toHaveLength(40);
  reader.end();
  writer.close();
});

test('lets no more wait for a recorder that takes nothing than the limit, until it has taken half of that', async () => {
  const channel = new MessageChannel();
  const writer = new RelayedWriter(channel.port2, limits);
  expect(tellUntilRefused(writer)).toBe(3);
  expect(writer.isBehind).toBe(true);

  const { taken, reader } = recorderEnd(channel);
  await expect.poll(() => writer.isBehind).toBe(false);
  expect(joined(taken)).toMatchObject([{ bytes: { byteLength: 12_000 } }]);
  reader.end();
  writer.close();
});

test('takes the words about what is left out while it takes no bytes: all of those that are few, and a number of rows', () => {
  const channel = new MessageChannel();
  const writer = new RelayedWriter(channel.port2, limits);
  tellUntilRefused(writer);
  for (let row = 1; row <= 3; row += 1) writer.tell(unseen(row));
  expect(() => writer.tell(unseen(4))).toThrow(/too much/);
  writer.tell(missed);
  const { taken, reader } = recorderEnd(channel);
  reader.end();
  expect(joined(taken).map(({ kind }) => kind)).toEqual(['bytes', 'unseen', 'unseen', 'unseen', 'missed']);
  writer.close();
});

test('refuses bytes from when the recorder has died, and gives its successor the rows that came in between', async () => {
  const first = new MessageChannel();
  const writer = new RelayedWriter(first.port2, limits);
  writer.tell(bytesMessage());
  const { generation } = writer;
  first.port1.close();
  await expect.poll(() => writer.isBehind).toBe(true);
  expect(writer.generation).not.toBe(generation);
  expect(tellUntilRefused(writer)).toBe(0);
  writer.tell(missed);
  writer.tell(unseen(1));

  const second = new MessageChannel();
  writer.setPort(second.port2);
  expect(writer.isBehind).toBe(false);
  expect(tellUntilRefused(writer)).toBe(3);
  const { taken, reader } = recorderEnd(second);
  reader.end();
  expect(joined(taken).map(({ kind }) => kind)).toEqual(['unseen', 'bytes']);
  writer.close();
});

test('takes a successor before it has noticed that the recorder died', () => {
  const first = new MessageChannel();
  const writer = new RelayedWriter(first.port2, limits);
  const { generation } = writer;
  const second = new MessageChannel();
  writer.setPort(second.port2);
  expect(writer.isBehind).toBe(false);
  expect(writer.generation).toBe(generation + 1);
  writer.tell(bytesMessage());
  const { taken, reader } = recorderEnd(second);
  reader.end();
  expect(taken.length).toBeGreaterThan(0);
  writer.close();
});
