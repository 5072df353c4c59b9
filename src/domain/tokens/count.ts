import { readImageSize } from '../attribution/image-size.ts';
import { decodeJsonText } from '../json/json-text.ts';
import type { CountedSegment, Segment } from '../attribution/segment.ts';
import { overheadSegment } from './overhead-segment.ts';
import { contentHash } from './content-hash.ts';
import { imageTokens } from './image-tokens.ts';
import { countText, type TokenEncoder } from './count-text.ts';
import { readPrompt, type PromptRange } from './read-prompt.ts';
import { toolPromptTokens } from './tool-prompt.ts';

/** Counts that were made before, by content. The caller bounds it; a `Map` will do. */
export interface TokenCache {
  get(key: string): number | undefined;
  set(key: string, tokens: number): unknown;
}

/** Shorter texts are counted sooner than looked up. */
const cachedFromLength = 64;

/**
 * Estimates the tokens of each segment: what the model is given of it, counted by `encoder`. Framing (brackets, block types,
 * ids), request parameters and the billing line are no part of the prompt and count 0; the keys of tool definitions and of
 * tool calls are. Images count by their size. Null where it cannot be known: sealed thinking, documents. Where the
 * API is documented to add a prompt of its own for the tools, that follows as a segment `api-overhead` of no bytes.
 */
export function countSegments(
  body: Uint8Array,
  segments: readonly Segment[],
  encoder: TokenEncoder,
  cache?: TokenCache,
): readonly CountedSegment[] {
  const prompt = readPrompt(body);
  const { ranges } = prompt;
  let next = 0;
  const counted = segments.map((segment): CountedSegment => {
    let tokens: number | null = 0;
    while (next < ranges.length && (ranges[next]?.end ?? 0) <= segment.start) next += 1;
    for (let at = next; at < ranges.length; at += 1) {
      const range = ranges[at];
      if (range === undefined || range.start >= segment.end) break;
      const start = Math.max(range.start, segment.start);
      const end = Math.min(range.end, segment.end);
      const part = countRange(body, { ...range, start, end }, prompt.model, encoder, cache);
      tokens = tokens === null || part === null ? null : tokens + part;
    }
    return { ...segment, tokens };
  });
  const overhead = toolPromptTokens(prompt);
  return overhead === null ? counted : [...counted, overheadSegment(body.length, overhead)];
}

function countRange(body: Uint8Array, range: PromptRange, model: string | null, encoder: TokenEncoder, cache: TokenCache | undefined): number | null {
  if (range.form === 'sealed') return null;
  if (range.form === 'image') {
    const size = readImageSize(body, range.start, range.end);
    return size === null ? null : imageTokens(size, model);
  }
  // JSON is decoded too: its escapes become what they mean, as in the text the model is given.
  const text = decodeJsonText(body, range.start, range.end);
  if (cache === undefined || text.length < cachedFromLength) return countText(text, encoder);
  const key = contentHash(text);
  const known = cache.get(key);
  if (known !== undefined) return known;
  const tokens = countText(text, encoder);
  cache.set(key, tokens);
  return tokens;
}
