import type { Outcome } from '../../contract/calls.ts';
import { useAction, useCall } from '../bridge/use-call.ts';
import { findSample, isStillStored } from '../bridge/sample.ts';
import { allTraffic } from '../navigation/place.ts';
import { usePlace } from '../navigation/use-place.ts';

export interface Sample {
  /** The number of its import; null while it is not here. */
  readonly number: number | null;
  /** What is being done with it. */
  readonly doing: 'loading' | 'removing' | null;
  /** Why the last of these was not done; empty where it was. */
  readonly failure: string;
  /** Loads it, where it is not here, and shows it under Traffic with a request opened. */
  readonly look: () => void;
  readonly remove: () => void;
  /** Forgets why. */
  readonly dismiss: () => void;
}

/** The number of the import that is the sample session; null while it is not here. */
export function useSampleNumber(): number | null {
  const imports = useCall('listImports', {});
  return imports.data?.find(({ isSample, exchanges }) => isSample && exchanges > 0)?.number ?? null;
}

/** The sample session, and what can be done with it. `say` hears why something was not done. */
export function useSample(say: (why: string) => void = () => {}): Sample {
  const number = useSampleNumber();
  const [place, go] = usePlace();
  const load = useAction('loadSample', ['listImports', 'listSessions', 'readStatus']);
  const removal = useAction('removeImport', ['listImports', 'listSessions', 'readStatus']);
  const last = load.submittedAt > removal.submittedAt ? load : removal;
  // Not by the mutations' own callbacks: what shows this may be gone by then, with the sample.
  const done = async (doing: Promise<Outcome>): Promise<boolean> => {
    try {
      const outcome = await doing;
      if (!outcome.done) say(outcome.message);
      return outcome.done;
    } catch (error) {
      say(error instanceof Error ? error.message : String(error));
      return false;
    }
  };
  const look = async (): Promise<void> => {
    const found = (await done(load.mutateAsync({}))) ? await findSample() : null;
    if (found !== null) go({ ...allTraffic, ...found });
  };
  const remove = async (of: number): Promise<void> => {
    if (!(await done(removal.mutateAsync({ number: of })))) return;
    // Nothing of it stays on the screen, and nothing else goes from there.
    if (place.session?.startsWith(`import:${of}:`) === true) go({ session: null, thread: null, exchange: null });
    else if (place.exchange !== null && !(await isStillStored(place.exchange))) go({ exchange: null });
  };
  return {
    number,
    doing: load.isPending ? 'loading' : removal.isPending ? 'removing' : null,
    failure: last.error?.message ?? (last.data?.done === false ? last.data.message : ''),
    look: () => void look(),
    remove: () => {
      if (number !== null) void remove(number);
    },
    dismiss: () => {
      load.reset();
      removal.reset();
    },
  };
}
