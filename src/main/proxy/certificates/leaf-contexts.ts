import { createSecureContext, type SecureContext } from 'node:tls';
import { covers } from './certificate-authority.ts';
import { makeLeaf, permittedHosts, type KeyedCertificate } from './make-certificates.ts';

/** The TLS contexts that clients are met with, one a host, made once. */
export class LeafContexts {
  readonly #authority: KeyedCertificate;
  readonly #contexts = new Map<string, Promise<SecureContext>>();

  constructor(authority: KeyedCertificate, hosts: readonly string[]) {
    this.#authority = authority;
    // Those that will be wanted, so that no first connection waits. A failure is met by the connection that asks.
    for (const host of hosts) this.contextFor(host).catch(() => {});
  }

  /** The context for `host`. Rejects, with the reason, when the authority is none, may not sign for it, or signing fails. */
  contextFor(host: string): Promise<SecureContext> {
    const known = this.#contexts.get(host);
    if (known !== undefined) return known;
    const made = this.#make(host);
    this.#contexts.set(host, made);
    // What failed once may succeed the next time.
    made.catch(() => this.#contexts.delete(host));
    return made;
  }

  async #make(host: string): Promise<SecureContext> {
    if (!covers({ hosts: permittedHosts(this.#authority.certificatePem) }, host)) throw new Error(`the certificate does not cover ${host}`);
    const leaf = await makeLeaf(this.#authority, host, new Date());
    return createSecureContext({ cert: leaf.certificatePem, key: leaf.keyPem });
  }
}
