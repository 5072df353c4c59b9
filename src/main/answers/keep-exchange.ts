import type { CallInput } from '../../contract/calls.ts';
import type { KeptView } from '../../contract/rating-view.ts';
import type { KeepingWrite, RatingWrites } from '../store/ratings/rating-writes.ts';
import { maskWords } from './mask-words.ts';

/** What the user can say of an exchange, in the window and through the local API. */
export interface Keeping {
  rateExchange(rating: CallInput<'rateExchange'>): Promise<KeptView>;
  withdrawRating(of: CallInput<'withdrawRating'>): Promise<KeptView>;
  pinExchange(pin: CallInput<'pinExchange'>): Promise<KeptView>;
}

interface KeepingGround {
  readonly ratings: RatingWrites;
  readonly nowUs: () => number;
  /** Told the id of an exchange whose row is another now. */
  readonly onChanged: (id: string) => void;
}

/**
 * Ratings and pins. What the masking rules find in a comment is masked before it is written, by all of them, whichever are off
 * for traffic: a comment is no evidence.
 */
export function keepExchanges({ ratings, nowUs, onChanged }: KeepingGround): Keeping {
  const tell = async (id: string, writing: Promise<KeepingWrite>): Promise<KeptView> => {
    const written = await writing;
    if (written === 'written') onChanged(id);
    return { state: written === 'written' ? 'kept' : written };
  };
  return {
    rateExchange: ({ id, stars, comment }) => tell(id, ratings.rate({ id, stars, comment: maskComment(comment ?? null), ratedAtUs: nowUs() })),
    withdrawRating: ({ id }) => tell(id, ratings.withdraw(id)),
    pinExchange: ({ id, isPinned }) => tell(id, ratings.pin(id, isPinned)),
  };
}

/** An empty comment is none. */
function maskComment(comment: string | null): string | null {
  return comment === null || comment.trim() === '' ? null : maskWords(comment);
}
