import type { InsightFacts, MemoryText, OwnerFacts } from '../insight-facts.ts';
import { memoryRepeats, type Repeats } from './repeats.ts';

/** A memory file with what it had and cost, and what it says twice. */
export interface MemoryUse {
  readonly owner: OwnerFacts;
  readonly memory: MemoryText | null;
  readonly repeats: Repeats | null;
  /** The part of what the file had that only said again what was said; 0 where that is too little to count. */
  readonly repeatedShare: number;
}

/** Fewer tokens a request than a sentence or two has are not worth an edit. */
export const leastRepeatedTokens = 60;

/** The memory files of the range, those in most requests first: they say a thing, and what is loaded beside them says it again. */
export function memoryUses({ owners, memory }: InsightFacts): readonly MemoryUse[] {
  const files = owners.filter(({ group, name, requests }) => group === 'memory' && name !== null && requests > 0).toSorted((one, other) => other.requests - one.requests || (one.key < other.key ? -1 : 1));
  const texts = new Map(memory.map((each) => [each.key, each]));
  const textOf = new Map(files.map((owner) => [owner.key, textOfLargest(owner, texts)]));
  const requestsOf = new Map(files.flatMap(({ key, requests }) => (textOf.get(key) === null ? [] : [[textOf.get(key)?.key ?? '', requests] as const])));
  const repeats = new Map(memoryRepeats(files.flatMap(({ key }) => textOf.get(key) ?? [])).map((each) => [each.memory.key, each]));
  return files.map((owner) => {
    const text = textOf.get(owner.key) ?? null;
    const repeated = repeats.get(text?.key ?? '') ?? null;
    const share = repeated === null ? 0 : repeatedShareOf(owner, repeated, requestsOf);
    return { owner, memory: text, repeats: repeated, repeatedShare: (share * owner.tokens) / owner.requests >= leastRepeatedTokens ? share : 0 };
  });
}

/** A file may be several sources, by how it came to be loaded; their texts are the same. */
function textOfLargest({ key, sources }: OwnerFacts, texts: ReadonlyMap<string, MemoryText>): MemoryText | null {
  const largest = sources.filter((source) => texts.has(source.key)).toSorted((one, other) => other.tokens - one.tokens || (one.key < other.key ? -1 : 1));
  return texts.get(largest[0]?.key ?? key) ?? null;
}

/** What stands in another file is said twice only where both are loaded: in no more requests than the other was in. */
function repeatedShareOf(owner: OwnerFacts, { share, shareWithin, elsewhere }: Repeats, requestsOf: ReadonlyMap<string, number>): number {
  const together = Math.min(owner.requests, Math.max(0, ...elsewhere.map(({ key }) => requestsOf.get(key) ?? 0)));
  return shareWithin + (share - shareWithin) * (together / owner.requests);
}
