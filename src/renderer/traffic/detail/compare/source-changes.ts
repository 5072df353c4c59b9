import type { SegmentView } from '../../../../contract/context-view.ts';
import { sourceKey } from '../../../../domain/attribution/source-key.ts';
import type { Source } from '../../../../domain/attribution/source.ts';
import type { ComparisonEntry, RequestComparison } from '../../../../domain/comparison/compare-requests.ts';

/** `changed`: it says something else in as many tokens. */
export const changeKinds = ['gained', 'lost', 'grown', 'shrunk', 'changed'] as const;
export type ChangeKind = (typeof changeKinds)[number];

/** What became of all that one source has in a prompt. Figures are null where they are not known. */
export interface SourceChange {
  readonly key: string;
  readonly source: Source;
  readonly kind: ChangeKind;
  readonly tokensBefore: number | null;
  readonly tokensAfter: number | null;
  readonly growth: number | null;
  /** Null unless both sides are priced. */
  readonly costDeltaMicroUsd: number | null;
  /** Its parts that are new, gone or changed, in the order of the prompt. */
  readonly entries: readonly ComparisonEntry[];
}

/** The sources that a request gained, lost or changed, the largest change first; parameters, which have no tokens, are told elsewhere. */
export function sourceChanges(comparison: RequestComparison, before: readonly SegmentView[], after: readonly SegmentView[]): readonly SourceChange[] {
  const [sumsBefore, sumsAfter] = [sumsOf(before), sumsOf(after)];
  const entries = new Map<string, ComparisonEntry[]>();
  for (const entry of comparison.entries) {
    if (entry.kind === 'kept' || entry.kind === 'moved') continue;
    const key = sourceKey(entry.source);
    const own = entries.get(key);
    if (own === undefined) entries.set(key, [entry]);
    else own.push(entry);
  }
  const changes = [...entries].flatMap(([key, own]): SourceChange[] => {
    const [entry] = own;
    if (entry === undefined || entry.source.kind === 'request-parameters') return [];
    const [one, other] = [sumsBefore.get(key) ?? nothing, sumsAfter.get(key) ?? nothing];
    const growth = difference(one.tokens, other.tokens);
    return [
      {
        key,
        source: entry.source,
        kind: !sumsBefore.has(key) ? 'gained' : !sumsAfter.has(key) ? 'lost' : growth === null || growth === 0 ? 'changed' : growth > 0 ? 'grown' : 'shrunk',
        tokensBefore: one.tokens,
        tokensAfter: other.tokens,
        growth,
        costDeltaMicroUsd: difference(one.costMicroUsd, other.costMicroUsd),
        entries: own,
      },
    ];
  });
  return changes.toSorted((one, other) => sizeOf(other) - sizeOf(one) || (one.key < other.key ? -1 : 1));
}

interface Sum {
  readonly tokens: number | null;
  readonly costMicroUsd: number | null;
}

/** A source that is not there costs nothing. */
const nothing: Sum = { tokens: 0, costMicroUsd: 0 };

function sumsOf(segments: readonly SegmentView[]): ReadonlyMap<string, Sum> {
  const sums = new Map<string, Sum>();
  for (const { source, tokens, costMicroUsd } of segments) {
    const key = sourceKey(source);
    const sum = sums.get(key) ?? { tokens: null, costMicroUsd: null };
    sums.set(key, { tokens: added(sum.tokens, tokens), costMicroUsd: added(sum.costMicroUsd, costMicroUsd) });
  }
  return sums;
}

function added(sum: number | null, figure: number | null): number | null {
  return figure === null ? sum : (sum ?? 0) + figure;
}

function difference(before: number | null, after: number | null): number | null {
  return before === null || after === null ? null : after - before;
}

function sizeOf({ growth, tokensAfter }: SourceChange): number {
  // Between nothing and the smallest change stand those that only read differently, the larger first.
  return growth === null ? -1 : growth === 0 ? (tokensAfter ?? 0) / 1e9 : Math.abs(growth);
}
