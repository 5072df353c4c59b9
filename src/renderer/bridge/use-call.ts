import { keepPreviousData, useMutation, useQueries, useQuery, useQueryClient, type UseMutationResult, type UseQueryResult } from '@tanstack/react-query';
import type { CallInput, CallName, CallOutput } from '../../contract/calls.ts';

interface CallOptions {
  /** False while there is nothing to ask for yet. */
  readonly enabled?: boolean;
  /** For what can change outside the app: asked again whenever the window gets the focus. */
  readonly askAgainOnFocus?: boolean;
  /** The answer to the input before stays until the new one is there; `isPlaceholderData` says so. */
  readonly keepPrevious?: boolean;
  /** For what is announced by no event: asked again whenever the part of the window that shows it is opened. */
  readonly askAgainOnOpening?: boolean;
}

/** What the main process answers to a call that only reads, kept fresh by its announcements. */
export function useCall<Name extends CallName>(
  name: Name,
  input: CallInput<Name>,
  options: CallOptions = {},
): UseQueryResult<CallOutput<Name>, Error> {
  return useQuery<CallOutput<Name>, Error>({
    queryKey: [name, input],
    queryFn: () => window.whence.call(name, input),
    enabled: options.enabled ?? true,
    ...(options.keepPrevious === true ? { placeholderData: keepPreviousData } : {}),
    refetchOnMount: options.askAgainOnOpening === true ? 'always' : true,
    refetchOnWindowFocus: options.askAgainOnFocus === true ? 'always' : false,
  });
}

/** The same for as many inputs as there are, in their order. */
export function useCalls<Name extends CallName>(name: Name, inputs: readonly CallInput<Name>[]): readonly UseQueryResult<CallOutput<Name>, Error>[] {
  return useQueries({
    queries: inputs.map((input) => ({ queryKey: [name, input], queryFn: () => window.whence.call(name, input), refetchOnWindowFocus: false })),
  });
}

/** A call that changes something; the calls in `makesStale` are asked again when it has been answered, well or badly. */
export function useAction<Name extends CallName>(
  name: Name,
  makesStale: readonly CallName[] = [],
): UseMutationResult<CallOutput<Name>, Error, CallInput<Name>> {
  const queryClient = useQueryClient();
  return useMutation<CallOutput<Name>, Error, CallInput<Name>>({
    mutationFn: (input) => window.whence.call(name, input),
    onSettled: () => Promise.all(makesStale.map((stale) => queryClient.invalidateQueries({ queryKey: [stale] }))),
  });
}

/** Puts a text on the system's clipboard. */
export async function copyText(text: string): Promise<void> {
  await window.whence.call('copyText', { text });
}
