import { sourceKey } from '../../attribution/source-key.ts';
import { filterOfTerms } from '../evidence.ts';
import type { Rule } from '../found.ts';
import type { InsightFacts, SubagentFacts } from '../insight-facts.ts';
import { compactText, countedText, countText, dollarsText, inWords, shareText, tokensText } from '../words/figures.ts';
import { named } from '../words/names.ts';

/** A tenth of the bill: subagents are there to be used, and one that costs less is no reason to think about it. */
const leastShare = 0.1;
/**
 * A subagent reads much to say little; that is what it is for: ten requests of forty thousand tokens for a report of one thousand are 400 for each. From a little
 * above that on it has searched more than it found.
 */
const leastRatio = 500;

/** Types of subagents that are a large part of the bill and handed back little for it. What they cost is all of their runs; how much of it could be spared nobody can say. */
export const dearSubagents: Rule = (facts) =>
  facts.subagents.flatMap((subagent) => {
    const { agent, runs, requests, promptTokens, costMicroUsd, handedBackTokens, outputTokens, ids } = subagent;
    if (agent === null || handedBackTokens === null || handedBackTokens === 0) return [];
    const [share, ratio] = [shareOf(subagent, facts), promptTokens / handedBackTokens];
    if (share < leastShare || ratio < leastRatio) return [];
    const each = runs === 0 || costMicroUsd === null ? null : Math.round(costMicroUsd / runs);
    return {
      subject: { key: sourceKey({ kind: 'agent-listing', name: agent }), kind: 'agent-listing' as const, group: 'tools' as const, name: agent },
      expense: { tokens: promptTokens, costMicroUsd },
      isEstimated: false,
      title: `The subagent ${named(agent)} reads much and hands back little`,
      explanation: [
        `${inWords(runs, 'run')} sent ${tokensText(promptTokens)} in ${countedText(requests, 'request')} and handed back ${tokensText(handedBackTokens)}: ${compactText(ratio)} for each.`,
        'This is all that it cost. Some of it would have been spent in the main conversation instead, and what other findings say of its prompts is a part of it.',
      ],
      figures: [
        ['Runs', countText(runs)],
        ['Cost of a run', dollarsText(each)],
        ['Tokens sent', countText(promptTokens)],
        ['Tokens written', countText(outputTokens)],
        ['Tokens handed back', countText(handedBackTokens)],
        [costMicroUsd === null ? 'Share of all prompts' : 'Share of all costs', shareText(share)],
      ],
      evidence: { requests, filter: filterOfTerms([{ negated: false, field: 'agent', anyOf: [{ is: 'word', word: agent }] }]), ids },
    };
  });

/** Of the bill; without prices, of the prompts. */
function shareOf({ costMicroUsd, promptTokens }: SubagentFacts, facts: InsightFacts): number {
  if (costMicroUsd !== null && facts.costMicroUsd !== null && facts.costMicroUsd > 0) return costMicroUsd / facts.costMicroUsd;
  return facts.promptTokens > 0 ? promptTokens / facts.promptTokens : 0;
}
