import { billedInputTokens, type Usage } from '../src/domain/anthropic/usage.ts';
import type { CountedSegment } from '../src/domain/attribution/segment.ts';
import { countPrompt } from '../src/domain/tokens/count-prompt.ts';
import { bodyOf } from './attributed-request.ts';

/** A stand-in for a tokenizer: one token a word. */
export const words = (text: string): number => text.split(/\s+/).filter((word) => word !== '').length;

export interface CountedRequest {
  readonly body: Uint8Array;
  readonly segments: readonly CountedSegment[];
  /** What the segments sum to. */
  readonly tokens: number;
}

/** A request as Claude Code would send it, attributed and counted; reconciled with the usage where one is given. */
export function countedRequest(request: unknown, usage: Usage | null = null): CountedRequest {
  const body = bodyOf(request);
  const { segments, tokens } = countPrompt(body, [], usage === null ? null : billedInputTokens(usage), words);
  return { body, segments, tokens: tokens ?? 0 };
}
