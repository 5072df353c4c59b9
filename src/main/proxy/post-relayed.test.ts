import { setImmediate as turn } from 'node:timers/promises';
import { MessageChannel } from 'node:worker_threads';
import { expect, test, vi } from 'vitest';
import { relayedWeight } from '../capture/relayed-weight.ts';
import type { Relayed } from '../capture/relayed.ts';
import { RelayedPoster } from './post-relayed.ts';

const limits = { waitingBytes: 10_000, waitingRows: 3 };
const bytesMessage = (): Relayed => ({ kind: 'bytes', connection: 1, from: 'client', atUs: 0, bytes: new Uint8Array(4000) });
const weight = relayedWeight(bytesMessage());
const missed: Relayed = { kind: 'missed', connection: 1, atUs: 0, code: 'recorder-behind' };
const unseen = (connection: number): Relayed => ({ kind: 'unseen', connection, atUs: 0, host: 'a', port: 1, code: 'recorder-behind', message: '' });

/** A recorder's end, with all that has arrived. */
function recorderEnd(channel: MessageChannel): { readonly taken: Relayed[]; readonly port: MessageChannel['port1'] } {
  const taken: Relayed[] = [];
  channel.port1.on('message', (batch: readonly Relayed[]) => taken.push(...batch));
  return { taken, port: channel.port1 };
}

function tellUntilRefused(poster: RelayedPoster): number {
  for (let told = 0; told < 10; told += 1) {
    try {
      poster.tell(bytesMessage());
    } catch {
      return told;
    }
  }
  return 10;
}

test('lets no more wait for a recorder that takes nothing than the limit, until it has taken half of that', async () => {
  const channel = new MessageChannel();
  const poster = new RelayedPoster(channel.port2, limits);
  expect(tellUntilRefused(poster)).toBe(3);
  expect(poster.isBehind).toBe(true);

  channel.port1.postMessage(weight);
  await turn();
  await turn();
  expect(poster.isBehind).toBe(true);
  channel.port1.postMessage(weight);
  await vi.waitUntil(() => !poster.isBehind);
  expect(tellUntilRefused(poster)).toBe(2);
  poster.close();
});

test('takes the words about what is left out while it takes no bytes: all of those that are few, and a number of rows', async () => {
  const channel = new MessageChannel();
  const { taken } = recorderEnd(channel);
  const poster = new RelayedPoster(channel.port2, limits);
  tellUntilRefused(poster);
  for (let row = 1; row <= 3; row += 1) poster.tell(unseen(row));
  expect(() => poster.tell(unseen(4))).toThrow(/too much/);
  poster.tell(missed);
  await vi.waitUntil(() => taken.length === 7);
  expect(taken.map(({ kind }) => kind)).toEqual(['bytes', 'bytes', 'bytes', 'unseen', 'unseen', 'unseen', 'missed']);
  poster.close();
});

test('refuses bytes from when the recorder has died, and gives its successor the rows that came in between', async () => {
  const first = new MessageChannel();
  const poster = new RelayedPoster(first.port2, limits);
  poster.tell(bytesMessage());
  const { generation } = poster;
  first.port1.close();
  await vi.waitUntil(() => poster.isBehind);
  expect(poster.generation).not.toBe(generation);
  expect(tellUntilRefused(poster)).toBe(0);
  poster.tell(missed);
  poster.tell(unseen(1));

  const second = new MessageChannel();
  const { taken } = recorderEnd(second);
  poster.setPort(second.port2);
  expect(poster.isBehind).toBe(false);
  expect(tellUntilRefused(poster)).toBe(3);
  await vi.waitUntil(() => taken.length === 4);
  expect(taken.map(({ kind }) => kind)).toEqual(['unseen', 'bytes', 'bytes', 'bytes']);
  poster.close();
});

test('takes a successor before it has noticed that the recorder died', async () => {
  const first = new MessageChannel();
  const poster = new RelayedPoster(first.port2, limits);
  const { generation } = poster;
  const second = new MessageChannel();
  const { taken } = recorderEnd(second);
  poster.setPort(second.port2);
  await turn();
  expect(poster.isBehind).toBe(false);
  expect(poster.generation).toBe(generation + 1);
  poster.tell(bytesMessage());
  await vi.waitUntil(() => taken.length === 1);
  poster.close();
});
