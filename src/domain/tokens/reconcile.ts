import type { CountedSegment } from '../attribution/segment.ts';

/**
 * Makes the tokens of the segments sum exactly to the input that was billed: each gets its share in proportion to its
 * estimate, and the largest remainders are rounded up. Segments whose tokens are unknown stay null, and those of no
 * tokens stay 0. Without a bill the estimates stay as they are.
 *
 * `overheadTokens` is what the API is known to add itself (see `toolPromptTokens`): it becomes a segment `api-overhead` of
 * no bytes after the others. Nothing is put there by guessing, save where no segment could hold the bill at all.
 */
export function reconcile(
  segments: readonly CountedSegment[],
  billedInput: number | null,
  overheadTokens = 0,
): readonly CountedSegment[] {
  if (billedInput === null) return overheadTokens > 0 ? [...segments, overheadAfter(segments, overheadTokens)] : segments;
  const estimated = segments.reduce((sum, segment) => sum + (segment.tokens ?? 0), 0);
  const overhead = estimated === 0 ? billedInput : Math.min(overheadTokens, billedInput);
  const shares = apportion(segments.map((segment) => segment.tokens ?? 0), billedInput - overhead);
  const reconciled = segments.map((segment, index) => ({ ...segment, tokens: segment.tokens === null ? null : (shares[index] ?? 0) }));
  return overhead > 0 ? [...reconciled, overheadAfter(segments, overhead)] : reconciled;
}

function overheadAfter(segments: readonly CountedSegment[], tokens: number): CountedSegment {
  const end = segments.at(-1)?.end ?? 0;
  return { start: end, end, path: '', source: { kind: 'api-overhead' }, confidence: 'likely', tokens };
}

/** Whole numbers in proportion to the weights that sum to `total` (largest remainder; earlier ones first where equal). */
export function apportion(weights: readonly number[], total: number): readonly number[] {
  const sum = weights.reduce((all, weight) => all + weight, 0);
  if (sum === 0) return weights.map(() => 0);
  const exact = weights.map((weight) => (weight * total) / sum);
  const shares = exact.map(Math.floor);
  const missing = total - shares.reduce((all, share) => all + share, 0);
  const byRemainder = exact
    .map((share, index) => ({ index, remainder: share - Math.floor(share) }))
    .filter(({ index }) => (weights[index] ?? 0) > 0)
    .toSorted((one, other) => other.remainder - one.remainder || one.index - other.index);
  for (const { index } of byRemainder.slice(0, missing)) shares[index] = (shares[index] ?? 0) + 1;
  return shares;
}
