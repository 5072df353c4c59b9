import type { AssembledBlock, AssembledMessage } from '../anthropic/assembled-message.ts';
import type { Source } from '../attribution/source.ts';
import { apportion } from './apportion.ts';
import { countText, type TokenEncoder } from './count-text.ts';
import { nothingLearnt, type LearntCounts } from './learnt-counts.ts';
import { readRatios, type LearntRatios } from './learnt-ratios.ts';

/** What a response wrote, by what it was. */
export interface SplitOutput {
  /** What the response states, or an estimate where it states nothing; null where a part cannot be estimated either. */
  readonly tokens: number | null;
  readonly tokensEstimated: boolean;
  /**
   * In the order they first came; their tokens sum to `tokens`, and there are none of a response without blocks. Null is unknown: of
   * thinking that is not shown, where no stated total tells it.
   */
  readonly parts: readonly OutputPart[];
}

export interface OutputPart {
  /** As the source that the same text has when it comes back in the next request. */
  readonly source: OutputSource;
  readonly tokens: number | null;
}

export type OutputSource = Extract<Source, { readonly kind: 'assistant-text' | 'assistant-thinking' | 'assistant-tool-call' }>;

interface EstimatedPart {
  readonly source: OutputSource;
  readonly estimate: number;
}

/**
 * Splits the output tokens of a response into text, thinking and the calls of each tool, so that they sum exactly to what it
 * states. Thinking is billed in full and shown as a summary or not at all (extended thinking guide of the API), so what can be
 * seen of it tells little: text and calls keep their estimates, corrected by what was learnt of the model, and thinking gets the rest. Only
 * where the rest is less than what is shown of it are all scaled alike. A response without thinking is shared out in proportion.
 */
export function splitOutput(message: AssembledMessage, encoder: TokenEncoder, learnt: LearntCounts = nothingLearnt): SplitOutput {
  const parts = estimateParts(message.blocks, encoder, readRatios(learnt, message.model));
  const stated = message.usage?.outputTokens ?? null;
  const isHidden = (part: EstimatedPart): boolean => isThinking(part) && part.estimate === 0;
  if (stated === null) {
    const estimated = parts.map((part) => ({ source: part.source, tokens: isHidden(part) ? null : Math.round(part.estimate) }));
    const sum = estimated.reduce((all, { tokens }) => all + (tokens ?? 0), 0);
    return { tokens: parts.some(isHidden) ? null : sum, tokensEstimated: true, parts: estimated };
  }
  const visible = parts.reduce((sum, part) => sum + (isThinking(part) ? 0 : part.estimate), 0);
  const shown = parts.reduce((sum, part) => sum + (isThinking(part) ? part.estimate : 0), 0);
  const takesRest = parts.some(isThinking) && stated - visible >= shown;
  const weights = parts.map((part) => (isThinking(part) && takesRest ? stated - visible : part.estimate));
  const shares = apportion(weights, stated);
  const unshared = stated - shares.reduce((sum, share) => sum + share, 0);
  // Blocks of no text at all, and yet billed: by no more than their number.
  const evenly = apportion(parts.map(() => 1), unshared);
  const tokensOf = (part: EstimatedPart, index: number): number | null => {
    const tokens = (shares[index] ?? 0) + (evenly[index] ?? 0);
    // The estimates of the rest take up all that is stated: how much of it was thinking cannot be told.
    return isHidden(part) && !takesRest && tokens === 0 ? null : tokens;
  };
  return { tokens: stated, tokensEstimated: false, parts: parts.map((part, index) => ({ source: part.source, tokens: tokensOf(part, index) })) };
}

/** The blocks by their source, in the order they first came: all thinking is one part, and so are all calls of one tool. */
function estimateParts(blocks: readonly AssembledBlock[], encoder: TokenEncoder, ratios: LearntRatios): readonly EstimatedPart[] {
  const bySource = new Map<string, EstimatedPart>();
  for (const block of blocks) {
    const source = sourceOf(block);
    if (source === null) continue;
    const text = block.type === 'redacted_thinking' ? '' : `${block.tool ?? ''}${block.text}`;
    const estimate = countText(text, encoder) * ratios.ratioFor(source.kind).ratio;
    const key = `${source.kind} ${block.tool ?? ''}`;
    bySource.set(key, { source, estimate: (bySource.get(key)?.estimate ?? 0) + estimate });
  }
  return [...bySource.values()];
}

/** Null for what the server did in between: its results are input, and their call is a block of its own. */
function sourceOf({ type, tool }: AssembledBlock): OutputSource | null {
  if (type.endsWith('tool_result')) return null;
  if (type === 'thinking' || type === 'redacted_thinking') return { kind: 'assistant-thinking' };
  if (!type.endsWith('tool_use')) return { kind: 'assistant-text' };
  return tool === null ? { kind: 'assistant-tool-call' } : { kind: 'assistant-tool-call', tool };
}

function isThinking({ source }: EstimatedPart): boolean {
  return source.kind === 'assistant-thinking';
}
