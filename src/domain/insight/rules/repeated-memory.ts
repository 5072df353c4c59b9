import { filterOfTests } from '../evidence.ts';
import { partOfCost, shareOfPrompts, type Rule } from '../found.ts';
import { memoryUses } from '../memory/memory-use.ts';
import { countText, inWords, listText, shareText, tokensText } from '../words/figures.ts';
import { excerptOf, pathNamed } from '../words/names.ts';

/** Other files that are named; more make no sentence. */
const mostNamed = 2;

/** Memory files that say again what they, or files that are loaded with them, have said. How much a repetition must have is said by `memoryUses`. */
export const repeatedMemory: Rule = (facts) =>
  memoryUses(facts).flatMap(({ owner, memory, repeats, repeatedShare }) => {
    if (owner.name === null || memory === null || repeats === null || repeatedShare === 0) return [];
    const tokens = Math.round(owner.tokens * repeatedShare);
    const others = repeats.elsewhere.map(({ path, key }) => pathNamed(path ?? key));
    const named = others.length > mostNamed ? [...others.slice(0, mostNamed), `${countText(others.length - mostNamed)} more`] : others;
    const isWithin = repeats.shareWithin > 0;
    return {
      subject: { key: owner.key, kind: 'memory-file', group: owner.group, name: owner.name },
      expense: { tokens, costMicroUsd: partOfCost(owner.costMicroUsd, repeatedShare) },
      isEstimated: true,
      title: others.length === 0 ? `${pathNamed(owner.name)} says the same thing twice` : `${pathNamed(owner.name)} repeats ${isWithin ? 'itself and ' : ''}${listText(named)}`,
      explanation: [
        `${inWords(repeats.statements, 'passage')} ${repeats.statements === 1 ? 'stands' : 'stand'} there a second time, ${tokensText(tokens / Math.max(1, owner.requests))} of every prompt that has the file. The longest is ${excerptOf(repeats.longest)}`,
        others.length === 0 ? 'Said once, it counts as much.' : 'Both files are loaded together, so that one of them is enough.',
        ...(memory.isCut ? ['The file is long: only its beginning was compared.'] : []),
      ],
      figures: [
        ['Passages said again', countText(repeats.statements)],
        ['Tokens said again, a request', countText(tokens / Math.max(1, owner.requests))],
        ['Part of the file', shareText(repeats.share)],
        ['Share of all prompts', shareText(shareOfPrompts(tokens, facts))],
      ],
      evidence: { requests: owner.requests, filter: filterOfTests([{ is: 'memory', name: owner.name }]), ids: [memory.id] },
    };
  });
