import { filterOfTests } from '../evidence.ts';
import { partOfCost, shareOfPrompts, type Rule } from '../found.ts';
import { memoryUses } from '../memory/memory-use.ts';
import { countedText, countText, shareText, tokensText } from '../words/figures.ts';
import { pathNamed } from '../words/names.ts';

/** Claude Code's own advice is to keep a memory file below some 200 lines: at a dozen tokens a line that is so much. */
const mostTokens = 2500;
/** What is above it has to matter: a file that is a few lines too long is nobody's concern. */
const leastShare = 0.005;

/** Memory files that are long for what is sent with every request; what is above the threshold is avoidable, but for what they say twice, which is its own finding. */
export const longMemory: Rule = (facts) =>
  memoryUses(facts).flatMap(({ owner, memory, repeatedShare }) => {
    const { key, group, name, requests, costMicroUsd } = owner;
    const each = owner.tokens / Math.max(1, requests);
    const above = each * (1 - repeatedShare) - mostTokens;
    const tokens = Math.round(above * requests);
    // What has been shortened since is not told any more.
    const isShort = memory !== null && !memory.isCut && memory.tokens > 0 && memory.tokens <= mostTokens;
    if (name === null || above <= 0 || isShort || shareOfPrompts(tokens, facts) < leastShare) return [];
    return {
      subject: { key, kind: 'memory-file', group, name },
      expense: { tokens, costMicroUsd: partOfCost(costMicroUsd, tokens / owner.tokens) },
      isEstimated: true,
      title: `${pathNamed(name)} is long`,
      explanation: [
        `It takes ${tokensText(each)} of each of ${countedText(requests, 'request')}. All of it is sent each time, whatever the task.`,
        `Counted is what is above ${tokensText(mostTokens)}, some 200 lines.`,
        ...(repeatedShare > 0 ? ['What it says twice is left out here: that is a finding of its own.'] : []),
      ],
      figures: [
        ['Tokens a request', countText(each)],
        ['Above the limit', countText(above)],
        ['Requests', countText(requests)],
        ['Share of all prompts', shareText(shareOfPrompts(tokens, facts))],
      ],
      evidence: { requests, filter: filterOfTests([{ is: 'memory', name }]), ids: memory === null ? [] : [memory.id] },
    };
  });
