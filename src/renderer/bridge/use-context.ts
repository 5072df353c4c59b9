import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import type { ContextView } from '../../contract/context-view.ts';
import { unpackSegments } from '../../contract/packed-segments.ts';

/** Where the prompt of a request came from; null for one that is not stored. `isWanted` is false while there is nothing to ask for yet. */
export function useContextOf(id: string, isWanted = true): UseQueryResult<ContextView | null, Error> {
  return useQuery<ContextView | null, Error>({
    queryKey: ['readContext', { id }],
    queryFn: async () => {
      const packed = await window.whence.call('readContext', { id });
      if (packed === null) return null;
      const { packedSegments, ...context } = packed;
      return { ...context, segments: unpackSegments(packedSegments) };
    },
    enabled: isWanted,
    // Comparing thousands of segments with those before would take longer than showing them.
    structuralSharing: false,
    refetchOnWindowFocus: false,
  });
}
