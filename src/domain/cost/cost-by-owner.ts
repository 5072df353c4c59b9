import { sourceGroup, type SourceGroup, type SourceKind } from '../attribution/source.ts';
import { sourceName } from '../attribution/source-name.ts';
import { addTokens, noTokens, type TokensByState } from './cache-state.ts';
import type { SourceCost } from './cost-by-source.ts';

/** What all that one owner brought into prompts had and cost: an MCP server, a skill, a memory file, a tool, or a kind. */
export interface OwnerCost {
  readonly key: string;
  readonly group: SourceGroup;
  /** The server, skill, file or tool; of other kinds the name of the source. Null where it has none. */
  readonly name: string | null;
  readonly tokens: number | null;
  readonly tokensByState: TokensByState;
  /** What is known of it, in micro-dollars; null when nothing is. */
  readonly costMicroUsd: number | null;
}

/**
 * Adds up the costs of sources by who owns them, of one exchange or of many, the dearest first. All of an MCP server is one
 * owner, and so is all of a skill, a memory file, a tool; the other kinds stay apart.
 */
export function costByOwner(sources: readonly SourceCost[]): readonly OwnerCost[] {
  const byOwner = new Map<string, OwnerCost>();
  for (const { source, tokens, tokensByState, costMicroUsd } of sources) {
    const key = ownerKey(source.kind, sourceName(source));
    const known = byOwner.get(key);
    byOwner.set(key, {
      key,
      group: sourceGroup(source.kind),
      name: sourceName(source),
      tokens: sumOfKnown(known?.tokens ?? null, tokens),
      tokensByState: addTokens(known?.tokensByState ?? noTokens, tokensByState),
      costMicroUsd: sumOfKnown(known?.costMicroUsd ?? null, costMicroUsd),
    });
  }
  return [...byOwner.values()].toSorted(
    (one, other) => (other.costMicroUsd ?? -1) - (one.costMicroUsd ?? -1) || (other.tokens ?? -1) - (one.tokens ?? -1),
  );
}

const groupsOfOwners: ReadonlySet<SourceGroup> = new Set<SourceGroup>(['mcp', 'skills', 'memory']);

/** The key of whoever owns the sources of a kind that have this name, as `sourceName` gives it. */
export function ownerKey(kind: SourceKind, name: string | null): string {
  const group = sourceGroup(kind);
  const isTool = kind === 'tool-definition' || kind === 'builtin-result';
  const owner = groupsOfOwners.has(group) ? group : isTool ? 'tool' : kind;
  return name === null ? owner : `${owner}/${name}`;
}

function sumOfKnown(one: number | null, other: number | null): number | null {
  return one === null || other === null ? (one ?? other) : one + other;
}
