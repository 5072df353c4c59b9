import { useCall } from '../bridge/use-call.ts';
import { setUpFacts, type SetUpFacts, type SetUpStep } from './set-up-facts.ts';

/** What is known of the steps of the set-up, some of which may be left out; null until all of it has been read. */
export function useSetUpFacts(leftOut: ReadonlySet<SetUpStep>): SetUpFacts | null {
  const trust = useCall('readTrust', {}, { askAgainOnFocus: true });
  const status = useCall('readStatus', {});
  const sessions = useCall('listSessions', {});
  const settings = useCall('readClaudeSettings', {}, { askAgainOnFocus: true });
  // What cannot be read is as if it were not done: the step says why.
  if (trust.isPending || status.isPending || sessions.isPending) return null;
  return setUpFacts({ trust: trust.data, status: status.data, sessions: sessions.data, settings: settings.data, leftOut });
}
