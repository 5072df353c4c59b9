import { assembleSessions } from '../../domain/thread/assemble-session.ts';
import { placementsOf, type Placement } from '../../domain/thread/placements.ts';
import { predecessorOf } from '../../domain/thread/predecessor.ts';
import { originalOf } from '../../domain/thread/retry.ts';
import type { ThreadRecord } from '../../domain/thread/thread-record.ts';
import type { MovedExchange } from '../store/analysis/analysis-writes.ts';
import type { ExchangePlace, PlacedExchange } from '../store/reads.ts';

/** An exchange of the session that was analysed before: its record, and where it was put. */
export interface Neighbour extends PlacedExchange {
  readonly record: ThreadRecord;
}

/** What stands around an exchange in its session. */
export interface Neighbourhood {
  /** Those before it, as far back as is looked, in order. */
  readonly before: readonly Neighbour[];
  /** Those after it that were analysed sooner, in order. */
  readonly after: readonly Neighbour[];
  /** The highest number of a turn of a thread before all of these; 0 where it had none. */
  lastTurnNumber(threadKey: string): number;
}

export interface PlacedInSession {
  readonly place: ExchangePlace;
  readonly predecessor: Neighbour | null;
  /** Those after it whose place is another now that this one is known. */
  readonly moved: readonly MovedExchange[];
}

export const noPlace: ExchangePlace = { threadKey: null, turnKey: null, turnNumber: null, agentName: null, predecessorId: null, retryOf: null };

/**
 * Finds the thread and the turn of an exchange among its neighbours, what it goes on from, what it repeats, and what its subagent is called.
 * Neighbours after it that could not be placed rightly without it are said too: a parent's answer may end after its subagents began.
 */
export function placeExchange(record: ThreadRecord, { before, after, lastTurnNumber }: Neighbourhood): PlacedInSession {
  if (record.facts.requestClass === 'other') return { place: noPlace, predecessor: null, moved: [] };
  const earlier = before.map((neighbour) => neighbour.record);
  const all = [...earlier, record, ...after.map((neighbour) => neighbour.record)];
  const placements = new Map(assembleSessions(all).flatMap((session) => [...placementsOf(session)]));
  const turns = new TurnNumbers(before, lastTurnNumber);
  const placed = (id: string) => {
    const { threadKey, turnKey, agentName } = inherited(placements.get(id) ?? nowhere, placements, before);
    return { threadKey, turnKey, agentName, turnNumber: turns.numberOf(threadKey, turnKey) };
  };
  const predecessorId = predecessorOf(record, earlier)?.record.id ?? null;
  const place = { ...placed(record.id), predecessorId, retryOf: originalOf(record, earlier)?.id ?? null };
  const moved = after.flatMap((neighbour): readonly MovedExchange[] => {
    const now = placed(neighbour.id);
    const isStale =
      (mayGoOnFrom(record, neighbour, before) && predecessorOf(neighbour.record, all)?.record.id === record.id) ||
      (neighbour.retryOf !== record.id && originalOf(neighbour.record, all)?.id === record.id);
    const isSame =
      now.threadKey === neighbour.threadKey && now.turnKey === neighbour.turnKey && now.agentName === neighbour.agentName && now.turnNumber === neighbour.turnNumber;
    return isSame && !isStale ? [] : [{ id: neighbour.id, ...now, isStale }];
  });
  return { place, predecessor: before.find(({ id }) => id === predecessorId) ?? null, moved };
}

/** Whether a neighbour has no predecessor yet, or an earlier one: a later one is not looked for again, as it may be none of these. */
function mayGoOnFrom({ id }: ThreadRecord, { predecessorId }: Neighbour, before: readonly Neighbour[]): boolean {
  return predecessorId === null || (predecessorId !== id && before.some((earlier) => earlier.id === predecessorId));
}

const nowhere = { threadKey: null, turnKey: null, agentName: null };

/**
 * Neighbours are a part of the session only: what a thread is called, and the key of one that is told by its first request, may be
 * known from before that part.
 */
function inherited(
  placement: Placement | typeof nowhere,
  placements: ReadonlyMap<string, Placement>,
  before: readonly Neighbour[],
): Placement | typeof nowhere {
  const { threadKey } = placement;
  if (threadKey === null || threadKey === 'main') return placement;
  const sibling = before.findLast(({ id, agentName, threadKey: stored }) => stored !== null && agentName !== null && placements.get(id)?.threadKey === threadKey)
    ?? before.findLast(({ id, threadKey: stored }) => stored !== null && placements.get(id)?.threadKey === threadKey);
  if (sibling === undefined) return placement;
  const isToldByFirst = threadKey.startsWith('first:') && sibling.threadKey?.startsWith('first:') === true;
  return {
    ...placement,
    threadKey: isToldByFirst ? (sibling.threadKey ?? threadKey) : threadKey,
    agentName: placement.agentName ?? sibling.agentName,
  };
}

/** Numbers the turns of each thread in the order they come, going on from what is stored. */
class TurnNumbers {
  readonly #numbers = new Map<string, number>();
  readonly #lasts = new Map<string, number>();
  readonly #lastBefore: (threadKey: string) => number;

  constructor(before: readonly Neighbour[], lastBefore: (threadKey: string) => number) {
    this.#lastBefore = lastBefore;
    for (const { threadKey, turnKey, turnNumber } of before) {
      if (threadKey === null || turnKey === null || turnNumber === null) continue;
      this.#numbers.set(JSON.stringify([threadKey, turnKey]), turnNumber);
      this.#lasts.set(threadKey, Math.max(turnNumber, this.#lasts.get(threadKey) ?? 0));
    }
  }

  numberOf(threadKey: string | null, turnKey: string | null): number | null {
    if (threadKey === null || turnKey === null) return null;
    const key = JSON.stringify([threadKey, turnKey]);
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    const number = (this.#lasts.get(threadKey) ?? this.#lastBefore(threadKey)) + 1;
    this.#numbers.set(key, number);
    this.#lasts.set(threadKey, number);
    return number;
  }
}
