import type { ContextNode } from '../attribution/context-tree.ts';
import { cacheStates, noTokens, type TokensByState } from './cache-state.ts';
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
    // Added up in place: of thousands of segments at every level, a new object for each would take longer than the sums.
    const states = { ...noTokens };
    let isBilled = false;
    let costMicroUsd: number | null = null;
    for (const index of node.segments) {
      const segment = segments[index];
      if (segment === undefined) continue;
      if (segment.costMicroUsd !== null) costMicroUsd = (costMicroUsd ?? 0) + segment.costMicroUsd;
      if (segment.tokensByState === null) continue;
      isBilled = true;
      for (const state of cacheStates) states[state] += segment.tokensByState[state];
    }
    return { ...node, tokensByState: isBilled ? states : null, costMicroUsd, children: pricedTree(node.children, segments) };
  });
}
