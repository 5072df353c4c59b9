import { attribute } from '../attribution/attribute.ts';
import type { CountedSegment } from '../attribution/segment.ts';
import type { HeaderList } from '../http/header-list.ts';
import { countSegments, type TokenCache } from './count.ts';
import type { TokenEncoder } from './count-text.ts';
import { reconcile } from './reconcile.ts';

/** A request body attributed and counted. */
export interface CountedPrompt {
  readonly segments: readonly CountedSegment[];
  /** False for a body that is no request with messages: its segments have no tokens. */
  readonly isPrompt: boolean;
  readonly ruleVersion: number;
  /** What the segments sum to: the bill where there is one, else an estimate; null where a part is unknown. */
  readonly tokens: number | null;
  readonly tokensEstimated: boolean;
}

/**
 * Attributes a request body and counts its segments, so that they sum to `billedInput` exactly where the response stated it
 * (null where it did not).
 */
export function countPrompt(
  body: Uint8Array,
  headers: HeaderList,
  billedInput: number | null,
  encoder: TokenEncoder,
  cache?: TokenCache,
): CountedPrompt {
  const { segments, isPrompt, ruleVersion } = attribute(body, headers);
  const tokensEstimated = billedInput === null;
  if (!isPrompt) {
    const uncounted = segments.map((segment) => ({ ...segment, tokens: null }));
    return { segments: uncounted, isPrompt, ruleVersion, tokens: null, tokensEstimated };
  }
  const counted = reconcile(countSegments(body, segments, encoder, cache), billedInput);
  return { segments: counted, isPrompt, ruleVersion, tokens: billedInput ?? sumOf(counted), tokensEstimated };
}

function sumOf(segments: readonly CountedSegment[]): number | null {
  return segments.reduce<number | null>((sum, { tokens }) => (sum === null || tokens === null ? null : sum + tokens), 0);
}
