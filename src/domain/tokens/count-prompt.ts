import { attribute } from '../attribution/attribute.ts';
import type { CountedSegment } from '../attribution/segment.ts';
import type { JsonTree } from '../json/json-tree.ts';
import type { HeaderList } from '../http/header-list.ts';
import { applyLearnt } from './apply-learnt.ts';
import { countSegments, type EstimatedSegment, type TokenCache } from './count.ts';
import type { TokenEncoder } from './count-text.ts';
import { nothingLearnt, type LearntCounts, type Observation } from './learnt-counts.ts';
import { readRatios } from './learnt-ratios.ts';
import { modelFamily } from './model-family.ts';
import { readPrompt } from './read-prompt.ts';
import { isBill, reconcile } from './reconcile.ts';

/** A request body attributed and counted. */
export interface CountedPrompt {
  readonly segments: readonly CountedSegment[];
  /** False for a body that is no request with messages: its segments have no tokens. */
  readonly isPrompt: boolean;
  readonly ruleVersion: number;
  /** What the segments sum to: the bill where there is one, else an estimate; null where a part is unknown. */
  readonly tokens: number | null;
  readonly tokensEstimated: boolean;
  /** What `tokens` rests on: the bill; the tokenizer's count with what was learnt of the model; that count alone. */
  readonly estimateBasis: 'billed' | 'learnt' | 'tokenizer';
  /** What was estimated before the bill was looked at, to say how far off estimates are; null where a part is unknown. */
  readonly estimatedTokens: number | null;
  /** What the prompt and its bill teach: to be learnt once the request has a bill, by `requestKey`. */
  readonly lessons: readonly Observation[];
}

/** What a caller may know besides the request. */
export interface CountingKnowledge {
  readonly learnt: LearntCounts;
  /** What the request is known by, so that its bill is learnt once; without it no bill is. */
  readonly requestKey?: string;
}

/** Once learnt, an estimate is as far off as this; a rest beyond it is of the parts that cannot be estimated. */
const reachOfLearnt = 1.25;

/**
 * Attributes a request body and counts its segments, so that they sum to `billedInput` exactly where the response stated it
 * (null where it did not). With `knowledge` the shares, and without a bill the sum, are by what was learnt of the model. `tree` is the
 * body's, where somebody has scanned it already.
 */
export function countPrompt(
  body: Uint8Array,
  headers: HeaderList,
  billedInput: number | null,
  encoder: TokenEncoder,
  cache?: TokenCache,
  knowledge: CountingKnowledge = { learnt: nothingLearnt },
  tree?: JsonTree,
): CountedPrompt {
  const { segments, isPrompt, ruleVersion } = attribute(body, headers);
  const billed = isBill(billedInput) ? billedInput : null;
  const tokensEstimated = billed === null;
  if (!isPrompt) {
    const uncounted = segments.map((segment) => ({ ...segment, tokens: null }));
    const estimateBasis = tokensEstimated ? 'tokenizer' : 'billed';
    return { segments: uncounted, isPrompt, ruleVersion, tokens: null, tokensEstimated, estimateBasis, estimatedTokens: null, lessons: [] };
  }
  const prompt = readPrompt(body, tree);
  const ratios = readRatios(knowledge.learnt, prompt.model);
  const estimated = countSegments(body, segments, encoder, cache, ratios.mayKnow, prompt);
  const weighed = applyLearnt(estimated, ratios);
  const isLearnt = ratios.ratioFor('unknown').basis !== 'none';
  const counted = isLearnt ? reconcile(weighed, billed, reachOfLearnt) : reconcile(weighed, billed);
  return {
    segments: counted,
    isPrompt,
    ruleVersion,
    tokens: billed ?? sumOf(counted),
    tokensEstimated,
    estimateBasis: billed !== null ? 'billed' : isLearnt ? 'learnt' : 'tokenizer',
    estimatedTokens: sumOf(weighed),
    lessons: prompt.model === null ? [] : lessonsOf(modelFamily(prompt.model), estimated, billed, knowledge),
  };
}

function lessonsOf(family: string, segments: readonly EstimatedSegment[], billed: number | null, knowledge: CountingKnowledge): readonly Observation[] {
  const known = knowledge.learnt.models.find((model) => model.family === family);
  const keys = new Map(segments.flatMap(({ piece, source }) => (piece === null ? [] : [[piece.key, source.kind] as const])));
  // A piece that was counted before it was seen in a prompt has no kind yet.
  const pieces = (known?.pieces ?? []).flatMap((piece): readonly Observation[] => {
    const kind = piece.kind === null ? keys.get(piece.key) : undefined;
    return kind === undefined ? [] : [{ of: 'piece', family, ...piece, kind }];
  });
  const total = sumOf(segments);
  if (billed === null || total === null || knowledge.requestKey === undefined) return pieces;
  const fixed = segments.reduce((sum, { fixedTokens }) => sum + fixedTokens, 0);
  if (billed <= fixed || total <= fixed) return pieces;
  return [...pieces, { of: 'bill', family, key: knowledge.requestKey, estimated: total - fixed, billed: billed - fixed }];
}

function sumOf(segments: readonly CountedSegment[]): number | null {
  return segments.reduce<number | null>((sum, { tokens }) => (sum === null || tokens === null ? null : sum + tokens), 0);
}
