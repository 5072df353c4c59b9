import { sourceOfKey } from '../../attribution/source-key.ts';
import { sourceName } from '../../attribution/source-name.ts';
import type { ConversationHabits, InsightFacts, SourceFacts } from '../insight-facts.ts';
import type { ResultHabit } from '../result-habit.ts';

/** What one conversation carried of the results of one tool, as far as it was billed in the range. */
export interface ResultUse {
  readonly conversation: ConversationHabits;
  readonly habit: ResultHabit;
  /** What the results had when they came, and in all requests that carried them. */
  readonly tokens: number;
  readonly carriedTokens: number;
  /** The part of both that is copies of a file that the conversation had read before; 0 where these are few. */
  readonly againShare: number;
}

export interface ResultsOfSource {
  readonly source: SourceFacts;
  readonly uses: readonly ResultUse[];
}

/** Twice is to be expected: before a change, and after it. */
export const leastReads = 3;

/**
 * The results that conversations carried, by their sources. A conversation may have begun before the range, and what it carried then is not in the bill:
 * all uses of a source are scaled down to what requests of the range had of it.
 */
export function resultUses(facts: InsightFacts): readonly ResultsOfSource[] {
  const known = usesOf.get(facts);
  if (known !== undefined) return known;
  const uses = usesIn(facts);
  usesOf.set(facts, uses);
  return uses;
}

/** Two rules ask for those of the same facts, and there may be some hundred thousand. */
const usesOf = new WeakMap<InsightFacts, readonly ResultsOfSource[]>();

function usesIn({ owners, conversations }: InsightFacts): readonly ResultsOfSource[] {
  const sources = new Map(owners.flatMap(({ sources: own }) => own.map((source) => [source.key, source] as const)));
  const bySource = new Map<string, { readonly conversation: ConversationHabits; readonly habit: ResultHabit }[]>();
  for (const conversation of conversations) {
    for (const habit of conversation.habits) {
      const known = bySource.get(habit.sourceKey);
      if (known === undefined) bySource.set(habit.sourceKey, [{ conversation, habit }]);
      else known.push({ conversation, habit });
    }
  }
  return [...bySource].flatMap(([key, habits]) => {
    const source = sources.get(key);
    const carried = habits.reduce((sum, { habit }) => sum + habit.carriedTokens, 0);
    if (source === undefined || carried === 0) return [];
    const scale = Math.min(1, source.tokens / carried);
    const uses = habits.map(({ conversation, habit }) => {
      return { conversation, habit, tokens: habit.tokens * scale, carriedTokens: habit.carriedTokens * scale, againShare: againShareOf(habit) };
    });
    return { source, uses };
  });
}

/** What a source of results is called in a sentence: the tool, with its server. */
export function resultName({ key, kind, name }: SourceFacts): { readonly tool: string; readonly server: string | null } {
  const source = sourceOfKey(key);
  if (source?.kind === 'mcp-result') return { tool: source.tool, server: source.server };
  return { tool: (source === null ? null : sourceName(source)) ?? name ?? kind, server: null };
}

/** One copy has to be there, and is taken to be the one that was carried dearest: what the others had is the rest. */
function againShareOf({ sourceKey, subject, copies, carriedTokens, mostCarriedTokens }: ResultHabit): number {
  if (sourceKey !== readKey || subject === null || copies < leastReads || carriedTokens === 0) return 0;
  return Math.max(0, 1 - mostCarriedTokens / carriedTokens);
}

const readKey = 'builtin-result/tool=Read';
