import type { Usage } from '../anthropic/usage.ts';
import type { HeaderList } from '../http/header-list.ts';

/** An exchange as archives want it: what the contract's exchange detail says, what is kept beside it, and both bodies. Times are microseconds since the epoch. */
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
    readonly turnNumber: number | null;
    readonly retryOf: string | null;
    readonly predecessorId: string | null;
    readonly projectDirectory: string | null;
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
    /** Of the bodies on the wire, transfer coding taken off. */
    readonly requestBytes: number;
    readonly responseBytes: number;
    readonly promptTokens: number | null;
    readonly tokensEstimated: boolean;
    readonly usage: Usage | null;
    readonly costUsd: number | null;
    readonly costMicroUsd: number | null;
    readonly billing: string | null;
    readonly isPinned: boolean;
    /** When its bodies and heads were removed; null while they are kept. */
    readonly contentRemovedAtUs: number | null;
  };
  /** What its prompt was made of; null while that is not known. */
  readonly sources: readonly HarSource[] | null;
  readonly promptId: string | null;
  readonly rating: { readonly stars: number; readonly comment: string | null; readonly ratedAtUs: number } | null;
  readonly requestLine: string | null;
  readonly statusLine: string | null;
  readonly requestHeaders: HeaderList;
  readonly responseHeaders: HeaderList;
  readonly requestTrailers: HeaderList;
  readonly responseTrailers: HeaderList;
  /** Heads of status 1xx before the response. */
  readonly interimHeads: readonly { readonly statusLine: string; readonly headers: HeaderList }[];
  readonly requestBody: HarBody | null;
  readonly responseBody: HarBody | null;
}

/** A source of a prompt, with its tokens, how they were billed, and what they cost in micro-dollars. */
export interface HarSource {
  readonly key: string;
  readonly kind: string;
  readonly name: string | null;
  readonly tokens: number | null;
  readonly tokensByState: Readonly<Record<string, number>> | null;
  readonly costMicroUsd: number | null;
}

/** What is known of a body, whether or not its octets are told. */
export interface HarBody {
  /** Null where the archive is to do without. */
  readonly content: HarContent | null;
  readonly storedBytes: number;
  readonly contentType: string | null;
  /** The coding that is on the stored octets. */
  readonly contentEncoding: string | null;
  /** The content coding that the octets came in and are stored without; null where they are stored as they came. */
  readonly decodedFrom: string | null;
  /** False when it ended early or was not recorded whole. */
  readonly complete: boolean;
  /** Where the stored octets are masked, in bytes. */
  readonly masks: readonly (readonly [start: number, length: number])[];
  /** SHA-256 in hexadecimal of the body on the wire and of the stored one; null where not all of it was seen. */
  readonly wireSha256: string | null;
  readonly storedSha256: string | null;
  /** When the stored octets came, as `packArrivals` says it; null where it is not known. */
  readonly arrivals: Uint8Array | null;
}

export interface HarContent {
  /** As stored: transfer coding taken off, content coding left on. */
  readonly octets: Uint8Array;
  /** With the content coding taken off too; null where that cannot be done. Without a content coding, `octets` again. */
  readonly decoded: Uint8Array | null;
}
