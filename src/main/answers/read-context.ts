import type { ContextView } from '../../contract/context-view.ts';
import { ruleVersion } from '../../domain/attribution/rules.ts';
import { contextTree } from '../../domain/attribution/context-tree.ts';
import type { StoreReads } from '../store/reads.ts';

/** Where the prompt of an exchange came from; null for an id that is not stored, `pending` until the analyst was there. */
export function readContext(store: StoreReads, id: string): ContextView | null {
  const [row] = store.readRows([id]);
  if (row === undefined) return null;
  const analysis = store.readAnalysis(id);
  if (analysis === null) {
    return { state: 'pending', segments: [], tree: [], totalTokens: null, tokensEstimated: true, ruleVersion };
  }
  return {
    state: analysis.isPrompt ? 'done' : 'not-a-prompt',
    segments: analysis.segments,
    tree: analysis.isPrompt ? contextTree(analysis.segments) : [],
    totalTokens: analysis.promptTokens,
    tokensEstimated: analysis.tokensEstimated,
    ruleVersion: analysis.ruleVersion,
  };
}
