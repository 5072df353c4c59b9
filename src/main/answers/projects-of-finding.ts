import type { FindingToRemedy } from '../../contract/remedy-view.ts';
import type { StoreReads } from '../store/reads.ts';

/** Requests that hold a source are looked at from the latest on: what is configured now shows in these. */
const mostRequests = 200;

/** The directories that the requests of a finding began in, those of the latest first. What was imported is from elsewhere. */
export function projectsOfFinding(store: Pick<StoreReads, 'readRows' | 'listSourceHolders'>, { subject, ids }: FindingToRemedy): readonly string[] {
  const holders = store.listSourceHolders(subject.key, mostRequests).map(({ id }) => id);
  const rows = store.readRows([...new Set([...holders, ...ids])]);
  return [...new Set(rows.flatMap(({ projectDirectory, importNumber }) => (projectDirectory === null || importNumber !== null ? [] : [projectDirectory])))];
}
