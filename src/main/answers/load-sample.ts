import type { Outcome } from '../../contract/calls.ts';
import type { Archives } from '../archive/archives.ts';
import { sampleFile } from '../sample-file.ts';
import type { StoreReads } from '../store/reads.ts';

/** Answers what loads the sample session: once, however often and however fast it is asked for. */
export function sampleLoader(store: Pick<StoreReads, 'listImports'>, archives: Pick<Archives, 'importFrom' | 'removeImport'>): () => Promise<Outcome> {
  const load = async (): Promise<Outcome> => {
    for (const { number, isSample, exchanges } of store.listImports()) {
      if (!isSample) continue;
      if (exchanges > 0) return { done: true, message: 'The sample session is here.' };
      // Its requests were deleted, as those of any session can be.
      await archives.removeImport(number);
    }
    return archives.importFrom(sampleFile(), 'sample');
  };
  let loading: Promise<Outcome> | null = null;
  return () => {
    loading ??= load().finally(() => (loading = null));
    return loading;
  };
}
