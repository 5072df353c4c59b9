import type { Usage } from '../../domain/anthropic/usage.ts';
import type { CountedSegment } from '../../domain/attribution/segment.ts';
import { explainCache, judgeUsage, type CacheVerdict } from '../../domain/comparison/explain-cache.ts';
import type { ThreadFacts } from '../../domain/thread/thread-facts.ts';
import type { SessionAround } from './session-neighbours.ts';

interface JudgedRequest {
  readonly body: Uint8Array;
  readonly segments: readonly CountedSegment[];
  readonly usage: Usage | null;
  readonly model: string | null;
  readonly atMs: number;
}

/**
 * What became of the cache since the predecessor. Its body is read back only where the bills do not tell. Null for what goes on from
 * nothing, as most auxiliary requests, and where the predecessor is not stored, though the request says that there was one.
 */
export async function judgeCache(facts: ThreadFacts, predecessorId: string | null, request: JudgedRequest, around: SessionAround): Promise<CacheVerdict | null> {
  const { usage, model, ...rest } = request;
  if (usage === null || model === null || facts.requestClass === 'other') return null;
  if (facts.auxiliary !== null && facts.auxiliary !== 'compaction') return null;
  if (predecessorId === null) {
    const isBeginning = facts.previousMessageId === null && facts.previousRequestId === null && !facts.goesOnFromSummary;
    return isBeginning && facts.auxiliary === null ? explainCache(null, { ...rest, usage, model }) : null;
  }
  const usageBefore = around.readUsage(predecessorId);
  if (usageBefore === null) return null;
  const byUsage = judgeUsage(usageBefore, usage);
  if (byUsage !== 'look') return byUsage;
  const before = await around.readCached(predecessorId);
  return before === null ? null : explainCache(before, { ...rest, usage, model });
}
