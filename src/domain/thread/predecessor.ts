import { commonMessages } from './message-digests.ts';
import { originalOf } from './retry.ts';
import { byStart, type ThreadRecord } from './thread-record.ts';

/** The request that another goes on from, and how it is known. */
export interface Predecessor {
  readonly record: ThreadRecord;
  /** `stated` by the ids of its answer; or the one with the most `messages` in common; or the `compaction` whose summary it begins with. */
  readonly by: 'stated' | 'messages' | 'compaction';
}

/**
 * The request that this one goes on from, out of those given, in any order; null when it is none of them. Where the request states
 * whose answer it follows (2.1.330) that one counts, over a compaction and, for the first request of a fork, in its parent's thread; else
 * the request of the same thread that has the most messages in common with it, the first at least, and the latest of several. A request
 * that was sent again has the predecessor of its first attempt. Auxiliary requests have none, but compactions do.
 */
export function predecessorOf(request: ThreadRecord, candidates: readonly ThreadRecord[]): Predecessor | null {
  const { facts } = request;
  if (facts.requestClass === 'other' || (facts.auxiliary !== null && facts.auxiliary !== 'compaction')) return null;
  const first = originalOf(request, candidates) ?? request;
  const earlier = candidates
    .filter((candidate) => candidate.facts.sessionId === facts.sessionId && candidate.id !== request.id && byStart(candidate, first) < 0)
    .toSorted(byStart);
  const steps = earlier.filter((candidate) => candidate.facts.requestClass !== 'other' && candidate.facts.auxiliary === null);
  const stated = steps.findLast((candidate) => isStated(first, candidate));
  if (stated !== undefined) return { record: stated, by: 'stated' };

  const own = longestBeginning(first, steps.filter((candidate) => candidate.facts.agentId === facts.agentId));
  if (own !== null) return { record: own, by: 'messages' };
  if (facts.isFork) {
    const ofParent = steps.filter((candidate) => candidate.facts.agentId === facts.parentAgentId);
    const parents = longestBeginning(first, ofParent) ?? longestBeginning(first, steps);
    if (parents !== null) return { record: parents, by: 'messages' };
  }
  if (!facts.goesOnFromSummary && facts.afterCompaction === null) return null;
  const compaction = earlier.findLast(
    (candidate) => candidate.facts.auxiliary === 'compaction' && candidate.facts.agentId === facts.agentId && candidate.messageId !== null,
  );
  return compaction === undefined ? null : { record: compaction, by: 'compaction' };
}

function isStated({ facts }: ThreadRecord, candidate: ThreadRecord): boolean {
  return (
    (facts.previousMessageId !== null && candidate.messageId === facts.previousMessageId) ||
    (facts.previousRequestId !== null && candidate.requestId === facts.previousRequestId)
  );
}

/** Of several the latest. One with the very same messages is no beginning of them: it was sent again in other words. */
function longestBeginning({ digests }: ThreadRecord, steps: readonly ThreadRecord[]): ThreadRecord | null {
  let longest: ThreadRecord | null = null;
  let most = 1;
  for (const step of steps) {
    if (step.digests.length === digests.length && step.digests.at(-1) === digests.at(-1)) continue;
    const common = commonMessages(digests, step.digests);
    if (common < most) continue;
    longest = step;
    most = common;
  }
  return longest;
}
