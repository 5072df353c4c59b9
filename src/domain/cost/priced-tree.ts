import type { ContextNode } from '../attribution/context-tree.ts';
import { addTokens, noTokens, type TokensByState } from './cache-state.ts';
import type { BilledSegment } from './price-segments.ts';

/** A node of the context tree with what its segments were billed as. */
export interface PricedNode extends Omit<ContextNode, 'children'> {
  /** Null without a bill. */
  readonly tokensByState: TokensByState | null;
  /** What is known of it, in whole micro-dollars; null when nothing is. */
  readonly costMicroUsd: number | null;
  readonly children: readonly PricedNode[];
}

/** The nodes of a context tree with the sums of their segments. `segments` are those that the tree was made of. */
export function pricedTree(nodes: readonly ContextNode[], segments: readonly BilledSegment[]): readonly PricedNode[] {
  return nodes.map((node) => {
    const own = node.segments.flatMap((index) => segments[index] ?? []);
    return {
      ...node,
      tokensByState: own.reduce<TokensByState | null>(
        (sum, segment) => (segment.tokensByState === null ? sum : addTokens(sum ?? noTokens, segment.tokensByState)),
        null,
      ),
      costMicroUsd: own.reduce<number | null>((sum, segment) => (segment.costMicroUsd === null ? sum : (sum ?? 0) + segment.costMicroUsd), null),
      children: pricedTree(node.children, segments),
    };
  });
}
