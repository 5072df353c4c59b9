/** The entries of NO_PROXY that exempt one of the hosts: the host, a domain above it, with or without a dot or a star, and everything. */
export function coveringEntries(hosts: readonly string[]): readonly string[] {
  const domains = new Set(hosts.flatMap((host) => host.split('.').map((_label, index, labels) => labels.slice(index).join('.'))));
  return hosts.length === 0 ? [] : ['*', ...[...domains].flatMap((domain) => [domain, `.${domain}`, `*.${domain}`])];
}
