import { useMutation, type UseMutationResult } from '@tanstack/react-query';
import type { KeptView, Rated } from '../../contract/rating-view.ts';

/** Stars and a comment for something; without a comment, the one that there is stays. No stars: the rating is withdrawn. */
export interface RatingChange {
  readonly rated: Rated;
  readonly stars: number | null;
  readonly comment?: string | null;
}

/** Gives, changes and withdraws ratings. One that cannot be kept ends with an error that says why; what shows them hears of it by announcement. */
export function useRating(): UseMutationResult<void, Error, RatingChange> {
  return useMutation<void, Error, RatingChange>({ mutationFn: keepRating });
}

/** The same for whoever has several to keep. */
export async function keepRating(change: RatingChange): Promise<void> {
  const { state } = await tellRating(change);
  if (state === 'busy') throw new Error('The database is busy; try again.');
  if (state === 'unknown-id') throw new Error('It is not stored any more.');
}

function tellRating({ rated, stars, comment }: RatingChange): Promise<KeptView> {
  if (stars === null) return window.whence.call('withdrawRating', { rated });
  return window.whence.call('rate', { rated, stars, ...(comment === undefined ? {} : { comment }) });
}
