import { sourceKey } from '../src/domain/attribution/source-key.ts';
import { sourceName } from '../src/domain/attribution/source-name.ts';
import { sourceGroup, type Source } from '../src/domain/attribution/source.ts';
import { ownerKey } from '../src/domain/cost/cost-by-owner.ts';
import type { ConversationHabits, InsightFacts, MemoryText, OwnerFacts, SourceFacts } from '../src/domain/insight/insight-facts.ts';
import type { ResultHabit } from '../src/domain/insight/result-habit.ts';

/** A range of two weeks with plenty of requests and nothing that stands out. */
export function insightFacts(given: Partial<InsightFacts> = {}): InsightFacts {
  return {
    days: 14,
    requests: 1000,
    sessions: 20,
    turns: 120,
    promptTokens: 10_000_000,
    costMicroUsd: 20_000_000,
    owners: [],
    conversations: [],
    misses: [],
    subagents: [],
    fullWindows: [],
    memory: [],
    unknown: [],
    ...given,
  };
}

/** What requests had of a source: of one that offers something, that all answers are known and none called it. */
export function sourceFacts(source: Source, given: Partial<SourceFacts> = {}): SourceFacts {
  const { requests = 100 } = given;
  const offers = source.kind.endsWith('-definition') || source.kind.endsWith('-listing');
  return {
    key: sourceKey(source),
    kind: source.kind,
    name: sourceName(source),
    requests,
    tokens: requests * 1000,
    costMicroUsd: requests * 100,
    definitions: offers ? requests : null,
    answered: offers ? requests : 0,
    calls: offers ? 0 : null,
    ...given,
  };
}

/** The owner of these sources, with their sums. */
export function ownerFacts(sources: readonly SourceFacts[], given: Partial<OwnerFacts> = {}): OwnerFacts {
  const [first] = sources;
  if (first === undefined) throw new Error('an owner has a source');
  const { kind, name } = first;
  const offering = sources.filter(({ definitions }) => definitions !== null);
  const sum = (figure: (source: SourceFacts) => number) => sources.reduce((all, source) => all + figure(source), 0);
  return {
    key: ownerKey(kind, name),
    kind,
    name,
    group: sourceGroup(kind),
    requests: Math.max(...sources.map(({ requests }) => requests)),
    tokens: sum(({ tokens }) => tokens),
    costMicroUsd: sources.every(({ costMicroUsd }) => costMicroUsd === null) ? null : sum(({ costMicroUsd }) => costMicroUsd ?? 0),
    definitions: offering.length === 0 ? null : Math.max(...offering.map(({ definitions }) => definitions ?? 0)),
    answered: Math.max(0, ...offering.map(({ answered }) => answered)),
    calls: offering.every(({ calls }) => calls === null) ? null : sum(({ calls }) => calls ?? 0),
    sources,
    ratings: 0,
    averageStars: null,
    interval: null,
    ...given,
  };
}

export function resultHabit(given: Partial<ResultHabit> = {}): ResultHabit {
  const { results = 1, errors = 0, carriedTokens = 1000 } = given;
  const ofCopies = { mostCarriedTokens: carriedTokens / Math.max(1, results), copies: results - errors };
  return { sourceKey: 'builtin-result/tool=Read', subject: null, results, errors, tokens: 1000, carriedTokens, ...ofCopies, longestRequests: 1, longestTurns: 1, ...given };
}

export function conversationHabits(id: string, habits: readonly ResultHabit[]): ConversationHabits {
  return { id, atUs: 0, sessionId: `session-of-${id}`, isSubagent: false, habits };
}

export function memoryText(path: string, text: string, given: Partial<MemoryText> = {}): MemoryText {
  return { key: sourceKey({ kind: 'memory-file', path, scope: 'project' }), path, text, isCut: false, tokens: Math.ceil(text.length / 4), id: `holder-of-${path}`, ...given };
}
