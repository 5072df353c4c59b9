import type { CountedSegment } from '../attribution/segment.ts';
import type { Source } from '../attribution/source.ts';
import { sourceKey } from '../attribution/source-key.ts';
import { promptOrder } from '../cost/prompt-order.ts';
import { growthBySource, type SourceGrowth } from './growth-by-source.ts';
import { pairSegments, type ComparedSegment } from './pair-segments.ts';
import { readPromptContent } from './prompt-content.ts';
import { segmentContents } from './segment-contents.ts';
import { stayingInOrder } from './staying-in-order.ts';

/** A request body with its segments. */
export interface ComparedRequest {
  readonly body: Uint8Array;
  readonly segments: readonly CountedSegment[];
}

/**
 * What became of a segment from one request to another. `changed`: the same source at the same place says something else;
 * `moved`: the same content stands elsewhere among what was kept. Indexes are those in the segments given; `source` is that
 * of the later request where it has one.
 */
export type ComparisonEntry =
  | {
      readonly kind: 'kept' | 'changed' | 'moved';
      readonly source: Source;
      readonly beforeIndex: number;
      readonly afterIndex: number;
      readonly tokensBefore: number | null;
      readonly tokensAfter: number | null;
    }
  | { readonly kind: 'added'; readonly source: Source; readonly afterIndex: number; readonly tokensAfter: number | null }
  | { readonly kind: 'removed'; readonly source: Source; readonly beforeIndex: number; readonly tokensBefore: number | null };

export interface RequestComparison {
  /** In the order of the later prompt; what was removed stands behind what it stood behind. */
  readonly entries: readonly ComparisonEntry[];
  /** What grew most first, without what stayed the same. */
  readonly growth: readonly SourceGrowth[];
  /** The sums of what is known; null when nothing is. */
  readonly tokensBefore: number | null;
  readonly tokensAfter: number | null;
  readonly counts: Readonly<Record<ComparisonEntry['kind'], number>>;
}

/**
 * What is new, gone, changed or moved between two requests, segment by segment. Tokens are as counted in each: where they were
 * made to sum to two bills, what was kept may differ by a few. Never throws; time is about linear in the bodies.
 */
export function compareRequests(before: ComparedRequest, after: ComparedRequest): RequestComparison {
  const comparedBefore = inPromptOrder(before);
  const comparedAfter = inPromptOrder(after);
  const { same, changed } = pairSegments(comparedBefore, comparedAfter);
  const placeBefore = placesOf(comparedBefore, before.segments.length);
  const placeAfter = placesOf(comparedAfter, after.segments.length);
  const kept = stayingInOrder(
    same.toSorted((one, other) => (placeBefore[one.before] ?? 0) - (placeBefore[other.before] ?? 0)),
    ({ after: index }) => placeAfter[index] ?? 0,
  );
  const kinds = new Map<number, { readonly kind: 'kept' | 'changed' | 'moved'; readonly before: number }>();
  for (const pair of same) kinds.set(pair.after, { kind: kept.has(pair) ? 'kept' : 'moved', before: pair.before });
  for (const pair of changed) kinds.set(pair.after, { kind: 'changed', before: pair.before });

  const placed: { entry: ComparisonEntry; place: number }[] = comparedAfter.map(({ index: afterIndex, segment }, place) => {
    const { source, tokens: tokensAfter } = segment;
    const pair = kinds.get(afterIndex);
    if (pair === undefined) return { place, entry: { kind: 'added', source, afterIndex, tokensAfter } };
    const tokensBefore = before.segments[pair.before]?.tokens ?? null;
    return { place, entry: { kind: pair.kind, source, beforeIndex: pair.before, afterIndex, tokensBefore, tokensAfter } };
  });
  const placeOfPartner = new Map([...same.filter((pair) => kept.has(pair)), ...changed].map((pair) => [pair.before, placeAfter[pair.after] ?? 0]));
  const paired = new Set([...same, ...changed].map((pair) => pair.before));
  let place = -1;
  for (const { index: beforeIndex, segment } of comparedBefore) {
    place = placeOfPartner.get(beforeIndex) ?? place;
    if (paired.has(beforeIndex)) continue;
    placed.push({ place: place + 0.5, entry: { kind: 'removed', source: segment.source, beforeIndex, tokensBefore: segment.tokens } });
  }
  // Stable: what was removed at one place stays in its order.
  const entries = placed.toSorted((one, other) => one.place - other.place).map(({ entry }) => entry);
  return {
    entries,
    growth: growthBySource(comparedBefore, comparedAfter),
    tokensBefore: tokensOf(before.segments),
    tokensAfter: tokensOf(after.segments),
    counts: countsOf(entries),
  };
}

/** The segments of a prompt in its order, then those that are no part of it. */
function inPromptOrder({ body, segments }: ComparedRequest): readonly ComparedSegment[] {
  const contents = segmentContents(readPromptContent(body), segments);
  const order = promptOrder(segments);
  const ordered = new Set(order);
  const rest = segments.flatMap((_segment, index) => (ordered.has(index) ? [] : [index]));
  return [...order, ...rest].flatMap((index) => {
    const segment = segments[index];
    const content = contents[index];
    return segment === undefined || content === undefined ? [] : [{ index, key: sourceKey(segment.source), segment, content }];
  });
}

/** The place of each segment in the prompt, by its index. */
function placesOf(compared: readonly ComparedSegment[], count: number): readonly number[] {
  const places = Array.from({ length: count }, () => 0);
  compared.forEach(({ index }, place) => {
    places[index] = place;
  });
  return places;
}

function tokensOf(segments: readonly CountedSegment[]): number | null {
  return segments.reduce<number | null>((sum, { tokens }) => (tokens === null ? sum : (sum ?? 0) + tokens), null);
}

function countsOf(entries: readonly ComparisonEntry[]): RequestComparison['counts'] {
  const counts = { kept: 0, changed: 0, moved: 0, added: 0, removed: 0 };
  for (const { kind } of entries) counts[kind] += 1;
  return counts;
}
