import { byStart, type ThreadRecord } from './thread-record.ts';

/** The attempts of one request all begin within an hour: what comes with the same bytes later is asked anew. */
const longestRetryingUs = 3600e6;

/**
 * The first of the earlier requests that this one repeats; null when it repeats none. Claude Code sends a request again with the same
 * bytes, whatever became of the first, and states no number of the attempt that could be believed. Equal bytes of two subagents are two
 * requests, and so are those of an hour later, those behind another step of their conversation, and those that name no session: they
 * need not have to do with each other. A part of the context may be counted as often as it is asked for.
 */
export function originalOf(request: ThreadRecord, candidates: readonly ThreadRecord[]): ThreadRecord | null {
  const { bodyHash, facts } = request;
  if (bodyHash === null || !candidates.some((candidate) => candidate.bodyHash === bodyHash && candidate.id !== request.id)) return null;
  const isOfAgent = (candidate: ThreadRecord): boolean => candidate.facts.sessionId === facts.sessionId && candidate.facts.agentId === facts.agentId;
  const attempts = new Attempts();
  for (const candidate of candidates.filter((one) => isOfAgent(one) && byStart(one, request) < 0).toSorted(byStart)) attempts.take(candidate);
  return attempts.take(request);
}

/** Tells the requests of a session that repeat others, given one by one in the order they began. */
export class Attempts {
  readonly #firsts = new Map<string, FirstAttempt>();
  readonly #conversations = new Map<string, LatestSteps>();
  #count = 0;

  /** The first attempt of the request; null when it is the first itself, or is never repeated. */
  take(record: ThreadRecord): ThreadRecord | null {
    const { facts, digests, bodyHash, startedAtUs } = record;
    if (facts.requestClass === 'other' || facts.requestClass === 'count-tokens') return null;
    this.#count += 1;
    const conversation = JSON.stringify([facts.agentId, digests.at(0)]);
    const sent = `${digests.length} ${digests.at(-1)}`;
    const steps = this.#conversations.get(conversation);
    if (facts.auxiliary === null) this.#conversations.set(conversation, withStep(steps, sent, this.#count));
    if (bodyHash === null || facts.sessionId === null) return null;
    const key = JSON.stringify([facts.agentId, bodyHash]);
    const first = this.#firsts.get(key);
    const isRepeated = first !== undefined && startedAtUs - first.record.startedAtUs <= longestRetryingUs && lastOther(steps, sent) < first.at;
    if (isRepeated) return first.record;
    this.#firsts.set(key, { record, at: this.#count });
    return null;
  }
}

interface FirstAttempt {
  readonly record: ThreadRecord;
  readonly at: number;
}

/** The messages of the latest step, and when it came; and when the latest came that had others. The same in other words is no other step. */
interface LatestSteps {
  readonly sent: string;
  readonly at: number;
  readonly otherAt: number;
}

function withStep(steps: LatestSteps | undefined, sent: string, at: number): LatestSteps {
  return { sent, at, otherAt: lastOther(steps, sent) };
}

function lastOther(steps: LatestSteps | undefined, sent: string): number {
  if (steps === undefined) return 0;
  return steps.sent === sent ? steps.otherAt : steps.at;
}
