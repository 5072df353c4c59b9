import { filterOfTests } from '../evidence.ts';
import { shareOfPrompts, type Rule } from '../found.ts';
import { isNeverCalled, wasUsed } from '../never-called.ts';
import { countedText, countText, shareText, tokensText } from '../words/figures.ts';
import { named } from '../words/names.ts';

/** As for single tools: a skill waits for its kind of task. */
const leastRequests = 40;
/** A skill is a line of its list: each has little, and of forty they have a twentieth. They are worth a word where they have a hundredth together, but for the shortest lines. */
const leastTogether = 0.01;
const leastShare = 0.0005;

/** Skills that were listed and never called, neither by the model nor by the user: who types its command has its text in the prompt. */
export const unusedSkills: Rule = (facts) => {
  const used = new Set(facts.owners.flatMap((owner) => (owner.group === 'skills' && owner.name !== null && wasUsed(owner) ? [owner.name] : [])));
  // A skill of a plugin is listed as `plugin:skill`; its text may stand under its last part.
  const isUsed = (name: string): boolean => used.has(name) || used.has(name.slice(name.lastIndexOf(':') + 1));
  const unused = facts.owners.filter((owner) => owner.group === 'skills' && owner.name !== null && !isUsed(owner.name) && isNeverCalled(owner, leastRequests));
  if (shareOfPrompts(unused.reduce((sum, { tokens }) => sum + tokens, 0), facts) < leastTogether) return [];
  return unused.flatMap(({ key, group, name, requests, tokens, costMicroUsd, definitions, answered }) => {
    if (name === null || definitions === null || shareOfPrompts(tokens, facts) < leastShare) return [];
    return {
      subject: { key, kind: 'skill-listing', group, name },
      expense: { tokens, costMicroUsd },
      isEstimated: false,
      title: `The skill ${named(name)} was never used`,
      explanation: [
        `It was listed in ${countedText(definitions, 'request')}; Claude did not call it, and nobody typed its command.`,
        `Its description takes ${tokensText(tokens / Math.max(1, requests))} of every prompt that lists it.`,
        ...(answered < definitions ? [`Of ${countedText(definitions - answered, 'request')} it is not known what the answer called.`] : []),
      ],
      figures: [
        ['Requests that listed it', countText(definitions)],
        ['Calls', '0'],
        ['Tokens a request', countText(tokens / Math.max(1, requests))],
        ['Share of all prompts', shareText(shareOfPrompts(tokens, facts))],
      ],
      evidence: { requests, filter: filterOfTests([{ is: 'skill', name }]), ids: [] },
    };
  });
};
