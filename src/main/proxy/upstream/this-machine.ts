import { isIPv4, isIPv6 } from 'node:net';
import { hostname, networkInterfaces } from 'node:os';
import type { Target } from './dial.ts';

/** Whether a host is this machine by one of the names that never leave it: `localhost` (RFC 6761, 6.3) and loopback addresses. */
export function isLoopback(host: string): boolean {
  const name = host.replace(/\.$/, '').toLowerCase();
  if (name === 'localhost' || name.endsWith('.localhost')) return true;
  if (isIPv6(name)) return /^(0*:)*:?0*1$/.test(name) || /^::ffff:(127\.|7f[0-9a-f]{2}:)/.test(name);
  return isIPv4(name) && name.startsWith('127.');
}

/** Whether a host is this machine by any of its names and addresses, the unspecified ones included, which a dial takes for loopback. */
export function isThisMachine(host: string): boolean {
  const name = host.replace(/\.$/, '').toLowerCase();
  if (isLoopback(name) || name === '0.0.0.0' || (isIPv6(name) && /^[0:]+$/.test(name)) || name === hostname().toLowerCase()) return true;
  return Object.values(networkInterfaces()).some((addresses) => addresses?.some(({ address }) => address.toLowerCase() === name) === true);
}

/** Whether a proxy is ourselves: any name and address of this machine, with our port. */
export function isOurselves({ host, port }: Target, ownPort: number): boolean {
  return port === ownPort && isThisMachine(host);
}
