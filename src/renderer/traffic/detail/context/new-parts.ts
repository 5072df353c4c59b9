import type { ContextView } from '../../../../contract/context-view.ts';
import type { ComparisonEntry } from '../../../../domain/comparison/compare-requests.ts';
import type { Source } from '../../../../domain/attribution/source.ts';
import { sourceKey } from '../../../../domain/attribution/source-key.ts';

/** What a request has that the one before did not have. */
export interface NewParts {
  /** Of its segments that are new or say something else. */
  readonly indexes: ReadonlySet<number>;
  /** The sum of what is known of them; null when nothing is. */
  readonly tokens: number | null;
  readonly added: number;
  readonly changed: number;
  /** Those of the request before that are gone, and those that stand elsewhere: they are no part of what is new. */
  readonly removed: number;
  readonly moved: number;
  /** Who brought most of it; null where nothing is new. */
  readonly lead: NewLead | null;
}

interface NewLead {
  readonly source: Source;
  readonly tokens: number;
  /** The largest segment of it. */
  readonly index: number;
  /** How many other sources brought something. */
  readonly others: number;
}

/** What is new, of the entries of a comparison; what is no part of the prompt, as request parameters, counts for nothing. */
export function newParts({ segments }: Pick<ContextView, 'segments'>, entries: readonly ComparisonEntry[]): NewParts {
  const counts = { added: 0, changed: 0, removed: 0, moved: 0, kept: 0 };
  const indexes = new Set<number>();
  let tokens: number | null = null;
  const sums = new Map<string, { source: Source; tokens: number; index: number; most: number }>();
  for (const entry of entries) {
    if (isFrame(entry.source)) continue;
    counts[entry.kind] += 1;
    if (entry.kind !== 'added' && entry.kind !== 'changed') continue;
    const own = segments[entry.afterIndex]?.tokens ?? null;
    indexes.add(entry.afterIndex);
    if (own !== null) tokens = (tokens ?? 0) + own;
    const key = sourceKey(entry.source);
    const sum = sums.get(key) ?? { source: entry.source, tokens: 0, index: entry.afterIndex, most: -1 };
    sum.tokens += own ?? 0;
    if ((own ?? 0) > sum.most) Object.assign(sum, { most: own ?? 0, index: entry.afterIndex });
    sums.set(key, sum);
  }
  const [first, ...others] = [...sums.values()].toSorted((one, other) => other.tokens - one.tokens);
  const lead = first === undefined ? null : { source: first.source, tokens: first.tokens, index: first.index, others: others.length };
  const { added, changed, removed, moved } = counts;
  return { indexes, tokens, added, changed, removed, moved, lead };
}

// They change with every request and say nothing to the model.
function isFrame({ kind }: Source): boolean {
  return kind === 'request-parameters' || kind === 'billing-line';
}
