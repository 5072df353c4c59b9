import { useSyncExternalStore } from 'react';
import type { Rated } from '../../contract/rating-view.ts';

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

let wish: RatingWish | null = null;
const listeners = new Set<() => void>();

/** Asks for these to be rated with a comment: whoever shows the popover for it opens it. Null when it is closed. */
export function wishToRate(wanted: RatingWish | null): void {
  wish = wanted;
  for (const listener of listeners) listener();
}

/** What is wished to be rated; null while there is no such wish. */
export function useRatingWish(): RatingWish | null {
  return useSyncExternalStore(subscribe, () => wish);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
