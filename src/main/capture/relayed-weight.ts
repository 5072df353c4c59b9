import type { Relayed } from './relayed.ts';

const messageBytes = 256;

/** About how many bytes of memory a message takes while it waits for the recorder. */
export function relayedWeight(message: Relayed): number {
  return messageBytes + (message.kind === 'bytes' ? message.bytes.byteLength : 0);
}
