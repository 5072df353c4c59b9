import type { AssembledMessage } from '../../domain/anthropic/assembled-message.ts';
import type { CountedSegment } from '../../domain/attribution/segment.ts';
import { callsMade } from '../../domain/attribution/calls-made.ts';
import { sourceName } from '../../domain/attribution/source-name.ts';
import { sumBySource } from '../../domain/cost/cost-by-source.ts';
import { priceMicroUsd } from '../../domain/cost/price.ts';
import { priceOutputParts } from '../../domain/cost/price-parts.ts';
import { priceSegments, type BilledSegment } from '../../domain/cost/price-segments.ts';
import type { TokenEncoder } from '../../domain/tokens/count-text.ts';
import type { LearntCounts } from '../../domain/tokens/learnt-counts.ts';
import { splitOutput } from '../../domain/tokens/split-output.ts';
import type { AnalysedOutput, AnalysedSource, Analysis } from '../store/reads.ts';

interface PricedExchange {
  readonly isPrompt: boolean;
  readonly segments: readonly CountedSegment[];
  readonly message: AssembledMessage | null;
  readonly model: string | null;
  readonly atMs: number;
}

type Prices = Pick<Analysis, 'costMicroUsd' | 'outputMicroUsd' | 'webSearchMicroUsd' | 'segments' | 'sources' | 'output'>;

/**
 * Shares out what an exchange cost: over its segments, its sources, and what the response wrote. All are null without a price; where the
 * segments do not sum to the bill only the whole is known.
 */
export function priceExchange({ isPrompt, segments, message, model, atMs }: PricedExchange, encoder: TokenEncoder, learnt: LearntCounts): Prices {
  const usage = message?.usage ?? null;
  const priced = usage === null ? null : priceSegments(segments, usage, model, atMs);
  const billed = priced?.segments ?? segments.map(() => notBilled);
  const outputMicroUsd = priced?.outputMicroUsd ?? null;
  return {
    costMicroUsd: usage === null || model === null ? null : priceMicroUsd(usage, model, atMs),
    outputMicroUsd,
    webSearchMicroUsd: priced?.webSearchMicroUsd ?? null,
    segments: segments.map((segment, index) => ({ ...segment, costMicroUsd: billed[index]?.costMicroUsd ?? null })),
    sources: isPrompt ? sourcesOf(segments, billed, priced !== null, message) : [],
    output: message === null || message.kind === 'other' || message.kind === 'error' ? null : outputOf(message, outputMicroUsd, encoder, learnt),
  };
}

const notBilled: BilledSegment = { tokensByState: null, costMicroUsd: null };

function sourcesOf(segments: readonly CountedSegment[], billed: readonly BilledSegment[], isBilled: boolean, message: AssembledMessage | null): readonly AnalysedSource[] {
  const sums = sumBySource(segments, billed);
  // What is no message may be the part of one that came.
  const calls = message === null || message.kind === 'other' ? null : callsMade(message.blocks, sums.map(({ source }) => source));
  return sums.map(({ key, source, tokens, tokensByState, costMicroUsd }) => ({
    key,
    kind: source.kind,
    name: sourceName(source),
    tokens,
    tokensByState: isBilled ? tokensByState : null,
    costMicroUsd,
    calls: calls?.get(key) ?? null,
  }));
}

function outputOf(message: AssembledMessage, outputMicroUsd: number | null, encoder: TokenEncoder, learnt: LearntCounts): AnalysedOutput {
  const { tokens, tokensEstimated, parts } = splitOutput(message, encoder, learnt);
  const weights = parts.map((part, index) => ({ key: String(index), tokens: part.tokens ?? 0 }));
  const priced = outputMicroUsd === null ? [] : priceOutputParts(weights, outputMicroUsd);
  return {
    tokens,
    tokensEstimated,
    parts: parts.map(({ source, tokens: ofPart }, index) => ({ source, tokens: ofPart, costMicroUsd: ofPart === null ? null : (priced[index]?.costMicroUsd ?? null) })),
  };
}
