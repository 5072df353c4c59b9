import type { Usage } from '../anthropic/usage.ts';
import type { ComparedRequest } from './compare-requests.ts';
import type { ReadPrompt } from './prefix-difference.ts';

/** A request of a thread, as far as the cache is concerned. Its segments are reconciled with its usage. */
export interface CachedRequest extends ComparedRequest {
  readonly usage: Usage;
  readonly model: string;
  /** When its response began, in milliseconds since the epoch: from then on what it wrote can be read. */
  readonly atMs: number;
}

/** The same with its body read. */
export interface ReadRequest extends CachedRequest, ReadPrompt {}
