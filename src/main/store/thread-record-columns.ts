import { z } from 'zod';
import type { AgentCall } from '../../domain/thread/agent-calls.ts';
import type { ThreadFacts } from '../../domain/thread/thread-facts.ts';
import type { ThreadRecord } from '../../domain/thread/thread-record.ts';

/** A thread record as it is stored. */
export interface PackedThreadRecord {
  readonly record: string;
  readonly digests: Uint8Array;
}

const isObject = (value: unknown): boolean => typeof value === 'object' && value !== null;

/** Written by ourselves, and by this version's rules: an older one is written anew when its exchange is analysed again. */
const storedRecord = z.object({
  bodyHash: z.string().nullable(),
  facts: z.custom<ThreadFacts>(isObject),
  messageId: z.string().nullable(),
  requestId: z.string().nullable(),
  calls: z.array(z.custom<AgentCall>(isObject)),
});

/** Each half of a digest is a number of 32 bits, written with 7 characters to the base 36. */
const halfLength = 7;
const bytesOfDigest = 8;

/** A record as JSON, but for its digests and the fields of the billing line as they were sent. */
export function packThreadRecord({ bodyHash, facts, digests, messageId, requestId, calls }: ThreadRecord): PackedThreadRecord {
  const billing = facts.billing === null ? null : { ...facts.billing, fields: [] };
  const packed = Buffer.alloc(digests.length * bytesOfDigest);
  digests.forEach((digest, index) => {
    packed.writeUInt32LE(Number.parseInt(digest.slice(0, halfLength), 36), index * bytesOfDigest);
    packed.writeUInt32LE(Number.parseInt(digest.slice(halfLength), 36), index * bytesOfDigest + 4);
  });
  return { record: JSON.stringify({ bodyHash, facts: { ...facts, billing }, messageId, requestId, calls }), digests: packed };
}

/** What `packThreadRecord` made, of the exchange and the session given. Its digests are read when they are asked for: most never are. */
export function unpackThreadRecord(
  { record, digests }: PackedThreadRecord,
  place: { readonly id: string; readonly startedAtUs: number; readonly sessionId: string | null },
): ThreadRecord {
  const { facts, ...rest } = storedRecord.parse(JSON.parse(record));
  let unpacked: readonly string[] | null = null;
  return {
    id: place.id,
    startedAtUs: place.startedAtUs,
    ...rest,
    facts: { ...facts, sessionId: place.sessionId },
    get digests() {
      unpacked ??= digestsIn(digests);
      return unpacked;
    },
  };
}

function digestsIn(packed: Uint8Array): readonly string[] {
  const view = new DataView(packed.buffer, packed.byteOffset, packed.byteLength);
  const halfAt = (at: number): string => view.getUint32(at, true).toString(36).padStart(halfLength, '0');
  return Array.from({ length: packed.byteLength / bytesOfDigest }, (_, index) => halfAt(index * bytesOfDigest) + halfAt(index * bytesOfDigest + 4));
}
