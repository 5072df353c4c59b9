import type { Outcome } from '../../../contract/calls.ts';
import { noStoreMessage, trustStoreOf } from './trust-store.ts';
import { readTrustCertificate, thisSystem, type TrustSystem } from './trust-system.ts';

/** Puts the certificate in that file into the system's trust store. The system asks the user for consent. */
export async function trustCertificate(ca: { readonly certificateFile: string }, system: TrustSystem = thisSystem()): Promise<Outcome> {
  const store = trustStoreOf(system);
  if (store === null) return { done: false, message: noStoreMessage, manualCommand: null };
  return store.trust(readTrustCertificate(ca.certificateFile));
}
