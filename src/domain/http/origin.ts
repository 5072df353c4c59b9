/** Where a request goes: what a URL has before its path. */
export interface Origin {
  readonly scheme: 'https' | 'http';
  /** A name or an address; IPv6 with or without its brackets. */
  readonly host: string;
  readonly port: number;
}

const defaultPorts = { https: 443, http: 80 } as const;

/** The origin as URLs begin with it; the scheme's own port is left out (RFC 9110, section 4.2). */
export function originText({ scheme, host, port }: Origin): string {
  const bracketed = host.includes(':') && !host.startsWith('[') ? `[${host}]` : host;
  return `${scheme}://${bracketed}${port === defaultPorts[scheme] ? '' : `:${port}`}`;
}
