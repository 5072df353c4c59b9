/**
 * What the relay tells the recorder, in the order it happened. Times are microseconds since the epoch. `bytes` are
 * exactly those relayed.
 */
export type Relayed =
  | {
      readonly kind: 'connected';
      readonly connection: number;
      readonly atUs: number;
      /** The host and port the client asked for. */
      readonly host: string;
      readonly port: number;
      /** `intercept`: TLS opened on both sides. `plain`: absolute-form HTTP, as the upstream gets it. */
      readonly mode: 'intercept' | 'plain';
    }
  | { readonly kind: 'bytes'; readonly connection: number; readonly from: Side; readonly atUs: number; readonly bytes: Uint8Array }
  /** All bytes read from `from` so far (`total` of them) have been handed to the other side's kernel. */
  | { readonly kind: 'delivered'; readonly connection: number; readonly from: Side; readonly atUs: number; readonly total: number }
  | { readonly kind: 'ended'; readonly connection: number; readonly from: Side; readonly atUs: number; readonly how: 'fin' | 'reset' }
  /** Bytes of this connection are left out from here on: what comes of it later, up to its `closed`, is left out too. */
  | { readonly kind: 'missed'; readonly connection: number; readonly atUs: number; readonly code: MissedCode }
  | { readonly kind: 'closed'; readonly connection: number; readonly atUs: number }
  /** A connection to a listed host that never carried a byte of HTTP: nothing dialled, or the client left. */
  | {
      readonly kind: 'refused';
      readonly connection: number;
      readonly atUs: number;
      readonly host: string;
      readonly port: number;
      readonly code: RefusalCode;
      readonly message: string;
    }
  /**
   * A connection to a listed host, or the rest of one, that passes through unseen from now on, and why. It has a number of
   * its own, also when it is the rest of a connection that was captured before.
   */
  | {
      readonly kind: 'unseen';
      readonly connection: number;
      readonly atUs: number;
      readonly host: string;
      readonly port: number;
      readonly code: UnseenCode;
      readonly message: string;
    }
  /** Its end, with the bytes that passed each way. */
  | { readonly kind: 'unseen-ended'; readonly connection: number; readonly atUs: number; readonly requestBytes: number; readonly responseBytes: number }
  /** What the relay has counted up to here: whoever has taken everything that was told before must have counted the same. */
  | { readonly kind: 'tally'; readonly atUs: number; readonly tally: RelayTally };

/** What was told since the start, or since another recorder took over: that one is told a tally that counts from zero. */
export interface RelayTally {
  /** Connections of which at least one byte was read (`connected`). */
  readonly connections: number;
  /** Bytes read on them, up to what was left out. */
  readonly clientBytes: number;
  readonly upstreamBytes: number;
  readonly refused: number;
  readonly unseen: number;
}

export type Side = 'client' | 'upstream';
export type RefusalCode = 'connection-refused' | 'dns-error' | 'connection-timeout' | 'connect-failed' | 'client-distrusts';
/** Why a listed host passes through unseen. `app-away`: told by the standby, which had the port while the app did not run. */
export type UnseenCode = 'upstream-unverified' | 'client-certificate-wanted' | 'certificate-failed' | 'client-distrusts' | MissedCode | 'app-away';
export type MissedCode = 'recorder-behind' | 'capture-off';

/** Figures the proxy keeps, posted on change, at most a few times a second. */
export interface ProxyFigures {
  readonly clients: number;
  /** Connections to hosts that are not listed, passed through blindly. */
  readonly tunnelled: number;
  /** Connections to listed hosts, or rests of such, that passed through unseen. */
  readonly unseen: number;
  /** Exchanges' bytes that the recorder could not be told. */
  readonly unrecorded: number;
  /** Clients that do not trust the certificate, as far as they are remembered. */
  readonly distrusting: readonly DistrustingClient[];
}

/** A process that refused the certificate, or, where the system does not tell which process it is, a client of a host (`pid` null). */
export interface DistrustingClient {
  readonly pid: number | null;
  /** The program's name; or the host, with the number of the client's user where that is known. */
  readonly name: string;
}
