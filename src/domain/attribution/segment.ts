import type { Source } from './source.ts';

/**
 * How sure an attribution is. `certain`: the structure of the request says so. `likely`: a marker its author does not
 * control. `claimed`: a marker that the author of the content could have written.
 */
export type Confidence = 'certain' | 'likely' | 'claimed';

/**
 * A run of bytes of a request body with one source. `start` and `end` are byte offsets, `end` exclusive. The segments
 * of a body are in order, without gaps and without overlap: together they are the body.
 */
export interface Segment {
  readonly start: number;
  readonly end: number;
  /** Where in the JSON, as `messages[3].content[0].text`; the empty string for the body as a whole. */
  readonly path: string;
  readonly source: Source;
  readonly confidence: Confidence;
}

/** A segment with its tokens. `tokens` is null where they cannot be known. */
export interface CountedSegment extends Segment {
  readonly tokens: number | null;
}
