import { filterOfTests } from '../evidence.ts';
import { partOfCost, shareOfPrompts, type Rule } from '../found.ts';
import { countText, countedText, shareText, tokensText } from '../words/figures.ts';
import { named } from '../words/names.ts';

/** Claude Code writes a new sentence every other week; below a hundredth of all prompts it changes no figure that anybody looks at. */
const leastShare = 0.01;

const key = 'unknown-harness';

/** Text that Claude Code added and no rule knows, by its version: nothing that can be saved, but something that the figures cannot tell the source of. */
export const unknownHarness: Rule = (facts) => {
  const owner = facts.owners.find(({ kind }) => kind === key);
  return facts.unknown.flatMap(({ cliVersion, requests, ofRequests, tokens, ids }) => {
    if (shareOfPrompts(tokens, facts) < leastShare) return [];
    const whose = cliVersion === null ? 'Claude Code' : `Claude Code ${named(cliVersion)}`;
    return {
      subject: { key: cliVersion === null ? key : `${key}/${cliVersion}`, kind: key, group: 'other' as const, name: cliVersion },
      expense: { tokens, costMicroUsd: owner === undefined || owner.tokens === 0 ? null : partOfCost(owner.costMicroUsd, tokens / owner.tokens) },
      isEstimated: true,
      title: `${whose} sends text that Whence does not know`,
      explanation: [
        `${countText(requests)} of ${countedText(ofRequests, 'request')} had ${tokensText(tokens)} that no rule gives a source to.`,
        'Nothing can be saved by that: it is said because these tokens have no name in any figure here.',
      ],
      figures: [
        ['Requests', `${countText(requests)} of ${countText(ofRequests)}`],
        ['Tokens a request', countText(tokens / Math.max(1, requests))],
        ['Share of all prompts', shareText(shareOfPrompts(tokens, facts))],
      ],
      evidence: { requests, filter: facts.unknown.length === 1 ? filterOfTests([{ is: 'kind', kind: key, name: null }]) : null, ids },
    };
  });
};
