import { resultHabits } from '../../domain/insight/result-habits.ts';
import type { CountedSegment } from '../../domain/attribution/segment.ts';
import type { JsonTree } from '../../domain/json/json-tree.ts';
import { commonMessages } from '../../domain/thread/message-digests.ts';
import type { ThreadRecord } from '../../domain/thread/thread-record.ts';
import type { HabitWrite } from '../store/analysis/habit-writes.ts';
import type { Neighbour, Neighbourhood, PlacedInSession } from './place-exchange.ts';
import type { SessionAround } from './session-neighbours.ts';

interface HoldingRequest {
  readonly record: ThreadRecord;
  readonly placed: PlacedInSession;
  readonly neighbourhood: Neighbourhood;
  readonly tree: JsonTree;
  readonly segments: readonly CountedSegment[];
  readonly isBilled: boolean;
}

/**
 * What is kept of the results that a conversation carried along, with its last request: whatever holds all that an earlier one holds takes its row. Null
 * for what is no step of a conversation or has no bill: it carried nothing that was paid for.
 */
export function conversationHabits({ record, placed, neighbourhood, tree, segments, isBilled }: HoldingRequest, around: SessionAround): HabitWrite | null {
  const { auxiliary, requestClass } = record.facts;
  if (!isBilled || requestClass === 'other' || (auxiliary !== null && auxiliary !== 'compaction')) return null;
  const ownStart = around.readHabitStart(record.id);
  const { threadKey } = placed.place;
  const others = [...neighbourhood.before, ...neighbourhood.after];
  const takers = (of: ThreadRecord): boolean =>
    others.some((other) => other.id !== record.id && other.predecessorId === of.id && other.threadKey === threadKey && holds(other.record, of) && around.readUsage(other.id) !== null);
  const predecessor = billedBefore(placed.predecessor, neighbourhood, around);
  const { start, takenFrom } = beginningOf(record, threadKey, predecessor, ownStart, takers, around);
  const isToldElsewhere = ownStart === null && takers(record);
  return { start, takenFrom, habits: isToldElsewhere ? null : resultHabits(tree.bytes, segments, start, tree) };
}

/** From which message on a row is of this request's own, and whose row it takes. */
function beginningOf(
  record: ThreadRecord,
  threadKey: string | null,
  predecessor: Neighbour | null,
  ownStart: number | null,
  takers: (of: ThreadRecord) => boolean,
  around: SessionAround,
): Pick<HabitWrite, 'start' | 'takenFrom'> {
  const common = predecessor === null ? 0 : commonMessages(record.digests, predecessor.record.digests);
  // Behind a compaction nothing is left of what was before.
  if (predecessor === null || common === 0) return { start: 0, takenFrom: null };
  const branch = { start: Math.min(branchStart(record, predecessor.record, common), record.digests.length), takenFrom: null };
  if (predecessor.threadKey !== threadKey || !holds(record, predecessor.record)) return branch;
  const start = around.readHabitStart(predecessor.id);
  if (start !== null) return { start: Math.min(start, ownStart ?? start), takenFrom: predecessor.id };
  if (ownStart !== null) return { start: ownStart, takenFrom: null };
  return takers(predecessor.record) ? branch : { start: 0, takenFrom: null };
}

/** The last message may have been written in other words since. */
function holds(request: ThreadRecord, earlier: ThreadRecord): boolean {
  const common = commonMessages(request.digests, earlier.digests);
  return common > 0 && common >= earlier.digests.length - 1;
}

/** What the other has a row of ends with its answer, or where the two part. */
function branchStart({ facts, digests }: ThreadRecord, earlier: ThreadRecord, common: number): number {
  const isStated = facts.previousMessageId !== null && facts.previousMessageId === earlier.messageId;
  return isStated || common >= Math.min(earlier.digests.length, digests.length) - 1 ? earlier.digests.length + 1 : common;
}

/** As often as a request fails and the user says something else instead. */
const mostFailed = 20;

/** What failed has no row: then it is looked for further back. */
function billedBefore(predecessor: Neighbour | null, { before }: Neighbourhood, around: SessionAround): Neighbour | null {
  let found = predecessor;
  for (let steps = 0; found !== null && steps < mostFailed && around.readHabitStart(found.id) === null && around.readUsage(found.id) === null; steps += 1) {
    const { predecessorId } = found;
    found = before.find(({ id }) => id === predecessorId) ?? null;
  }
  return found;
}
