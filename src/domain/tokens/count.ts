import { parseWireJson } from '../anthropic/wire-json.ts';
import { readImageSize } from '../attribution/image-size.ts';
import type { CountedSegment, Segment } from '../attribution/segment.ts';
import { decodeJsonText } from '../json/json-text.ts';
import { utf8Text } from '../octets/octets-as-text.ts';
import { octetsHash } from './content-hash.ts';
import { textKey, toolsKey } from './content-key.ts';
import { countText, type TokenEncoder } from './count-text.ts';
import { imageTokens } from './image-tokens.ts';
import type { PieceForm } from './learnt-counts.ts';
import { overheadSegment } from './overhead-segment.ts';
import { readPrompt, type Prompt, type PromptRange } from './read-prompt.ts';
import { toolPromptTokens } from './tool-prompt.ts';

/** Counts that were made before, by content. The caller bounds it; a `Map` will do. */
export interface TokenCache {
  get(key: string): number | undefined;
  set(key: string, tokens: number): unknown;
}

/** A segment with its tokens by the tokenizer, and what of them is known otherwise. */
export interface EstimatedSegment extends CountedSegment {
  /** Those of its tokens that are no text, and that no ratio of texts is for: images by their size, the documented overhead. */
  readonly fixedTokens: number;
  /** What `count_tokens` would know all of its text by; null where that was not wanted, or it is more than one text. */
  readonly piece: { readonly form: PieceForm; readonly key: string } | null;
}

/** Shorter texts are counted sooner than looked up, in bytes. */
const cachedFromLength = 64;

/** Whether it is worth the trouble to name a piece of that form and about so many tokens. */
export type PieceFilter = (form: PieceForm, tokens: number) => boolean;

/**
 * Estimates the tokens of each segment: what the model is given of it, counted by `encoder`. Framing (brackets, block types,
 * ids), request parameters and the billing line are no part of the prompt and count 0; the keys of tool definitions and of
 * tool calls are. Images count by their size. Null where it cannot be known: sealed thinking, documents. Where the
 * API is documented to add a prompt of its own for the tools, that follows as a segment `api-overhead` of no bytes.
 * Pieces are named where `wanted` says so. What the cache knows is not even decoded: the next turn of a conversation counts what is new.
 */
export function countSegments(
  body: Uint8Array,
  segments: readonly Segment[],
  encoder: TokenEncoder,
  cache?: TokenCache,
  wanted: PieceFilter = () => false,
  prompt: Prompt = readPrompt(body),
): readonly EstimatedSegment[] {
  const { ranges } = prompt;
  let next = 0;
  const counted = segments.map((segment): EstimatedSegment => {
    let tokens: number | null = 0;
    let fixedTokens = 0;
    let piece: EstimatedSegment['piece'] = null;
    while (next < ranges.length && (ranges[next]?.end ?? 0) <= segment.start) next += 1;
    for (let at = next; at < ranges.length; at += 1) {
      const range = ranges[at];
      if (range === undefined || range.start >= segment.end) break;
      const part = { ...range, start: Math.max(range.start, segment.start), end: Math.min(range.end, segment.end) };
      const isText = part.form === 'text' || part.form === 'json';
      const ofPart = isText ? textTokens(body, part, encoder, cache) : sizedTokens(body, part, prompt.model);
      if (!isText) fixedTokens += ofPart ?? 0;
      piece = at === next && isText ? pieceOf(body, segment, part, ofPart ?? 0, wanted) : null;
      tokens = tokens === null || ofPart === null ? null : tokens + ofPart;
    }
    return { ...segment, tokens, fixedTokens, piece };
  });
  const overhead = toolPromptTokens(prompt);
  return overhead === null ? counted : [...counted, { ...overheadSegment(body.length, overhead), fixedTokens: overhead, piece: null }];
}

function textTokens(body: Uint8Array, { start, end }: PromptRange, encoder: TokenEncoder, cache: TokenCache | undefined): number {
  const key = cache === undefined || end - start < cachedFromLength ? null : octetsHash(body, start, end);
  const known = key === null ? undefined : cache?.get(key);
  if (known !== undefined) return known;
  // JSON is decoded too: its escapes become what they mean, as in the text the model is given.
  const tokens = countText(decodeJsonText(body, start, end), encoder);
  if (key !== null) cache?.set(key, tokens);
  return tokens;
}

/** Null for what is sealed, and for an image that does not say its size. */
function sizedTokens(body: Uint8Array, range: PromptRange, model: string | null): number | null {
  const size = range.form === 'image' ? readImageSize(body, range.start, range.end) : null;
  return size === null ? null : imageTokens(size, model);
}

function pieceOf(body: Uint8Array, segment: Segment, range: PromptRange, tokens: number, wanted: PieceFilter): EstimatedSegment['piece'] {
  if (range.form === 'text') return wanted('text', tokens) ? { form: 'text', key: textKey(decodeJsonText(body, range.start, range.end)) } : null;
  const { kind } = segment.source;
  if ((kind !== 'tool-definition' && kind !== 'mcp-tool-definition') || !wanted('tools', tokens)) return null;
  const key = toolsKey([parseWireJson(utf8Text(body.subarray(range.start, range.end)))]);
  return key === null ? null : { form: 'tools', key };
}
