import type { AssembledSession } from './assembled-session.ts';
import type { AuxiliaryPurpose } from './auxiliary-purpose.ts';
import { OpenCalls } from './open-calls.ts';
import { addStep, startThread, type GrowingAuxiliary, type GrowingThread } from './growing-thread.ts';
import { predecessorOf } from './predecessor.ts';
import { Attempts } from './retry.ts';
import { threadTree } from './thread-tree.ts';
import { byStart, type ThreadRecord } from './thread-record.ts';

/**
 * Sessions with their threads and turns, out of the records of their exchanges in any order; sessions in the order they began. Every
 * record is in exactly one place: a step or a retry of a turn, an auxiliary, or one of the others. A session is one across
 * `--continue` and `/compact`, which keep its id; `/clear` begins another.
 */
export function assembleSessions(records: readonly ThreadRecord[]): readonly AssembledSession[] {
  const bySession = new Map<string | null, ThreadRecord[]>();
  for (const record of records.toSorted(byStart)) {
    const { sessionId } = record.facts;
    const session = bySession.get(sessionId);
    if (session === undefined) bySession.set(sessionId, [record]);
    else session.push(record);
  }
  return [...bySession].map(([sessionId, ordered]) => assembleSession(sessionId, ordered));
}

function assembleSession(sessionId: string | null, ordered: readonly ThreadRecord[]): AssembledSession {
  const threads = new Map<string, GrowingThread>([['main', startThread('main', null, null)]]);
  const assembly: Assembly = { earlier: [], threads, unnamed: new Map(), calls: new OpenCalls() };
  const others: string[] = [];
  const attempts = new Attempts();
  const places = new Map<ThreadRecord, Place>();
  for (const record of ordered) {
    if (record.facts.requestClass === 'other') {
      others.push(record.id);
      continue;
    }
    const original = attempts.take(record);
    const known = original === null ? undefined : places.get(original);
    known?.retries.push(record.id);
    const placed = known ?? place(record, assembly);
    places.set(record, placed);
    if (record.facts.auxiliary !== null) continue;
    assembly.calls.add(placed, record);
    assembly.earlier.push(record);
  }
  return { sessionId, main: threadTree(threads), others };
}

interface Assembly {
  /** All steps so far, in order, and their retries. */
  readonly earlier: ThreadRecord[];
  readonly threads: Map<string, GrowingThread>;
  /** Of the threads that state no agent, the last one for each digest of a first message. */
  readonly unnamed: Map<string, GrowingThread>;
  readonly calls: OpenCalls;
}

/** Where a request went, and where its repetitions go. */
interface Place {
  readonly threadKey: string;
  readonly turnKey: string;
  readonly retries: string[];
}

function place(record: ThreadRecord, assembly: Assembly): Place {
  const { auxiliary } = record.facts;
  if (auxiliary !== null) return placeAuxiliary(record, auxiliary, assembly.threads);
  const key = threadKeyOf(record, assembly);
  const thread = assembly.threads.get(key) ?? openThread(key, record, assembly);
  const turnKey = addStep(thread, record);
  return { threadKey: key, turnKey, retries: thread.turns.get(turnKey)?.exchanges.at(-1)?.retries ?? [] };
}

/** As far back as the request is looked for that a fork goes on from: it has just been answered. */
const mostBeforeFork = 400;

function openThread(key: string, first: ThreadRecord, { earlier, threads, unnamed, calls }: Assembly): GrowingThread {
  const predecessorId = first.facts.isFork ? (predecessorOf(first, earlier.slice(-mostBeforeFork))?.record.id ?? null) : null;
  const call = calls.take(first, predecessorId);
  const thread = startThread(key, first, call);
  threads.set(key, thread);
  if (first.facts.agentId === null) unnamed.set(first.digests.at(0) ?? '', thread);
  return thread;
}

/**
 * The thread a step is in: that of the agent whose id it states, else the main one; but forked skills of 2.1.197, and all subagents of
 * versions before 2.1.139, state none: those are told by their content or their call, and go on as their first messages begin.
 */
function threadKeyOf(record: ThreadRecord, { unnamed, calls }: Assembly): string {
  const { id, facts } = record;
  if (facts.agentId !== null) return `agent:${facts.agentId}`;
  if (facts.isClassStated && !facts.isSubagent) return 'main';
  if (!facts.isSubagent && !calls.isCalled(record)) return 'main';
  const { digests } = record;
  const begun = unnamed.get(digests.at(0) ?? '');
  // What is no longer than what was sent is another that begins alike.
  const sent = begun?.last?.record.digests.length ?? Infinity;
  return begun !== undefined && digests.length > sent ? begun.key : `first:${id}`;
}

/** Into the turn of its prompt, else into that of the thread's step before it; before any step, into the thread. */
function placeAuxiliary(record: ThreadRecord, purpose: AuxiliaryPurpose, threads: ReadonlyMap<string, GrowingThread>): Place {
  const own = record.facts.agentId === null ? undefined : threads.get(`agent:${record.facts.agentId}`);
  const thread = own ?? threads.get('main');
  const stated = record.facts.promptId === null ? undefined : `prompt:${record.facts.promptId}`;
  const turnKey = stated !== undefined && thread?.turns.has(stated) === true ? stated : thread?.last?.turnKey;
  const entry: GrowingAuxiliary = { id: record.id, purpose, retries: [] };
  const turn = turnKey === undefined ? undefined : thread?.turns.get(turnKey);
  (turn ?? thread)?.auxiliaries.push(entry);
  return { threadKey: thread?.key ?? 'main', turnKey: turnKey ?? '', retries: entry.retries };
}
