import type { MessagePort } from 'node:worker_threads';
import { relayedWeight } from '../capture/relayed-weight.ts';
import type { Relayed } from '../capture/relayed.ts';
import type { Sink } from './captured-connection.ts';

/** What may wait for the recorder. It is behind only while bytes come faster than a disk takes them, or not at all. */
const waitingBytesLimit = 256 * 1024 * 1024;

/**
 * A sink that posts to the recorder: arrays of messages, in order. Bytes are posted at once, since they may be written onward
 * as soon as the sink returns; deliveries wait for the next message or the end of the turn, and go with it. The recorder
 * posts back how much it has taken (`relayedWeight`); while more than `limitBytes` wait for it, bytes are refused by throwing.
 */
export function relayedPoster(port: MessagePort, limitBytes = waitingBytesLimit): Sink {
  let waiting: Relayed[] = [];
  let untakenBytes = 0;
  port.on('message', (takenBytes: number) => (untakenBytes -= takenBytes));
  const post = (): void => {
    if (waiting.length === 0) return;
    const batch = waiting;
    waiting = [];
    port.postMessage(batch);
  };
  return (relayed) => {
    if (relayed.kind === 'bytes' && untakenBytes > limitBytes) throw new Error('the recorder is too far behind');
    untakenBytes += relayedWeight(relayed);
    waiting.push(relayed);
    if (relayed.kind !== 'delivered') post();
    else if (waiting.length === 1) setImmediate(post);
  };
}
