import type { SegmentView } from '../../../../contract/context-view.ts';
import type { ComparisonEntry, RequestComparison } from '../../../../domain/comparison/compare-requests.ts';
import { formatCounted, formatTokens } from '../../../format/quantities.ts';
import { newParts } from '../context/new-parts.ts';

/** By how much the prompt grew, and to what: `The prompt grew by 1,470 tokens to 48,270.` Empty where a side is not known. */
export function growthWords({ tokensBefore, tokensAfter }: RequestComparison, isEstimated: boolean): string {
  if (tokensBefore === null || tokensAfter === null) return '';
  const growth = tokensAfter - tokensBefore;
  if (growth === 0) return `The prompt is as long as before: ${formatTokens(tokensAfter, isEstimated)} tokens.`;
  return `The prompt ${growth > 0 ? 'grew' : 'shrank'} by ${inTokens(Math.abs(growth), isEstimated)} to ${formatTokens(tokensAfter, isEstimated)}.`;
}

/**
 * What the growth is made of: `1,692 tokens new (13 parts), 222 tokens gone (5 parts); 126 parts as before`. New is what the summary of the
 * request calls so. What says something else is new and gone. Tokens of parts are made to sum to the bill: what was kept can be counted otherwise.
 */
export function partsWords({ entries, counts, tokensBefore, tokensAfter }: RequestComparison, before: readonly SegmentView[], after: readonly SegmentView[], isEstimated: boolean): string {
  const fresh = newParts({ segments: after }, entries);
  // Seen from the other side, what is gone is what is new.
  const gone = newParts({ segments: before }, entries.flatMap(asSeenFromBefore));
  const side = ({ added, changed, tokens }: typeof fresh, word: string) =>
    added + changed === 0 ? [] : [`${tokens === null ? '' : `${inTokens(tokens, isEstimated)} `}${word} (${formatCounted(added + changed, 'part')})`];
  const differing = [...side(fresh, 'new'), ...side(gone, 'gone'), ...(fresh.moved === 0 ? [] : [`${formatCounted(fresh.moved, 'part')} moved`])];
  const apart = tokensBefore === null || tokensAfter === null ? 0 : tokensAfter - tokensBefore - (fresh.tokens ?? 0) + (gone.tokens ?? 0);
  const counted = apart === 0 || counts.kept === 0 ? '' : `, counted ${formatCounted(Math.abs(apart), 'token')} ${apart > 0 ? 'higher' : 'lower'} this time`;
  return `${differing.length === 0 ? 'Nothing is new or gone' : differing.join(', ')}; ${formatCounted(counts.kept, 'part')} as before${counted}`;
}

function inTokens(tokens: number, isEstimated: boolean): string {
  return `${formatTokens(tokens, isEstimated)} ${tokens === 1 ? 'token' : 'tokens'}`;
}

function asSeenFromBefore(entry: ComparisonEntry): readonly ComparisonEntry[] {
  if (entry.kind === 'removed') return [{ kind: 'added', source: entry.source, afterIndex: entry.beforeIndex, tokensAfter: entry.tokensBefore }];
  return entry.kind === 'changed' ? [{ ...entry, afterIndex: entry.beforeIndex, tokensAfter: entry.tokensBefore }] : [];
}
