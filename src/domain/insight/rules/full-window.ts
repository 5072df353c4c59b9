import type { Term } from '../../filter/filter.ts';
import { nearTheEnd } from '../context-window.ts';
import { filterOfTerms } from '../evidence.ts';
import type { Rule } from '../found.ts';
import { countedText, countText, inWords, shareText, tokensText } from '../words/figures.ts';
import { named } from '../words/names.ts';

/** Fewer are the end of one conversation, which ends somewhere. */
const leastRequests = 5;

/** Requests near the end of a context window. What they cost more than shorter ones nobody can say: only how many there were. */
export const fullWindows: Rule = (facts) => {
  // A filter asks for a part of a name, and knows no windows.
  const isOne = (model: string): boolean => facts.fullWindows.filter((other) => other.model.includes(model)).length === 1;
  return facts.fullWindows.flatMap(({ model, windowTokens, requests, highestTokens, compactions, ids }) => {
    if (requests < leastRequests || windowTokens <= 0) return [];
    return {
      subject: { key: `model/${model}/${windowTokens}`, kind: null, group: null, name: model },
      expense: { tokens: 0, costMicroUsd: null },
      isEstimated: false,
      title: `${countedText(requests, 'request')} came near the end of the context window`,
      explanation: [
        `${named(model)} takes ${tokensText(windowTokens)}; the largest prompt had ${tokensText(highestTokens)}, ${shareText(highestTokens / windowTokens)} of them.`,
        compactions === 0
          ? 'Near the end Claude Code sums the conversation up, and details are lost.'
          : `${inWords(compactions, 'conversation')} ${compactions === 1 ? 'was' : 'were'} summed up there, and details are lost in that.`,
        'What such a prompt costs more than a shorter one is in no figure here.',
      ],
      figures: [
        ['Requests', countText(requests)],
        ['Largest prompt', countText(highestTokens)],
        ['Context window', countText(windowTokens)],
        ['Conversations summed up', countText(compactions)],
      ],
      evidence: { requests, filter: isOne(model) ? filterOfTerms(testsOf(model, windowTokens)) : null, ids },
    };
  });
};

function testsOf(model: string, windowTokens: number): readonly Term[] {
  return [
    { negated: false, field: 'model', anyOf: [{ is: 'word', word: model }] },
    { negated: false, field: 'tokens', anyOf: [{ is: '>=', value: Math.ceil(nearTheEnd * windowTokens) }] },
  ];
}
