import { processSearchOf, type ProcessSearch } from '../src/main/proxy/clients/client-process.ts';

/** The search for a client's process as on this system, with all the time that a busy machine may take; null where there is none. */
export function patientSearch(): ProcessSearch | null {
  const search = processSearchOf(process.platform);
  return search === null ? null : { ...search, timeLimitMs: 20_000 };
}
