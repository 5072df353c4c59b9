import type { CountedSegment } from '../attribution/segment.ts';
import { apportion } from './apportion.ts';
import { overheadSegment } from './overhead-segment.ts';

/**
 * By how much the tokens of a prompt may exceed their estimate before some of them must be of parts that could not be estimated:
 * newer models take up to half more than the tokenizer, and prompts have framing.
 */
const widestReach = 2;

/**
 * Makes the tokens of the segments sum exactly to the input that was billed: each gets its share in proportion to its
 * estimate, and the largest remainders are rounded up. Segments of no tokens stay 0. Without a bill, or with one that is no
 * whole number, the estimates stay as they are.
 *
 * Segments whose tokens are unknown (sealed thinking, documents) stay null while the others can hold the bill: a rest within
 * `reach` times their estimate cannot be told from its error. What is beyond that is the unknown ones', by their bytes.
 *
 * `api-overhead` keeps its figure, which is documented and no estimate. None is put there by guessing, save where no
 * segment at all could hold the bill.
 */
export function reconcile(segments: readonly CountedSegment[], billedInput: number | null, reach: number = widestReach): readonly CountedSegment[] {
  if (!isBill(billedInput)) return segments;
  const parts = segments.filter((segment) => !isOverhead(segment));
  const estimated = parts.reduce((sum, { tokens }) => sum + (tokens ?? 0), 0);
  const hasUnknown = parts.some(isUnknown);
  const canHold = estimated > 0 || hasUnknown;
  const documented = segments.reduce((sum, segment) => sum + (isOverhead(segment) ? (segment.tokens ?? 0) : 0), 0);
  // A bill that the documented figure alone would use up contradicts it: then nothing is known of an overhead.
  const overhead = canHold ? (documented < billedInput ? documented : 0) : billedInput;

  const held = billedInput - overhead;
  const ofKnown = hasUnknown ? Math.min(held, Math.floor(estimated * reach)) : held;
  const shares = apportion(parts.map(({ tokens }) => tokens ?? 0), ofKnown);
  const rests = apportion(parts.map((part) => (isUnknown(part) ? part.end - part.start : 0)), held - ofKnown);
  // The overhead stands last, so that leaving it out keeps the places of the others.
  const reconciled = parts.map((part, index) => ({ ...part, tokens: isUnknown(part) && held === ofKnown ? null : (shares[index] ?? 0) + (rests[index] ?? 0) }));
  return overhead > 0 ? [...reconciled, overheadSegment(segments.at(-1)?.end ?? 0, overhead)] : reconciled;
}

/** Whether a stated figure can be reconciled with: whole, and small enough to be exact. */
export function isBill(billedInput: number | null): billedInput is number {
  return billedInput !== null && Number.isSafeInteger(billedInput) && billedInput >= 0;
}

function isOverhead(segment: CountedSegment): boolean {
  return segment.source.kind === 'api-overhead';
}

/** Null, and not of no bytes: what holds nothing can hold no rest. */
function isUnknown(segment: CountedSegment): boolean {
  return segment.tokens === null && segment.end > segment.start;
}
