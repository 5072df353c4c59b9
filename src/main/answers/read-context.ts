import type { ContextView, PackedContext, SegmentView } from '../../contract/context-view.ts';
import { packSegments } from '../../contract/packed-segments.ts';
import { ruleVersion } from '../../domain/attribution/rules.ts';
import { cacheParts, tokensOfSegments } from '../../domain/cost/cache-parts.ts';
import { addTokens, noTokens } from '../../domain/cost/cache-state.ts';
import type { Analysis, StoreReads } from '../store/reads.ts';

/**
 * Where the prompt of an exchange came from, and what it cost; null for an id that is not stored, `pending` until the analyst was there, `damaged`
 * where it was and its list cannot be read.
 */
export function readContext(store: StoreReads, id: string): ContextView | null {
  const [row] = store.readRows([id]);
  if (row === undefined) return null;
  const analysis = store.readAnalysis(id);
  if (analysis === null) return row.contentRemovedAtUs === null && store.readSources(id) !== null ? { ...pending, state: 'damaged' } : pending;
  const segments = segmentViews(analysis);
  const billed = segments.flatMap((segment) => segment.tokensByState ?? []);
  return {
    state: analysis.isPrompt ? 'done' : 'not-a-prompt',
    segments,
    totalTokens: analysis.promptTokens,
    tokensEstimated: analysis.tokensEstimated,
    estimateBasis: analysis.estimateBasis,
    estimatedTokens: analysis.estimatedTokens,
    tokensByState: billed.length === 0 ? null : billed.reduce(addTokens, noTokens),
    output: analysis.output === null ? null : { ...analysis.output, costMicroUsd: analysis.outputMicroUsd },
    costs: costsOf(analysis),
    billing: analysis.billing,
    ruleVersion: analysis.ruleVersion,
    isOutdated: analysis.ruleVersion < ruleVersion,
  };
}

/** The same, with its segments as one text. */
export function readPackedContext(store: StoreReads, id: string): PackedContext | null {
  const context = readContext(store, id);
  if (context === null) return null;
  const { segments, ...rest } = context;
  return { ...rest, packedSegments: packSegments(segments) };
}

/** The segments of an analysis with how each was billed: by the walk of the cache, as when they were priced. */
export function segmentViews({ segments, usage }: Analysis): readonly SegmentView[] {
  const parts = usage === null ? null : cacheParts(segments, usage);
  const states = parts === null ? null : tokensOfSegments(parts, segments.length);
  return segments.map((segment, index) => ({ ...segment, tokensByState: states?.[index] ?? null }));
}

function costsOf({ segments, costMicroUsd: totalMicroUsd, outputMicroUsd, webSearchMicroUsd }: Analysis): ContextView['costs'] {
  if (totalMicroUsd === null) return noCosts;
  const known = segments.flatMap(({ costMicroUsd }) => costMicroUsd ?? []);
  const promptMicroUsd = known.length === 0 ? null : known.reduce((sum, cost) => sum + cost, 0);
  const unattributedMicroUsd = totalMicroUsd - (promptMicroUsd ?? 0) - (outputMicroUsd ?? 0) - (webSearchMicroUsd ?? 0);
  return { promptMicroUsd, outputMicroUsd, webSearchMicroUsd, unattributedMicroUsd, totalMicroUsd };
}

const noCosts: ContextView['costs'] = {
  promptMicroUsd: null,
  outputMicroUsd: null,
  webSearchMicroUsd: null,
  unattributedMicroUsd: null,
  totalMicroUsd: null,
};

const pending: ContextView = {
  state: 'pending',
  segments: [],
  totalTokens: null,
  tokensEstimated: true,
  estimateBasis: 'tokenizer',
  estimatedTokens: null,
  tokensByState: null,
  output: null,
  costs: noCosts,
  billing: null,
  ruleVersion,
  isOutdated: false,
};
