/**
 * What the relay tells the recorder, in the order it happened. Times are microseconds since the epoch. `bytes` are
 * copies of exactly the bytes relayed (never a transfer: a transferred chunk that is also being written to a socket
 * loses its pending bytes).
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
  /** Bytes of this connection could not be told: what comes of it later, up to its `closed`, is left out too. */
  | { readonly kind: 'missed'; readonly connection: number; readonly atUs: number }
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
  /** A listed host passed through blindly, and why. */
  | {
      readonly kind: 'tunnelled';
      readonly connection: number;
      readonly atUs: number;
      readonly host: string;
      readonly port: number;
      readonly code: TunnelCode;
      readonly message: string;
    };

export type Side = 'client' | 'upstream';
export type RefusalCode = 'connection-refused' | 'dns-error' | 'connection-timeout' | 'connect-failed' | 'client-distrusts';
export type TunnelCode = 'upstream-unverified' | 'certificate-failed';

/** Figures the proxy keeps, posted on change, at most a few times a second. */
export interface ProxyFigures {
  readonly clients: number;
  readonly tunnelled: number;
  /** Exchanges' bytes that could not be posted to the recorder. */
  readonly unrecorded: number;
}
