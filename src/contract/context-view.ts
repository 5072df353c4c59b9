import { z } from 'zod';
import type { CountedSegment } from '../domain/attribution/segment.ts';
import type { OutputSource } from '../domain/tokens/split-output.ts';
import type { BodyRun } from '../domain/content/body-place.ts';
import type { TokensByState } from '../domain/cost/cache-state.ts';
import { microUsd, tokensByState } from './cost-view.ts';

const isObject = (value: unknown): boolean => typeof value === 'object' && value !== null;

/**
 * A segment as the window gets it: the domain's, with how its tokens were billed (null without a bill) and what they cost (null
 * without a price).
 */
export type SegmentView = CountedSegment & { readonly tokensByState: TokensByState | null; readonly costMicroUsd: number | null };

/** What the response wrote. The parts sum to the whole where the response states it. */
const outputView = z.object({
  tokens: z.number().int().nullable(),
  tokensEstimated: z.boolean(),
  costMicroUsd: microUsd,
  parts: z.array(z.object({ source: z.custom<OutputSource>(isObject), tokens: z.number().int().nullable(), costMicroUsd: microUsd })).readonly(),
});

/** Where the prompt of one request came from, and what it cost, as it crosses to the window. */
export const packedContext = z.object({
  /** `damaged`: it was analysed, and the list of its segments cannot be read. */
  state: z.enum(['pending', 'done', 'not-a-prompt', 'damaged']),
  /** As `packSegments` makes it. */
  packedSegments: z.string(),
  totalTokens: z.number().int().nullable(),
  tokensEstimated: z.boolean(),
  /** What the tokens rest on: the bill, the tokenizer with what was learnt of the model, or the tokenizer alone. */
  estimateBasis: z.enum(['billed', 'learnt', 'tokenizer']),
  /** What was estimated before the bill was looked at; null where a part is unknown. */
  estimatedTokens: z.number().int().nullable(),
  /** Of the whole prompt; null without a bill. */
  tokensByState: tokensByState.nullable(),
  output: outputView.nullable(),
  /** Prompt, output, searches and what could not be shared out sum to `totalMicroUsd`; all are null without a price. */
  costs: z.object({
    promptMicroUsd: microUsd,
    outputMicroUsd: microUsd,
    webSearchMicroUsd: microUsd,
    unattributedMicroUsd: microUsd,
    totalMicroUsd: microUsd,
  }),
  billing: z.enum(['subscription', 'api-key']).nullable(),
  ruleVersion: z.number().int(),
  /** True while the analysis is one of older rules, and is to be made again. */
  isOutdated: z.boolean(),
});
export type PackedContext = z.infer<typeof packedContext>;

/** The same with its segments. */
export type ContextView = Omit<PackedContext, 'packedSegments'> & { readonly segments: readonly SegmentView[] };

/** A place of a request body with some of what stands around it: where two runs leave a gap, something is left out. */
export const bodyPlaceView = z.object({ runs: z.array(z.custom<BodyRun>(isObject)).readonly(), bodyBytes: z.number().int() });
export type BodyPlaceView = z.infer<typeof bodyPlaceView>;

export const imageView = z.object({ mediaType: z.enum(['image/png', 'image/jpeg', 'image/gif', 'image/webp']), base64: z.string() });
export type ImageView = z.infer<typeof imageView>;
