import { useMutation, useQueryClient, type UseMutationResult } from '@tanstack/react-query';
import { keepRating } from './use-rating.ts';

/** What the user says of several requests at once: so many stars, none any more, or that they are to be kept. */
export type Keep = { readonly ids: readonly string[] } & ({ readonly stars: number | null } | { readonly isPinned: boolean });

/** Rates and pins, one after the other; the first that cannot be kept ends it with an error that says why. The rows themselves come by announcement. */
export function useKeeping(): UseMutationResult<void, Error, Keep> {
  const queryClient = useQueryClient();
  return useMutation<void, Error, Keep>({
    mutationFn: async (keep) => {
      for (const id of keep.ids) await keepOne(id, keep);
    },
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['readExchange'] }),
  });
}

async function keepOne(id: string, keep: Keep): Promise<void> {
  if ('stars' in keep) return keepRating({ rated: { of: 'request', id }, stars: keep.stars });
  const { state } = await window.whence.call('pinExchange', { id, isPinned: keep.isPinned });
  if (state === 'busy') throw new Error('The database is busy; try again.');
}
