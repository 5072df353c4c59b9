import type { MessagePort } from 'node:worker_threads';
import type { Relayed } from '../capture/relayed.ts';
import type { Sink } from './captured-connection.ts';

/**
 * A sink that posts to the recorder: arrays of messages, in order. Bytes are posted at once, since they may be written onward
 * as soon as the sink returns; deliveries wait for the next message or the end of the turn, and go with it.
 */
export function relayedPoster(port: MessagePort): Sink {
  let waiting: Relayed[] = [];
  const post = (): void => {
    if (waiting.length === 0) return;
    const batch = waiting;
    waiting = [];
    port.postMessage(batch);
  };
  return (relayed) => {
    waiting.push(relayed);
    if (relayed.kind !== 'delivered') post();
    else if (waiting.length === 1) setImmediate(post);
  };
}
