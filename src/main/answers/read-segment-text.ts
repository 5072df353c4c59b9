import type { StoreReads } from '../store/reads.ts';

/**
 * The text of bytes `start` to `end` of a stored request body. `decode` takes JSON's escapes off: a segment of a string
 * begins and ends at escape borders, so that its inside is itself the inside of a JSON string; bytes that are not (a
 * tool definition, say) are given as they stand.
 */
export function readSegmentText(
  store: StoreReads,
  id: string,
  range: { readonly start: number; readonly end: number; readonly decode: boolean },
): string | null {
  const body = store.readBody(id, 'request');
  if (body === null) return null;
  const raw = new TextDecoder().decode(body.octets.subarray(range.start, range.end));
  return range.decode ? withoutEscapes(raw) : raw;
}

function withoutEscapes(raw: string): string {
  // The frame of a segment (keys, quotes, brackets) belongs to its bytes, but is not what a reader asks for.
  const inside = /^[\s\S]*?"text"\s*:\s*"([\s\S]*?)"?\s*[\]},\s]*$/.exec(raw)?.[1] ?? raw;
  try {
    const text: unknown = JSON.parse(`"${inside}"`);
    return typeof text === 'string' ? text : raw;
  } catch {
    return raw;
  }
}
