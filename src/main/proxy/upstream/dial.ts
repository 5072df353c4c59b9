import { connect, type Socket } from 'node:net';
import type { RefusalCode } from '../../capture/relayed.ts';
import type { ConnectTo } from './connect-to.ts';

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

export type Dialled = { readonly socket: Socket } | { readonly failure: DialFailure };

/** Opens a TCP connection to a target, or says why not. Aborting the signal ends the attempt with a failure nobody reads. */
export type Dial = (target: Target, signal: AbortSignal) => Promise<Dialled>;

const timeLimitMs = 30_000;

/** Dials directly, to where `connectTo` sends a target, else to the target itself. */
export function directDial(connectTo: readonly ConnectTo[]): Dial {
  return (target, signal) =>
    new Promise((resolve) => {
      const socket = connect({
        ...redirected(target, connectTo),
        allowHalfOpen: true,
        noDelay: true,
        // Node's 250 ms abandon an address that merely is far away.
        autoSelectFamilyAttemptTimeout: 1000,
        signal,
      });
      const timer = setTimeout(() => socket.destroy(new DialTimeout()), timeLimitMs);
      const fail = (error: Error): void => {
        clearTimeout(timer);
        resolve({ failure: describeFailure(target, error) });
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

function redirected(target: Target, connectTo: readonly ConnectTo[]): Target {
  const rule = connectTo.find(({ fromHost, fromPort }) => (fromHost ?? target.host) === target.host && (fromPort ?? target.port) === target.port);
  return { host: rule?.toHost ?? target.host, port: rule?.toPort ?? target.port };
}

class DialTimeout extends Error {
  readonly code = 'ETIMEDOUT';
}

function describeFailure(target: Target, error: Error): DialFailure {
  const { host, port } = target;
  const reason = codeOf(error);
  switch (reason) {
    case 'ECONNREFUSED':
      return {
        code: 'connection-refused',
        proxyStatus: 'connection_refused',
        message: `${host} refused the connection on port ${port}. Is the address right, and is the server running?`,
      };
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
    case 'EAI_FAIL':
    case 'EAI_NODATA':
      return {
        code: 'dns-error',
        proxyStatus: 'dns_error',
        message: `The name ${host} could not be resolved (${reason}). Check the spelling and the network connection.`,
      };
    case 'ETIMEDOUT':
      return {
        code: 'connection-timeout',
        proxyStatus: 'connection_timeout',
        message: `${host} did not answer on port ${port} in time. Check the network connection, or whether a firewall is in the way.`,
      };
    default:
      return {
        code: 'connect-failed',
        proxyStatus: 'destination_unavailable',
        message: `No connection to ${host} port ${port} could be made (${reason}). Check the network connection.`,
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
