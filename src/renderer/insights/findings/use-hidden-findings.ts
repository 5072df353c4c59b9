import { useKeptSet } from '../../ui/use-kept-set.ts';

export interface HiddenFindings {
  readonly ids: ReadonlySet<string>;
  readonly hide: (id: string) => void;
  readonly show: (id: string) => void;
  readonly showAll: (ids: readonly string[]) => void;
}

/** The findings that the user does not want to see, by their ids: kept by this window, and nowhere else. */
export function useHiddenFindings(): HiddenFindings {
  const [ids, keep] = useKeptSet('hidden-findings');
  const without = (gone: ReadonlySet<string>) => keep(new Set([...ids].filter((id) => !gone.has(id))));
  return {
    ids,
    hide: (id) => keep(new Set([...ids, id])),
    show: (id) => without(new Set([id])),
    showAll: (shown) => without(new Set(shown)),
  };
}
