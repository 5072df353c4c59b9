import type { ContextView, SegmentView } from '../../../../contract/context-view.ts';
import { addTokens, type TokensByState } from '../../../../domain/cost/cache-state.ts';
import { groupLabels } from '../../../../domain/attribution/source-label.ts';
import { formatBytes, formatCounted, formatShare, formatTokenCount } from '../../../format/quantities.ts';
import type { MapPart } from './map-parts.ts';
import { kindTitle } from '../../../format/source-title.ts';

/** What a map is of. */
export interface MapGround {
  readonly context: Pick<ContextView, 'segments' | 'tokensEstimated' | 'billing'>;
  /** What the whole prompt weighs. */
  readonly total: number;
  /** False where no tokens are known: then the weights are bytes. */
  readonly isTokens: boolean;
}

/** `MCP servers` of `context7`; what a part is, in a word or two. */
export function partKind(part: MapPart, { context: { segments } }: MapGround): string {
  const source = segments[part.segments[0] ?? -1]?.source;
  if (part.band === 'group') return 'group';
  if (part.band === 'owner') return groupLabels[part.group];
  if (part.band === 'more') return `small parts, most of them ${groupLabels[part.group]}`;
  return source === undefined ? '' : kindTitle(source);
}

/** `15,760 tokens`. */
export function partWeight({ weight }: MapPart, { context, isTokens }: MapGround): string {
  return isTokens ? formatTokenCount(weight, context.tokensEstimated) : formatBytes(weight);
}

/** `context7, MCP servers, 15,760 tokens, 22 %`: a part for who does not see it. */
export function partName(part: MapPart, ground: MapGround): string {
  const count = part.band !== 'more' && part.segments.length > 1 ? [formatCounted(part.segments.length, 'part')] : [];
  return [part.label, partKind(part, ground), partWeight(part, ground), formatShare(ground.total === 0 ? null : part.weight / ground.total), ...count].join(', ');
}

/** The costs of a part; null where none is known. */
export function partCost({ segments }: MapPart, all: readonly SegmentView[]): number | null {
  return segments.reduce<number | null>((sum, index) => added(sum, all[index]?.costMicroUsd ?? null), null);
}

/** How a part was billed; null without a bill. */
export function partStates({ segments }: MapPart, all: readonly SegmentView[]): TokensByState | null {
  return segments.reduce<TokensByState | null>((sum, index) => {
    const states = all[index]?.tokensByState ?? null;
    return states === null ? sum : sum === null ? states : addTokens(sum, states);
  }, null);
}

function added(sum: number | null, figure: number | null): number | null {
  return figure === null ? sum : (sum ?? 0) + figure;
}
