import { formatCounted, formatTokenCount } from '../../../format/quantities.ts';
import type { NewParts } from './new-parts.ts';
import type { News } from './use-new-parts.ts';

const reasons: Readonly<Record<Extract<News, { state: 'unknown' }>['reason'], string>> = {
  'no-predecessor': 'This is the first request of its thread: there is none before it.',
  'not-analysed': 'One of the two requests has not been analysed yet.',
  'not-stored': 'The body of the request before is not stored any more.',
  'too-large': 'One of the two requests is too large to be compared.',
  failed: 'The two requests could not be compared.',
};

/** Why it is not known what is new. */
export function reasonWords(reason: Extract<News, { state: 'unknown' }>['reason']): string {
  return reasons[reason];
}

/** `4,120 tokens in 3 new parts and 1 changed · 2 are gone`. */
export function newPartsWords({ tokens, added, changed, removed, moved }: NewParts, estimated: boolean): string {
  if (added + changed === 0) return ['Nothing is new', ...elsewhere(removed, moved)].join(' · ');
  const parts = [...(added === 0 ? [] : [formatCounted(added, 'new part')]), ...(changed === 0 ? [] : [formatCounted(changed, 'changed part')])];
  return [`${formatTokenCount(tokens, estimated)} in ${parts.join(' and ')}`, ...elsewhere(removed, moved)].join(' · ');
}

function elsewhere(removed: number, moved: number): readonly string[] {
  return [...(removed === 0 ? [] : [`${formatCounted(removed, 'part')} gone`]), ...(moved === 0 ? [] : [`${formatCounted(moved, 'part')} moved`])];
}
