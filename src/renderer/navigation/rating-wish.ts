import type { Rated } from '../../contract/rating-view.ts';
import { holdWish } from './wish.ts';

/** Something that can be rated, and what it is called. */
export interface NamedRated {
  readonly rated: Rated;
  readonly name: string;
  /** A sentence on what its rating counts for, where that is more than it. */
  readonly about?: string;
}

export interface RatingWish {
  readonly what: readonly NamedRated[];
  /** Where it was asked for, in pixels of the window. */
  readonly at: { readonly x: number; readonly y: number };
  /** Whether the comment of the first is meant, and not its stars. */
  readonly isComment?: boolean;
}

const { wish, useWish } = holdWish<RatingWish>();

/** Asks for these to be rated with a comment: whoever shows the popover for it opens it. Null when it is closed. */
export const wishToRate = wish;

/** What is wished to be rated; null while there is no such wish. */
export const useRatingWish = useWish;
