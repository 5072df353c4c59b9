import { filterOfTests, testOfSource } from '../evidence.ts';
import { partOfCost, shareOfPrompts, type Found, type Rule } from '../found.ts';
import type { InsightFacts } from '../insight-facts.ts';
import { resultName, resultUses, type ResultsOfSource, type ResultUse } from '../results/result-uses.ts';
import { sourceGroup } from '../../attribution/source.ts';
import { countedText, countText, shareText, tokensText } from '../words/figures.ts';
import { named, pathNamed } from '../words/names.ts';

/** A result is there to be worked with in the prompt that it came for, and the next may ask about it. Carried for longer than that, or through so many requests of one prompt, it mostly lies there. */
const leastTurns = 3;
const leastRequests = 20;
/** Conversations carry what they are about: below a twentieth of all prompts that is no habit that anybody would change. */
const leastShare = 0.05;

/** By the price list, what is written to the cache for five minutes costs so much of plain input, and what is read from it so much. */
const written = 1.25;
const read = 0.1;

const mostIds = 12;
const mostSubjects = 3;

/**
 * Results of a tool that conversations carried along for long. Avoidable is all but the first time that each was sent, without the copies of files that
 * were read again, which are their own finding.
 */
export const carriedResults: Rule = (facts) =>
  resultUses(facts).flatMap(({ source, uses }) => {
    const long = uses.filter(({ habit }) => habit.longestTurns >= leastTurns || habit.longestRequests >= leastRequests);
    const tokens = long.reduce((sum, use) => sum + carriedOn(use), 0);
    return shareOfPrompts(tokens, facts) < leastShare ? [] : [foundOf({ source, uses: long }, tokens, facts)];
  });

/** What a use had after the first time. */
function carriedOn({ tokens, carriedTokens, againShare }: ResultUse): number {
  return Math.max(0, carriedTokens - tokens) * (1 - againShare);
}

function foundOf({ source, uses }: ResultsOfSource, tokens: number, facts: InsightFacts): Found {
  const { tool, server } = resultName(source);
  const ordered = uses.toSorted((one, other) => carriedOn(other) - carriedOn(one) || (one.conversation.id < other.conversation.id ? -1 : 1));
  const results = uses.reduce((sum, { habit }) => sum + habit.results, 0);
  const own = uses.reduce((sum, use) => sum + use.tokens, 0);
  const longestRequests = Math.max(...uses.map(({ habit }) => habit.longestRequests));
  const longestTurns = Math.max(...uses.map(({ habit }) => habit.longestTurns));
  const subjects = bySubject(ordered).slice(0, mostSubjects);
  const again = uses.some(({ againShare }) => againShare > 0);
  const carriedAll = uses.reduce((sum, { carriedTokens }) => sum + carriedTokens, 0);
  return {
    subject: { key: source.key, kind: source.kind, group: sourceGroup(source.kind), name: tool },
    expense: { tokens: Math.round(tokens), costMicroUsd: partOfCost(source.costMicroUsd, costShareOf(source.tokens, carriedAll, own, tokens)) },
    isEstimated: true,
    title: `Results of ${named(tool)}${server === null ? '' : ` of ${named(server)}`} were carried along for long`,
    explanation: [
      `${countedText(results, 'result')} came to ${tokensText(own)}, and every request after them sent them again: ${tokensText(tokens)} more. The longest went along for ${countedText(longestRequests, 'request')} and ${countedText(longestTurns, 'prompt')} of yours.`,
      ...(subjects.length === 0 ? [] : [`Most of it: ${subjects.map(({ subject, tokens: of }) => `${pathNamed(subject)} (${tokensText(of)})`).join(', ')}.`]),
      'Not all of it can be avoided: a conversation needs its results for a while.',
      ...(again ? ['Files that were read again are left out here: they are findings of their own.'] : []),
    ],
    figures: [
      ['Results', countText(results)],
      ['Tokens of the results', countText(own)],
      ['Tokens of carrying them', countText(tokens)],
      ['Longest carried', countedText(longestRequests, 'request')],
      ['Conversations', countText(new Set(uses.map(({ conversation }) => conversation.id)).size)],
      ['Share of all prompts', shareText(shareOfPrompts(tokens, facts))],
    ],
    evidence: { requests: source.requests, filter: filterOfTests([testOfSource(source)]), ids: [...new Set(ordered.map(({ conversation }) => conversation.id))].slice(0, mostIds) },
  };
}

/**
 * The part of what a source cost that carrying had. The first time a result is written to the cache, and then read from it at a twelfth of the price: its
 * average price would say several times too much.
 */
function costShareOf(allTokens: number, carriedTokens: number, ownTokens: number, tokens: number): number {
  if (allTokens <= 0 || carriedTokens <= 0) return 0;
  const later = Math.max(0, carriedTokens - ownTokens);
  return (carriedTokens / allTokens) * ((tokens * read) / (ownTokens * written + later * read));
}

function bySubject(uses: readonly ResultUse[]): readonly { readonly subject: string; readonly tokens: number }[] {
  const tokens = new Map<string, number>();
  for (const use of uses) {
    const { subject } = use.habit;
    if (subject !== null) tokens.set(subject, (tokens.get(subject) ?? 0) + carriedOn(use));
  }
  return [...tokens].map(([subject, of]) => ({ subject, tokens: of })).toSorted((one, other) => other.tokens - one.tokens || (one.subject < other.subject ? -1 : 1));
}
