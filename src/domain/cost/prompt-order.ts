import type { CountedSegment, Segment } from '../attribution/segment.ts';

/** The three places of a prompt, in the order the API puts them before the model. */
export type PromptPlace = 'tools' | 'system' | 'messages';

/**
 * The indexes of the segments in the order of the prompt: tools, what the API adds for them, system, messages (prompt caching
 * guide: "tools, system, then messages"), whatever the order of the body. What stands elsewhere and has no tokens, as request
 * parameters, is left out.
 */
export function promptOrder(segments: readonly CountedSegment[]): readonly number[] {
  const byRank: number[][] = [[], [], [], []];
  segments.forEach((segment, index) => {
    const rank = rankOf(segment);
    if (rank !== null) byRank[rank]?.push(index);
    // A body that is cut may have tokens that no path tells: they are behind all others.
    else if ((segment.tokens ?? 0) > 0) byRank[3]?.push(index);
  });
  return byRank.flat();
}

/** The place of the prompt that a path leads into; null for what is in none. */
export function promptPlace(path: string): PromptPlace | null {
  const name = /^(?:tools|system|messages)(?=$|\[|\.)/.exec(path)?.[0];
  return name === 'tools' || name === 'system' || name === 'messages' ? name : null;
}

const rankOfPlace: Readonly<Record<PromptPlace, number>> = { tools: 0, system: 2, messages: 3 };

function rankOf({ path, source }: Segment): number | null {
  if (source.kind === 'api-overhead') return 1;
  const place = source.kind === 'request-parameters' ? null : promptPlace(path);
  return place === null ? null : rankOfPlace[place];
}
