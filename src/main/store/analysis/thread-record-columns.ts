import { z } from 'zod';
import type { AgentCall } from '../../../domain/thread/agent-calls.ts';
import type { Digests } from '../../../domain/thread/message-digests.ts';
import type { ThreadFacts } from '../../../domain/thread/thread-facts.ts';
import type { ThreadRecord } from '../../../domain/thread/thread-record.ts';
import type { BodyTexts, JoinedOctets } from '../content/body-texts.ts';
import { compactText, readCompactText } from '../content/compact-text.ts';
import { unpackRuns } from '../content/text-runs.ts';

/** A thread record as it is to be stored. */
export interface PackedThreadRecord {
  readonly packed: Uint8Array;
  /** The digests of its first messages, in parts that the next request of the conversation has as well. */
  readonly shared: readonly Uint8Array[];
  /** Those of the others. */
  readonly digests: Uint8Array;
}

/** A thread record as it is stored. */
export interface StoredThreadRecord {
  /** As versions before 7 of the schema wrote it; empty where it is packed. */
  readonly record: string;
  readonly packed: Uint8Array | null;
  /** The list of the texts that the first digests stand in. */
  readonly texts: Uint8Array | null;
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
const bytesOfPart = 32 * bytesOfDigest;

/** A record as JSON, but for its digests and the fields of the billing line as they were sent. */
export function packThreadRecord({ bodyHash, facts, digests, messageId, requestId, calls }: ThreadRecord): PackedThreadRecord {
  const billing = facts.billing === null ? null : { ...facts.billing, fields: [] };
  const octets = Buffer.alloc(digests.length * bytesOfDigest);
  for (let index = 0; index < digests.length; index += 1) {
    const digest = digests.at(index) ?? '';
    octets.writeUInt32LE(Number.parseInt(digest.slice(0, halfLength), 36), index * bytesOfDigest);
    octets.writeUInt32LE(Number.parseInt(digest.slice(halfLength), 36), index * bytesOfDigest + 4);
  }
  const record = JSON.stringify({ shape: recordShape, bodyHash, facts: { ...facts, billing }, messageId, requestId, calls });
  const parts = Math.floor(octets.length / bytesOfPart);
  return {
    packed: compactText('thread-record', record),
    shared: Array.from({ length: parts }, (_, index) => octets.subarray(index * bytesOfPart, (index + 1) * bytesOfPart)),
    digests: octets.subarray(parts * bytesOfPart),
  };
}

/**
 * What `packThreadRecord` made, of the exchange and the session given; null for a record of another shape, or a damaged one. Its digests are read
 * when they are asked for: most never are.
 */
export function unpackThreadRecord(
  { record, packed, texts, digests }: StoredThreadRecord,
  bodies: Pick<BodyTexts, 'join'>,
  place: { readonly id: string; readonly startedAtUs: number; readonly sessionId: string | null },
): ThreadRecord | null {
  try {
    const stored = storedRecord.safeParse(JSON.parse(packed === null ? record : readCompactText('thread-record', packed)));
    if (!stored.success) return null;
    const { facts, shape: _, ...rest } = stored.data;
    return {
      id: place.id,
      startedAtUs: place.startedAtUs,
      ...rest,
      facts: { ...facts, sessionId: place.sessionId },
      digests: texts === null ? digestsIn(digests) : sharedDigests(texts, digests, bodies),
    };
  } catch {
    return null;
  }
}

/** Where a part of them cannot be read, there are none: the exchange is then like one whose messages nobody knows. */
function sharedDigests(texts: Uint8Array, own: Uint8Array, bodies: Pick<BodyTexts, 'join'>): Digests {
  const parts = unpackRuns(texts).reduce((sum, { count }) => sum + count, 0);
  let read: Digests | null = null;
  return {
    length: parts * (bytesOfPart / bytesOfDigest) + Math.floor(own.byteLength / bytesOfDigest),
    at: (index) => {
      read ??= digestsOf(bodies.join(texts), own);
      return read.at(index);
    },
  };
}

function digestsOf({ octets, sound }: JoinedOctets, own: Uint8Array): Digests {
  return sound ? digestsIn(Buffer.concat([octets, own])) : { length: 0, at: () => undefined };
}

function digestsIn(packed: Uint8Array): Digests {
  const view = new DataView(packed.buffer, packed.byteOffset, packed.byteLength);
  const length = Math.floor(packed.byteLength / bytesOfDigest);
  const halfAt = (at: number): string => view.getUint32(at, true).toString(36).padStart(halfLength, '0');
  return {
    length,
    at: (index) => {
      const place = index < 0 ? length + index : index;
      return place < 0 || place >= length ? undefined : halfAt(place * bytesOfDigest) + halfAt(place * bytesOfDigest + 4);
    },
  };
}
