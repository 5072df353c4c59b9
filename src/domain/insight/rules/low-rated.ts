import { filterOfTests } from '../evidence.ts';
import type { Rule } from '../found.ts';
import { shareOfPrompts } from '../found.ts';
import type { InsightFacts, OwnerFacts } from '../insight-facts.ts';
import type { SourceGroup } from '../../attribution/source.ts';
import type { SourceTest } from '../../filter/filter.ts';
import { countText, inWords, shareText, starsText } from '../words/figures.ts';
import { named, pathNamed } from '../words/names.ts';

/** The interval is wide for few ratings by itself; of fewer than these no interval is worth its name. */
const leastRatings = 5;
/** The middle of the scale: what may be that good is not called low. */
const mostStars = 3;
/** What is hardly in the prompts did not make them bad, and costs nothing to speak of. */
const leastShare = 0.01;

/** What the user has chosen to have there. Of the rest, the system prompt or the user's own words, nobody could do without. */
const ofTheUser: ReadonlySet<SourceGroup> = new Set<SourceGroup>(['mcp', 'skills', 'memory']);

/** Sources whose rating is low with some certainty, lower than that of all rated requests, and which have a part in the costs. */
export const lowRated: Rule = (facts) => {
  const ofAll = averageOfAll(facts);
  return facts.owners.flatMap((owner) => {
    const { key, group, name, requests, tokens, costMicroUsd, ratings, averageStars, interval } = owner;
    if (!ofTheUser.has(group) || name === null || averageStars === null || interval === null || ratings < leastRatings) return [];
    const [low, high] = interval;
    // What is in all requests has the rating of all, and cannot be told from them.
    if (high >= mostStars || ofAll === null || high >= ofAll || shareOfPrompts(tokens, facts) < leastShare) return [];
    const shown = group === 'memory' ? pathNamed(name) : named(name);
    return {
      subject: { key, kind: null, group, name },
      expense: { tokens, costMicroUsd },
      isEstimated: false,
      title: `Requests with ${shown} are rated low`,
      explanation: [
        `You gave ${starsText(averageStars)} on average to ${inWords(ratings, 'request')} that had it, and ${starsText(ofAll)} to all that you rated. With so many ratings the average lies between ${starsText(low)} and ${starsText(high)}.`,
        'That it was there does not prove that it did harm. This is all that it cost; what other findings say of it is a part of that.',
      ],
      figures: [
        ['Average', starsText(averageStars)],
        ['Between', `${starsText(low)} and ${starsText(high)}`],
        ['Ratings', countText(ratings)],
        ['Share of all prompts', shareText(shareOfPrompts(tokens, facts))],
      ],
      evidence: { requests, filter: filterOfTests([testOf(owner, name)]), ids: [] },
    };
  });
};

/** The rating of all rated requests is that of whatever was in the most of them. */
function averageOfAll({ owners }: InsightFacts): number | null {
  const [most] = owners.filter(({ averageStars }) => averageStars !== null).toSorted((one, other) => other.ratings - one.ratings || (one.key < other.key ? -1 : 1));
  return most?.averageStars ?? null;
}

function testOf({ group }: OwnerFacts, name: string): SourceTest {
  if (group === 'mcp') return { is: 'mcp', server: name, tool: null };
  return { is: group === 'memory' ? 'memory' : 'skill', name };
}
