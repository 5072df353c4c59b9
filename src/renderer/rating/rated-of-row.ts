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
  const isImported = row.importNumber !== null;
  return {
    request: { rated: { of: 'request', id: row.id }, name: 'This request', ...(isImported ? { about: ofImport } : {}) },
    turn: row.turnKey === null || row.turnKey === '' ? null : ratedTurn({ sessionId, turnKey: row.turnKey, number: row.threadKey === 'main' ? row.turnNumber : null, isImported }),
    session: ratedSession({ sessionId, name: 'Its session', isImported }),
  };
}

const ofImport = 'It was imported: its rating is in no figure of sources.';

interface NamedSession {
  readonly sessionId: string;
  readonly name: string;
  readonly isImported: boolean;
}

export function ratedSession({ sessionId, name, isImported }: NamedSession): NamedRated {
  return { rated: { of: 'session', sessionId }, name, about: isImported ? ofImport : 'Counts for all of its requests but those rated by themselves, or with their turn.' };
}

interface NumberedTurn {
  readonly sessionId: string;
  readonly turnKey: string;
  readonly number: number | null;
  readonly isImported: boolean;
}

function ratedTurn({ sessionId, turnKey, number, isImported }: NumberedTurn): NamedRated {
  const name = number === null ? 'Its turn' : `Turn ${formatCount(number)}`;
  return { rated: { of: 'turn', sessionId, turnKey }, name, about: isImported ? ofImport : 'Counts for all that the prompt set off, subagents too, but for requests rated by themselves.' };
}

/** All of them that there are, the nearest first. */
export function allRated({ request, turn, session }: RatedOfRow): readonly NamedRated[] {
  return turn === null ? [request, session] : [request, turn, session];
}

/** Whose stars a row shows that has none of its own. */
export const inheritedWords: Readonly<Record<Rated['of'], string>> = { request: '', turn: 'of its turn', session: 'of its session' };
