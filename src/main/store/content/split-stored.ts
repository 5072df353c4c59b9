import { createHash } from 'node:crypto';
import { readResponse } from '../../../domain/anthropic/stream.ts';
import { saidByJson, saidByPlain, withoutCoded } from '../../../domain/content/said.ts';
import { isJson, splitBody } from '../../../domain/content/split-body.ts';
import { decodeBody } from '../bodies/decoded-body.ts';
import type { BodySide, StoredBody } from '../reads.ts';

/** One text of a stored body. */
export interface StoredText {
  readonly octets: Uint8Array;
  /** Read when it is new: what it says, for search. */
  said(): string;
}

/** A body that unpacks or adds up to more is searched as the texts it is stored in, not put together. */
const saidUpToBytes = 16 * 1024 * 1024;

/** The first 16 bytes of SHA-256: as good as never the same for two texts, also for those who try. Bodies are checked by the whole of theirs. */
export function digestOf(octets: Uint8Array): Uint8Array {
  return createHash('sha256').update(octets).digest().subarray(0, 16);
}

/**
 * The texts of a body, and what each says. Where that does not stand in the octets themselves (a stream's deltas are put together, a content
 * coding is taken off) the first text says all of it.
 */
export async function splitStored(body: StoredBody, side: BodySide): Promise<readonly StoredText[]> {
  const { octets } = body;
  const whole = await saidByWhole(body, side);
  let start = 0;
  return splitBody(octets).map((end, index) => {
    const text = octets.subarray(start, end);
    start = end;
    return { octets: text, said: () => saidOf(text, index, whole, isJson(octets)) };
  });
}

/** What a body says that is not the sum of what its texts say; null for one of which each text says its own. */
export async function saidByWhole(body: StoredBody, side: BodySide): Promise<string | null> {
  if (body.octets.byteLength > saidUpToBytes) return null;
  if (body.contentEncoding === null && (side === 'request' || isJson(body.octets))) return null;
  const { octets } = await decodeBody(body);
  if (octets.byteLength > saidUpToBytes) return null;
  const message = side === 'response' ? readResponse(octets, body.contentType) : null;
  if (message === null || message.kind === 'other') return body.contentEncoding === null ? null : saidByParts(octets);
  const blocks = message.blocks.map(({ tool, text }) => (tool === null ? text : `${tool}\n${text}`));
  return withoutCoded([...blocks, ...(message.error === null ? [] : [message.error.type, message.error.message])].join('\n'));
}

function saidByParts(octets: Uint8Array): string {
  let start = 0;
  const said: string[] = [];
  for (const end of splitBody(octets)) {
    said.push(isJson(octets) ? saidByJson(octets.subarray(start, end)) : saidByPlain(octets.subarray(start, end)));
    start = end;
  }
  return said.join('\n');
}

function saidOf(text: Uint8Array, index: number, whole: string | null, inJson: boolean): string {
  if (whole !== null) return index === 0 ? whole : '';
  return inJson ? saidByJson(text) : saidByPlain(text);
}
