import type { CallInput } from '../../contract/calls.ts';
import type { KeptView, Rated } from '../../contract/rating-view.ts';
import type { KeepingWrite, RatingWrites } from '../store/ratings/rating-writes.ts';
import { maskWords } from './mask-words.ts';

/** What the user can say of exchanges, turns and sessions, in the window and through the local API. */
export interface Keeping {
  rate(rating: CallInput<'rate'>): Promise<KeptView>;
  withdrawRating(of: CallInput<'withdrawRating'>): Promise<KeptView>;
  pinExchange(pin: CallInput<'pinExchange'>): Promise<KeptView>;
}

interface KeepingGround {
  readonly ratings: RatingWrites;
  readonly nowUs: () => number;
  /** Told the id of an exchange whose row is another now. */
  readonly onPinned: (id: string) => void;
  readonly onRated: (rated: Rated) => void;
}

/**
 * Ratings and pins. What the masking rules find in a comment is masked before it is written, by all of them, whichever are off
 * for traffic: a comment is no evidence.
 */
export function keepExchanges({ ratings, nowUs, onPinned, onRated }: KeepingGround): Keeping {
  return {
    rate: ({ rated, stars, comment }) =>
      tell(ratings.rate(rated, { stars, comment: comment === undefined ? undefined : maskComment(comment), ratedAtUs: nowUs() }), () => onRated(rated)),
    withdrawRating: ({ rated }) => tell(ratings.withdraw(rated), () => onRated(rated)),
    pinExchange: ({ id, isPinned }) => tell(ratings.pin(id, isPinned), () => onPinned(id)),
  };
}

async function tell(writing: Promise<KeepingWrite>, onWritten: () => void): Promise<KeptView> {
  const written = await writing;
  if (written === 'written') onWritten();
  return { state: written === 'written' ? 'kept' : written };
}

/** An empty comment is none. */
function maskComment(comment: string | null): string | null {
  return comment === null || comment.trim() === '' ? null : maskWords(comment);
}
