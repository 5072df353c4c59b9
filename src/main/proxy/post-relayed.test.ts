import { MessageChannel } from 'node:worker_threads';
import { afterEach, expect, test, vi } from 'vitest';
import { relayedWeight } from '../capture/relayed-weight.ts';
import type { Relayed } from '../capture/relayed.ts';
import { relayedPoster } from './post-relayed.ts';

const { port1: recorder, port2: toRecorder } = new MessageChannel();
afterEach(() => recorder.close());

const limitBytes = 10_000;
const bytes: Relayed = { kind: 'bytes', connection: 1, from: 'client', atUs: 0, bytes: new Uint8Array(4000) };

test('lets no more wait for a recorder that takes nothing than the limit, until it has taken some', async () => {
  const sink = relayedPoster(toRecorder, limitBytes);
  const postUntilRefused = (): number => {
    for (let posted = 0; ; posted += 1) {
      try {
        sink(bytes);
      } catch {
        return posted;
      }
      if (posted > 10) return posted;
    }
  };
  expect(postUntilRefused()).toBe(3);
  expect(() => sink({ kind: 'missed', connection: 1, atUs: 0, code: 'recorder-behind' })).not.toThrow();

  recorder.postMessage(2 * relayedWeight(bytes));
  await vi.waitUntil(() => postUntilRefused() === 2);
});
