import type { Octets } from './octets.ts';

/** What one end of a connection does, in order. */
export type WireStep =
  | { readonly send: Octets }
  /** Each as a write of its own, in a segment of its own. */
  | { readonly sendEach: readonly string[] }
  /** Wait until this much has come beyond what was waited for before, or the other side has ended. */
  | { readonly receive: Octets }
  | { readonly receiveEnd: true }
  /** Wait for so long, and then until the other end has all that was sent; what both have seen by then is noted. */
  | { readonly pauseMs: number }
  /** Leave what comes unread for so long. */
  | { readonly readNothingForMs: number }
  /** `bare-fin`: the end of TCP without TLS's word for it. */
  | { readonly finish: 'fin' | 'bare-fin' | 'reset' };

/** The scripts of both ends of one connection. */
export interface WireScripts {
  readonly client: readonly WireStep[];
  readonly upstream: readonly WireStep[];
}

/** An exchange that is to be in the store afterwards. */
export interface StoredExchange {
  readonly state: 'complete' | 'interrupted' | 'failed';
  /** Null where no response head was read. */
  readonly status: number | null;
  /** The bodies, transfer coding taken off. */
  readonly request: Octets;
  readonly response: Octets;
}

/** How the client comes to the upstream; TLS is on both sides of an `opened` connection, and passes through a `tunnelled` one. */
export type WireMode = 'opened' | 'tunnelled' | 'tunnelled-plain';

export interface WireCase {
  readonly name: string;
  readonly mode: WireMode;
  /** One after the other; from the second on the client offers the TLS session of the one before. */
  readonly connections: readonly WireScripts[];
  /** In the order of their requests. */
  readonly stored: readonly StoredExchange[];
  /** The TLS version of both ends, where it matters. */
  readonly tls?: 'TLSv1.2';
}

/** A case of one opened connection. */
export function opened(name: string, stored: readonly StoredExchange[], scripts: WireScripts): WireCase {
  return { name, mode: 'opened', connections: [scripts], stored };
}

export function complete(status: number, request: Octets, response: Octets): StoredExchange {
  return { state: 'complete', status, request, response };
}

export function interrupted(status: number | null, request: Octets, response: Octets): StoredExchange {
  return { state: 'interrupted', status, request, response };
}

/** Requests in one write and responses in one write, after which the client ends first. */
export function exchange(name: string, stored: readonly StoredExchange[], request: string, response: string): WireCase {
  return opened(name, stored, {
    client: [{ send: request }, { receive: response }, { finish: 'fin' }],
    upstream: [{ receive: request }, { send: response }, { receiveEnd: true }, { finish: 'fin' }],
  });
}

/** The same scripts through a blind tunnel: nothing of it is stored. */
export function tunnelled(wireCase: WireCase): WireCase {
  return { ...wireCase, name: `unseen: ${wireCase.name}`, mode: 'tunnelled', stored: [] };
}
