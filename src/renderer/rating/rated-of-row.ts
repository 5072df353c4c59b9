import type { ExchangeRow } from '../../contract/exchange-view.ts';
import type { Rated } from '../../contract/rating-view.ts';
import { sessionKeyOf } from '../../contract/session-key.ts';
import { formatCount } from '../format/quantities.ts';
import type { NamedRated } from '../navigation/rating-wish.ts';

/** What a row can be rated as: itself, its turn and its session. */
export interface RatedOfRow {
  readonly request: NamedRated;
  /** Null for what is in no turn. */
  readonly turn: NamedRated | null;
  readonly session: NamedRated;
}

export function ratedOfRow(row: ExchangeRow): RatedOfRow {
  const sessionId = sessionKeyOf(row);
  return {
    request: { rated: { of: 'request', id: row.id }, name: 'This request' },
    turn: row.turnKey === null || row.turnKey === '' ? null : ratedTurn(sessionId, row.turnKey, row.threadKey === 'main' ? row.turnNumber : null),
    session: ratedSession(sessionId, 'Its session'),
  };
}

export function ratedSession(sessionId: string, name: string): NamedRated {
  return { rated: { of: 'session', sessionId }, name, about: 'Counts for all of its requests but those rated by themselves, or with their turn.' };
}

function ratedTurn(sessionId: string, turnKey: string, number: number | null): NamedRated {
  const name = number === null ? 'Its turn' : `Turn ${formatCount(number)}`;
  return { rated: { of: 'turn', sessionId, turnKey }, name, about: 'Counts for all that the prompt set off, subagents too, but for requests rated by themselves.' };
}

/** All of them that there are, the nearest first. */
export function allRated({ request, turn, session }: RatedOfRow): readonly NamedRated[] {
  return turn === null ? [request, session] : [request, turn, session];
}

/** Whose stars a row shows that has none of its own. */
export const inheritedWords: Readonly<Record<Rated['of'], string>> = { request: '', turn: 'of its turn', session: 'of its session' };
