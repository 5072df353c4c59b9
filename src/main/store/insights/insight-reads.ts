import type { InsightRange } from '../../../contract/insight-view.ts';
import type { OwnerLine, SourceLine } from '../../../contract/source-view.ts';
import type { InsightFacts, OwnerFacts, SourceFacts } from '../../../domain/insight/insight-facts.ts';
import { costSummaryReads } from '../costs/cost-summary-reads.ts';
import { ownerReader } from '../sources/source-table-reads.ts';
import type { Store } from '../open-store.ts';
import type { StoreReads } from '../reads.ts';
import { conversationReader, habitStartReader } from './conversation-habits.ts';
import { fullWindowReader } from './full-windows.ts';
import { missReader } from './miss-facts.ts';
import { daysOf } from './range-days.ts';
import { subagentReader } from './subagent-facts.ts';
import { unknownReader } from './unknown-facts.ts';

/** What the rules of the insights look at. Nothing is added up here that costs or sources add up already: the same range says the same everywhere. */
export function insightReads(store: Store): Pick<StoreReads, 'readInsightFacts' | 'readHabitStart'> {
  const { readCostSummary } = costSummaryReads(store);
  const readOwners = ownerReader(store);
  const readMisses = missReader(store);
  const readConversations = conversationReader(store);
  const readSubagents = subagentReader(store);
  const readFullWindows = fullWindowReader(store);
  const readUnknown = unknownReader(store);
  // One transaction, so that all facts are of the same requests.
  const read = store.transaction((range: InsightRange): Omit<InsightFacts, 'memory'> => {
    const summary = readCostSummary(range);
    const conversations = readConversations(range);
    return {
      days: daysOf(store, range, summary),
      requests: summary.total.exchanges,
      sessions: summary.sessions,
      turns: summary.turns,
      promptTokens: summary.total.promptTokens,
      costMicroUsd: summary.total.costMicroUsd,
      owners: ownersOf(readOwners(range)),
      conversations,
      misses: readMisses(range, summary.misses),
      subagents: readSubagents(range, conversations),
      fullWindows: readFullWindows(range),
      unknown: readUnknown(range),
    };
  });
  return { readInsightFacts: (range) => read(range), readHabitStart: habitStartReader(store) };
}

/** What no billed request held is left out: it cost nothing. */
function ownersOf(owners: readonly OwnerLine[]): readonly OwnerFacts[] {
  return owners.flatMap((owner): readonly OwnerFacts[] => {
    const figures = factsOf(owner);
    if (figures === null) return [];
    const { group, ratings, averageStars, interval } = owner;
    return [{ ...figures, group, sources: owner.sources.flatMap((source) => factsOf(source) ?? []), ratings, averageStars, interval: interval === null ? null : [interval.low, interval.high] }];
  });
}

function factsOf({ key, kind, name, requests, tokens, costMicroUsd, definitions, answered, calls }: OwnerLine | SourceLine): SourceFacts | null {
  return tokens === null ? null : { key, kind, name, requests, tokens, costMicroUsd, definitions, answered, calls };
}
