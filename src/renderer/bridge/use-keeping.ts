import { useMutation, useQueryClient, type UseMutationResult } from '@tanstack/react-query';
import type { KeptView } from '../../contract/rating-view.ts';

/** What the user says of several requests at once: so many stars, none any more, or that they are to be kept. */
export type Keep = { readonly ids: readonly string[] } & ({ readonly stars: number | null } | { readonly isPinned: boolean });

/** Rates and pins, one after the other; the first that cannot be kept ends it with an error that says why. The rows themselves come by announcement. */
export function useKeeping(): UseMutationResult<void, Error, Keep> {
  const queryClient = useQueryClient();
  return useMutation<void, Error, Keep>({
    mutationFn: async (keep) => {
      for (const id of keep.ids) {
        const { state } = await keepOne(id, keep);
        if (state === 'busy') throw new Error('The database is busy; try again.');
      }
    },
    onSettled: () => Promise.all([queryClient.invalidateQueries({ queryKey: ['readRating'] }), queryClient.invalidateQueries({ queryKey: ['readExchange'] })]),
  });
}

function keepOne(id: string, keep: Keep): Promise<KeptView> {
  if ('isPinned' in keep) return window.whence.call('pinExchange', { id, isPinned: keep.isPinned });
  const rated = { of: 'request', id } as const;
  // Other stars are no reason to lose what was written: without a comment, that stays.
  return keep.stars === null ? window.whence.call('withdrawRating', { rated }) : window.whence.call('rate', { rated, stars: keep.stars });
}
