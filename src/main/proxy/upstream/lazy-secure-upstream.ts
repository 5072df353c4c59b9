import type { SecureUpstream } from './secure-upstream.ts';

/**
 * TLS to an `https://` proxy for a process that seldom needs it: the roots (and `extraFiles`) are read when it is first asked for.
 */
export function lazySecureUpstream(extraFiles: readonly string[]): () => Promise<SecureUpstream> {
  let made: Promise<SecureUpstream> | null = null;
  const make = async (): Promise<SecureUpstream> => {
    const [{ secureUpstreamWith }, { trustedRootsContext }] = await Promise.all([import('./secure-upstream.ts'), import('./trusted-roots.ts')]);
    return secureUpstreamWith(trustedRootsContext(extraFiles));
  };
  return () => (made ??= make());
}
