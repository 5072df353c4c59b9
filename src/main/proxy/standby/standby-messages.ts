import type { ConnectTo } from '../upstream/connect-to.ts';
import type { UpstreamProxies } from '../upstream/upstream-proxy.ts';

/** The numbers under which a standby inherits the pipe to its proxy, and the listening socket. */
export const pipeNumber = 3;
export const listeningNumber = 4;

/** What a standby has to know to stand in for the proxy. It comes over a pipe: arguments and files can be read by others. */
export interface StandbyConfiguration {
  readonly dataDir: string;
  readonly port: number;
  /** The number of the inherited listening socket, or null where none can be inherited and the port has to be bound. */
  readonly listeningFd: number | null;
  /** Where the control socket is made, and the word that whoever asks there has to know. */
  readonly controlPath: string;
  readonly token: string;
  /** Hosts whose connections are noted by name. */
  readonly listedHosts: readonly string[];
  readonly connectTo: readonly ConnectTo[];
  readonly upstreamProxies: UpstreamProxies;
  readonly upstreamCaFiles: readonly string[];
}

/** Over the pipe, from the proxy that the standby belongs to. The pipe's end is the last of them: serve from now on. */
export type ToStandby =
  | { readonly kind: 'configure'; readonly configuration: StandbyConfiguration }
  /** Keep the port to nobody. */
  | { readonly kind: 'end' };

/** It waits for its proxy's end; it has the port; it has only connections left. */
export type StandbyState = 'holding' | 'serving' | 'draining';

export type FromStandby = { readonly kind: 'ready' };

/**
 * What a later proxy of the same data directory asks over the control socket: how the standby is doing; a copy of the listening
 * socket; to listen no more and to end with the last tunnel; to end at once.
 */
export type Ask = 'state' | 'socket' | 'release' | 'end';

export type Answer =
  | { readonly answer: 'state'; readonly state: StandbyState }
  /** The listening socket comes with it. */
  | { readonly answer: 'socket' }
  | { readonly answer: 'released' }
  | { readonly answer: 'cannot'; readonly reason: string };
