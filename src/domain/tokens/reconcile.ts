import type { CountedSegment } from '../attribution/segment.ts';
import { overheadSegment } from './overhead-segment.ts';

/**
 * Makes the tokens of the segments sum exactly to the input that was billed: each gets its share in proportion to its
 * estimate, and the largest remainders are rounded up. Segments whose tokens are unknown stay null, and those of no
 * tokens stay 0. Without a bill the estimates stay as they are.
 *
 * `api-overhead` keeps its figure, which is documented and no estimate. None is put there by guessing, save where no
 * segment at all could hold the bill.
 */
export function reconcile(segments: readonly CountedSegment[], billedInput: number | null): readonly CountedSegment[] {
  if (billedInput === null) return segments;
  const weights = segments.map((segment) => (isOverhead(segment) ? 0 : (segment.tokens ?? 0)));
  const canHold = weights.some((weight) => weight > 0);
  const documented = segments.reduce((sum, segment) => sum + (isOverhead(segment) ? (segment.tokens ?? 0) : 0), 0);
  // A bill that the documented figure alone would use up contradicts it: then nothing is known of an overhead.
  const overhead = canHold ? (documented < billedInput ? documented : 0) : billedInput;

  // The overhead stands last, so that leaving it out keeps the places of the others.
  const shares = apportion(weights, billedInput - overhead);
  const reconciled = segments
    .filter((segment) => !isOverhead(segment))
    .map((segment, index) => ({ ...segment, tokens: segment.tokens === null ? null : (shares[index] ?? 0) }));
  return overhead > 0 ? [...reconciled, overheadSegment(segments.at(-1)?.end ?? 0, overhead)] : reconciled;
}

function isOverhead(segment: CountedSegment): boolean {
  return segment.source.kind === 'api-overhead';
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
