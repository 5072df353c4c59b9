import type { Relayed } from '../src/main/relayed/relayed.ts';

/** A message that can be kept: the bytes of the one that was told are the relay's. */
export function kept(message: Relayed): Relayed {
  return message.kind === 'bytes' ? { ...message, bytes: new Uint8Array(message.bytes) } : message;
}
