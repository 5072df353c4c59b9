import { useInfiniteQuery } from '@tanstack/react-query';
import type { CallOutput } from '../../contract/calls.ts';

type TextHit = CallOutput<'searchTexts'>['hits'][number];

const hitsPerPage = 40;

interface TextHits {
  readonly state: 'loading' | 'failed' | 'there';
  readonly failure: string | null;
  readonly hits: readonly TextHit[];
  /** Whether there are more than those that were read. */
  readonly hasMore: boolean;
  readonly isReadingMore: boolean;
  readonly readMore: () => void;
  readonly tryAgain: () => void;
}

/** The texts that say all of the phrases, the newest first, page by page. Without a phrase nothing is asked. */
export function useTextHits(phrases: readonly string[]): TextHits {
  const search = useInfiniteQuery({
    queryKey: ['searchTexts', phrases],
    queryFn: ({ pageParam }) =>
      window.whence.call('searchTexts', { phrases: [...phrases], limit: hitsPerPage, ...(pageParam === null ? {} : { before: pageParam }) }),
    initialPageParam: null as number | null,
    getNextPageParam: ({ next }) => next,
    enabled: phrases.length > 0,
    refetchOnWindowFocus: false,
  });
  return {
    state: search.isError && search.data === undefined ? 'failed' : search.data === undefined ? 'loading' : 'there',
    failure: search.error?.message ?? null,
    hits: search.data?.pages.flatMap(({ hits }) => hits) ?? [],
    hasMore: search.hasNextPage,
    isReadingMore: search.isFetchingNextPage,
    readMore: () => void search.fetchNextPage(),
    tryAgain: () => void search.refetch(),
  };
}
