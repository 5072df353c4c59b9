import type { Outcome } from '../../../contract/calls.ts';
import { noStoreMessage, trustStoreOf } from './trust-store.ts';
import { readTrustCertificate, thisSystem, type TrustSystem } from './trust-system.ts';

/** Takes the certificate in that file out of the system's trust store. The system asks the user for consent. */
export async function removeCertificate(ca: { readonly certificateFile: string }, system: TrustSystem = thisSystem()): Promise<Outcome> {
  const store = trustStoreOf(system);
  if (store === null) return { done: false, message: noStoreMessage, manualCommand: null };
  return store.remove(readTrustCertificate(ca.certificateFile));
}
