import type { Usage } from '../anthropic/usage.ts';
import type { HeaderList } from '../http/header-list.ts';

/** An exchange as HAR wants it: what the contract's exchange detail says, and both bodies. Times are microseconds since the epoch. */
export interface HarExchange {
  readonly row: {
    readonly id: string;
    readonly state: string;
    readonly error: { readonly code: string; readonly message: string } | null;
    readonly sessionId: string | null;
    readonly agentId: string | null;
    readonly agentName: string | null;
    readonly requestClass: string;
    readonly auxiliaryPurpose: string | null;
    readonly threadKey: string | null;
    readonly turnKey: string | null;
    readonly retryOf: string | null;
    readonly predecessorId: string | null;
    readonly scheme: 'https' | 'http';
    readonly host: string;
    readonly port: number;
    readonly method: string;
    readonly path: string;
    readonly model: string | null;
    /** Null for a response that never came. */
    readonly status: number | null;
    readonly timing: {
      readonly requestStartedAtUs: number;
      readonly requestReceivedAtUs: number | null;
      readonly requestForwardedAtUs: number | null;
      readonly responseStartedAtUs: number | null;
      readonly responseDeliveredAtUs: number | null;
    };
    readonly promptTokens: number | null;
    readonly tokensEstimated: boolean;
    readonly usage: Usage | null;
    readonly costUsd: number | null;
    readonly costMicroUsd: number | null;
    readonly billing: string | null;
  };
  /** What its prompt was made of; null while that is not known. */
  readonly sources: readonly HarSource[] | null;
  readonly requestLine: string | null;
  readonly statusLine: string | null;
  readonly requestHeaders: HeaderList;
  readonly responseHeaders: HeaderList;
  readonly requestTrailers: HeaderList;
  readonly responseTrailers: HeaderList;
  readonly requestBody: HarBody | null;
  readonly responseBody: HarBody | null;
}

/** A source of a prompt, with its tokens and what they cost in micro-dollars. */
export interface HarSource {
  readonly key: string;
  readonly tokens: number | null;
  readonly costMicroUsd: number | null;
}

export interface HarBody {
  /** As stored: transfer coding taken off, content coding left on. */
  readonly octets: Uint8Array;
  /** With the content coding taken off too; null where that cannot be done. Without a content coding, `octets` again. */
  readonly decoded: Uint8Array | null;
  readonly contentType: string | null;
  readonly contentEncoding: string | null;
  /** The content coding that the octets came in and are stored without; null where they are stored as they came. */
  readonly decodedFrom: string | null;
  /** False when it ended early or was not recorded whole. */
  readonly complete: boolean;
}
