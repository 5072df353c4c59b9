import type { InsightFacts } from './insight-facts.ts';
import { inWords, listText } from './words/figures.ts';

/** Of fewer requests, what one more prompt would do to the figures is seen: a prompt is often ten to twenty of them. */
const enoughRequests = 20;
const daysOfWeek = 7;

/** So many requests in words where they are few; null where they are not. */
export function fewRequests(requests: number): string | null {
  return requests < enoughRequests ? inWords(requests, 'request') : null;
}

/** Why what rests on `few` is said with care; null where it rests on enough, of several sessions and at least a week. */
export function thinReason(few: string | null, { sessions, days }: InsightFacts): string | null {
  const little = [...(few === null ? [] : [few]), ...(sessions <= 1 ? ['one session'] : [])];
  const isProjected = days < daysOfWeek;
  const wholeDays = Math.max(1, Math.round(days));
  if (little.length === 0) return isProjected ? `The week is projected from ${inWords(wholeDays, 'day')}.` : null;
  const seen = isProjected ? [...little, inWords(wholeDays, 'day')] : little;
  return `This rests on ${listText(seen)}${isProjected ? '; the week is projected' : ''}.`;
}
