import type { CountedSegment } from '../attribution/segment.ts';
import type { EstimatedSegment } from './count.ts';
import type { LearntRatios } from './learnt-ratios.ts';

/**
 * The segments with their tokens as they are by what was learnt of the model: a text that was counted by the API has that
 * count, other text its estimate times the ratio for its kind. Images and the overhead keep theirs, the unknown stays unknown,
 * and what holds a token's worth of text never becomes nothing.
 */
export function applyLearnt(segments: readonly EstimatedSegment[], ratios: LearntRatios): readonly CountedSegment[] {
  return segments.map(({ tokens, fixedTokens, piece, ...segment }) => {
    const ofText = tokens === null ? 0 : tokens - fixedTokens;
    if (tokens === null || ofText === 0) return { ...segment, tokens };
    const exact = piece === null ? null : ratios.exactTokens(piece.form, piece.key);
    return { ...segment, tokens: fixedTokens + (exact ?? Math.max(1, Math.round(ofText * ratios.ratioFor(segment.source.kind).ratio))) };
  });
}
