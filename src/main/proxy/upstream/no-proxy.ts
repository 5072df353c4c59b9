import { BlockList, isIP, isIPv4 } from 'node:net';
import type { Target } from './dial.ts';

/**
 * Whether entries of `NO_PROXY` exempt a target, as curl reads them: `*` is everything; a name is the host and all below it,
 * with a dot in front (or `*.`) or without; an address is itself, and with `/bits` a network (CIDR). Beyond curl, `:port` may
 * follow a name or an address (IPv6 then in brackets), as Node's own clients have it. Names are not resolved.
 */
export function isExempt({ host, port }: Target, noProxy: readonly string[]): boolean {
  const name = bare(host);
  return noProxy.some((written) => {
    if (written === '*') return true;
    const entry = readEntry(written);
    if (entry.port !== null && entry.port !== port) return false;
    return isIP(name) === 0 ? name === entry.host || name.endsWith(`.${entry.host}`) : coversAddress(entry, name);
  });
}

interface Entry {
  readonly host: string;
  readonly bits: number | null;
  readonly port: number | null;
}

function readEntry(written: string): Entry {
  const [, bracketed, plain, bits, port] = /^(?:\[([^\]]*)\]|(.*?))(?:\/(\d{1,3}))?(?::(\d{1,5}))?$/.exec(written) ?? [];
  // An IPv6 address without brackets has no port: its last colon is its own.
  const host = isIP(written) === 0 ? (bracketed ?? plain ?? written) : written;
  return {
    host: bare(host.replace(/^\*?\./, '')),
    bits: bits === undefined ? null : Number(bits),
    port: port === undefined || host === written ? null : Number(port),
  };
}

function coversAddress({ host, bits }: Entry, address: string): boolean {
  if (isIP(host) === 0) return false;
  const family = isIPv4(host) ? 'ipv4' : 'ipv6';
  if (bits !== null && bits > (family === 'ipv4' ? 32 : 128)) return false;
  const covered = new BlockList();
  if (bits === null) covered.addAddress(host, family);
  else covered.addSubnet(host, bits, family);
  return covered.check(address, isIPv4(address) ? 'ipv4' : 'ipv6');
}

function bare(host: string): string {
  return host.toLowerCase().replace(/\.$/, '');
}
