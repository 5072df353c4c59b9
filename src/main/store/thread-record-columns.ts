import { z } from 'zod';
import type { AgentCall } from '../../domain/thread/agent-calls.ts';
import type { Digests } from '../../domain/thread/message-digests.ts';
import type { ThreadFacts } from '../../domain/thread/thread-facts.ts';
import type { ThreadRecord } from '../../domain/thread/thread-record.ts';

/** A thread record as it is stored. */
export interface PackedThreadRecord {
  readonly record: string;
  readonly digests: Uint8Array;
}

const isObject = (value: unknown): boolean => typeof value === 'object' && value !== null;

const recordShape = 1;

/** Written by ourselves. One of an earlier shape is as none, until its exchange is analysed again. */
const storedRecord = z.object({
  /** Rises when the facts of a record change. */
  shape: z.literal(recordShape),
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
  for (let index = 0; index < digests.length; index += 1) {
    const digest = digests.at(index) ?? '';
    packed.writeUInt32LE(Number.parseInt(digest.slice(0, halfLength), 36), index * bytesOfDigest);
    packed.writeUInt32LE(Number.parseInt(digest.slice(halfLength), 36), index * bytesOfDigest + 4);
  }
  return { record: JSON.stringify({ shape: recordShape, bodyHash, facts: { ...facts, billing }, messageId, requestId, calls }), digests: packed };
}

/** What `packThreadRecord` made, of the exchange and the session given; null for a record of another shape. Its digests stay packed: most are never asked for. */
export function unpackThreadRecord(
  { record, digests }: PackedThreadRecord,
  place: { readonly id: string; readonly startedAtUs: number; readonly sessionId: string | null },
): ThreadRecord | null {
  const stored = storedRecord.safeParse(JSON.parse(record));
  if (!stored.success) return null;
  const { facts, shape: _, ...rest } = stored.data;
  return {
    id: place.id,
    startedAtUs: place.startedAtUs,
    ...rest,
    facts: { ...facts, sessionId: place.sessionId },
    digests: digestsIn(digests),
  };
}

function digestsIn(packed: Uint8Array): Digests {
  const view = new DataView(packed.buffer, packed.byteOffset, packed.byteLength);
  const length = packed.byteLength / bytesOfDigest;
  const halfAt = (at: number): string => view.getUint32(at, true).toString(36).padStart(halfLength, '0');
  return {
    length,
    at: (index) => {
      const place = index < 0 ? length + index : index;
      return place < 0 || place >= length ? undefined : halfAt(place * bytesOfDigest) + halfAt(place * bytesOfDigest + 4);
    },
  };
}
