import type { InsightFacts } from './insight-facts.ts';
import { inWords, listText } from './words/figures.ts';

/** Of fewer requests, what one more prompt would do to the figures is seen: a prompt is often ten to twenty of them. */
const fewRequests = 20;
const daysOfWeek = 7;

/** Why what these requests show is said with care; null where they are many, of several sessions and at least a week. */
export function thinReason(requests: number, { sessions, days }: InsightFacts): string | null {
  const few = [...(requests < fewRequests ? [inWords(requests, 'request')] : []), ...(sessions <= 1 ? ['one session'] : [])];
  const isProjected = days < daysOfWeek;
  const wholeDays = Math.max(1, Math.round(days));
  if (few.length === 0) return isProjected ? `The week is projected from ${inWords(wholeDays, 'day')}.` : null;
  const seen = isProjected ? [...few, inWords(wholeDays, 'day')] : few;
  return `This rests on ${listText(seen)}${isProjected ? '; the week is projected' : ''}.`;
}
