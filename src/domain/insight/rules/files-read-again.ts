import { partOfCost, shareOfPrompts, type Rule } from '../found.ts';
import type { ResultUse } from '../results/result-uses.ts';
import { resultUses } from '../results/result-uses.ts';
import { countText, inWords, shareText, tokensText } from '../words/figures.ts';
import { pathNamed } from '../words/names.ts';

/** A small file that is read ten times is nothing: what counts is the part of all prompts that the copies have. */
const leastShare = 0.005;

const mostIds = 12;

/** Files that a conversation read three times and more: every copy but the first is avoidable, with all requests that carried it. */
export const filesReadAgain: Rule = (facts) =>
  resultUses(facts).flatMap(({ source, uses }) =>
    [...byPath(uses)].flatMap(([path, reads]) => {
      const tokens = Math.round(reads.reduce((sum, { carriedTokens, againShare }) => sum + carriedTokens * againShare, 0));
      if (shareOfPrompts(tokens, facts) < leastShare) return [];
      const ordered = reads.toSorted((one, other) => readsOf(other) - readsOf(one) || other.carriedTokens - one.carriedTokens || (one.conversation.id < other.conversation.id ? -1 : 1));
      const times = reads.reduce((sum, use) => sum + readsOf(use), 0);
      const most = Math.max(...reads.map(readsOf));
      return {
        subject: { key: `file/${path}`, kind: source.kind, group: 'tools' as const, name: path },
        expense: { tokens, costMicroUsd: partOfCost(source.costMicroUsd, tokens / source.tokens) },
        isEstimated: true,
        title: `${pathNamed(path)} was read ${countText(times)} times in ${inWords(reads.length, 'conversation')}`,
        explanation: [
          `Each time its text was put in once more, and all copies went along: ${tokensText(tokens)} for ${inWords(times - reads.length, 'repeat')}.`,
          'A part of a file counts by itself. What another program changes has to be read again.',
        ],
        figures: [
          ['Times read', countText(times)],
          ['Conversations', countText(reads.length)],
          ['Most in one', countText(most)],
          ['Tokens of the repeats', countText(tokens)],
          ['Share of all prompts', shareText(shareOfPrompts(tokens, facts))],
        ],
        few: reads.length === 1 ? 'one conversation' : null,
        evidence: { requests: reads.length, filter: null, ids: ordered.slice(0, mostIds).map(({ conversation }) => conversation.id) },
      };
    }),
  );

function readsOf({ habit }: ResultUse): number {
  return habit.copies;
}

function byPath(uses: readonly ResultUse[]): ReadonlyMap<string, readonly ResultUse[]> {
  const paths = new Map<string, ResultUse[]>();
  for (const use of uses) {
    const { subject } = use.habit;
    if (subject === null || use.againShare === 0) continue;
    const known = paths.get(subject);
    if (known === undefined) paths.set(subject, [use]);
    else known.push(use);
  }
  return paths;
}
