import { connect, type Socket } from 'node:net';
import type { RefusalCode } from '../../relayed/relayed.ts';
import type { ProxyAddress } from './upstream-proxy.ts';

/** A host as the client named it: lower case, IPv6 without brackets. */
export interface Target {
  readonly host: string;
  readonly port: number;
}

/** Why nothing answered at a target. `proxyStatus` is the error type of RFC 9209, 2.3. */
export interface DialFailure {
  readonly code: Exclude<RefusalCode, 'client-distrusts'>;
  readonly proxyStatus: string;
  readonly message: string;
}

/** An open connection, or why there is none. The socket can be reset, also where it is TLS to a proxy on the way. */
export type Dialled = { readonly socket: Socket; readonly forwarder?: Forwarder } | { readonly failure: DialFailure };

/** Set when the other end is a proxy that wants plain requests in absolute form, with these fields: they are for it alone. */
export interface Forwarder {
  readonly proxy: ProxyAddress;
  readonly fields: readonly (readonly [name: string, value: string])[];
}

/** `tunnel`: the target's own bytes. `plain-request`: one request for `http://`, which a proxy on the way takes without CONNECT. */
export type DialPurpose = 'tunnel' | 'plain-request';

/**
 * Opens a connection to a target, or says why not; for a tunnel, when no purpose is named. Aborting the signal ends the attempt
 * with a failure nobody reads.
 */
export type Dial = (target: Target, signal: AbortSignal, purpose?: DialPurpose) => Promise<Dialled>;

export const dialLimitMs = 30_000;

/** Opens a TCP connection to exactly this address, or answers the error. */
export function openSocket(address: Target, signal: AbortSignal, limitMs = dialLimitMs): Promise<{ readonly socket: Socket } | { readonly error: Error }> {
  return new Promise((resolve) => {
    const socket = connect({
      ...address,
      allowHalfOpen: true,
      noDelay: true,
      // Node's 250 ms abandon an address that merely is far away.
      autoSelectFamilyAttemptTimeout: 1000,
      signal,
    });
    const timer = setTimeout(() => socket.destroy(new DialTimeout()), limitMs);
    const fail = (error: Error): void => {
      clearTimeout(timer);
      resolve({ error });
    };
    socket.once('error', fail);
    // Whoever takes the connection over listens for 'close'; an error with no listener would end the process.
    socket.on('error', () => {});
    socket.once('connect', () => {
      clearTimeout(timer);
      socket.off('error', fail);
      resolve({ socket });
    });
  });
}

class DialTimeout extends Error {
  readonly code = 'ETIMEDOUT';
}

/** What a failed TCP connection means. `peer` is who was dialled, for the sentence; `advice` is what to do where only the user can tell. */
export function describeDialError(error: Error, { peer, port, advice }: { readonly peer: string; readonly port: number; readonly advice: string }): DialFailure {
  const reason = codeOf(error);
  switch (reason) {
    case 'ECONNREFUSED':
      return { code: 'connection-refused', proxyStatus: 'connection_refused', message: `${peer} refused the connection on port ${port}. ${advice}` };
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
    case 'EAI_FAIL':
    case 'EAI_NODATA':
      return {
        code: 'dns-error',
        proxyStatus: 'dns_error',
        message: `The name of ${peer} could not be resolved (${reason}). Check the spelling and the network connection.`,
      };
    case 'ETIMEDOUT':
      return {
        code: 'connection-timeout',
        proxyStatus: 'connection_timeout',
        message: `${peer} did not answer on port ${port} in time. Check the network connection, or whether a firewall is in the way.`,
      };
    default:
      return {
        code: 'connect-failed',
        proxyStatus: 'destination_unavailable',
        message: `No connection to ${peer} port ${port} could be made (${reason}). Check the network connection.`,
      };
  }
}

// An AggregateError is what several addresses of one name give, one error each.
function codeOf(error: Error): string {
  if ('code' in error && typeof error.code === 'string') return error.code;
  if (error instanceof AggregateError) {
    const first: unknown = error.errors[0];
    if (first instanceof Error) return codeOf(first);
  }
  return error.message;
}
