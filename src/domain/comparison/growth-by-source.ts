import type { Source } from '../attribution/source.ts';
import type { ComparedSegment } from './pair-segments.ts';

/** How much more, or less, of a source stands in the later request. A side on which nothing of it is known is null. */
export interface SourceGrowth {
  readonly key: string;
  readonly source: Source;
  readonly tokensBefore: number | null;
  readonly tokensAfter: number | null;
  /** Null where a side is. */
  readonly growth: number | null;
}

/** The growth of each source, most first; what did not grow is left out, what is unknown stands last. */
export function growthBySource(before: readonly ComparedSegment[], after: readonly ComparedSegment[]): readonly SourceGrowth[] {
  const sumsBefore = sumsOf(before);
  const sumsAfter = sumsOf(after);
  const keys = new Set([...sumsBefore.keys(), ...sumsAfter.keys()]);
  return [...keys]
    .flatMap((key): SourceGrowth[] => {
      const source = sumsAfter.get(key)?.source ?? sumsBefore.get(key)?.source;
      if (source === undefined) return [];
      const tokensBefore = tokensIn(sumsBefore, key);
      const tokensAfter = tokensIn(sumsAfter, key);
      const growth = tokensBefore === null || tokensAfter === null ? null : tokensAfter - tokensBefore;
      return growth === 0 ? [] : [{ key, source, tokensBefore, tokensAfter, growth }];
    })
    .toSorted((one, other) => rank(other) - rank(one) || (one.key < other.key ? -1 : 1));
}

interface Sum {
  readonly source: Source;
  tokens: number | null;
}

function sumsOf(segments: readonly ComparedSegment[]): ReadonlyMap<string, Sum> {
  const sums = new Map<string, Sum>();
  for (const { key, segment } of segments) {
    const { source, tokens } = segment;
    const sum = sums.get(key) ?? { source, tokens: null };
    if (tokens !== null) sum.tokens = (sum.tokens ?? 0) + tokens;
    sums.set(key, sum);
  }
  return sums;
}

/** A source that is not there has no tokens; one that is there may have none that are known. */
function tokensIn(sums: ReadonlyMap<string, Sum>, key: string): number | null {
  const sum = sums.get(key);
  return sum === undefined ? 0 : sum.tokens;
}

function rank({ growth }: SourceGrowth): number {
  return growth ?? -Infinity;
}
