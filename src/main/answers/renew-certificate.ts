import type { Outcome } from '../../contract/calls.ts';
import type { Desktop } from './desktop.ts';

/**
 * Makes a new certificate in place of the old one. One that the system trusts is taken out of its store first, while it is
 * still known: an authority whose key is gone should not stay trusted. Where that fails, nothing is changed.
 */
export async function renewCertificate(desktop: Desktop, makeNew: () => Promise<Outcome>): Promise<Outcome> {
  const trust = await desktop.readTrust();
  if (trust.state === 'trusted') {
    const removed = await desktop.removeCertificate();
    if (!removed.done) return { ...removed, message: `The old certificate is still trusted, so no new one was made. ${removed.message}` };
  }
  return makeNew();
}
