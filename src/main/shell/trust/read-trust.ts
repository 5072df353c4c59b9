import type { TrustState } from '../../../contract/status-view.ts';
import { noStoreMessage, trustStoreOf } from './trust-store.ts';
import { readTrustCertificate, thisSystem, type TrustSystem } from './trust-system.ts';

/** Asks the system whether it trusts the certificate in that file, this very one and not merely one of its name. */
export async function readTrust(ca: { readonly certificateFile: string }, system: TrustSystem = thisSystem()): Promise<TrustState> {
  const store = trustStoreOf(system);
  if (store === null) return { state: 'cannot-tell', message: noStoreMessage, manualCommand: null };
  return store.read(readTrustCertificate(ca.certificateFile));
}
