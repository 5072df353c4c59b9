import { useMemo } from 'react';
import type { ExchangeRow } from '../../contract/exchange-view.ts';
import type { Rated, RatingView } from '../../contract/rating-view.ts';
import { sessionKeyOf } from '../../contract/session-key.ts';
import { useCall } from './use-call.ts';

/** The ratings of turns and sessions: few, so that rows find in them what they inherit without being read again. */
export interface GroupRatings {
  /** The rating of the turn or the session of a row, where it has none of its own. */
  inheritedBy(row: ExchangeRow): RatingView | null;
  ofSession(sessionId: string): RatingView | null;
}

// As many as one call answers.
const mostGroups = 5000;
const groupScopes = { scopes: ['turn', 'session'] satisfies Rated['of'][], limit: mostGroups };

export function useGroupRatings(): GroupRatings {
  const listed = useCall('listRatings', groupScopes).data?.ratings;
  return useMemo(() => groupRatingsOf(listed ?? []), [listed]);
}

export function groupRatingsOf(ratings: readonly RatingView[]): GroupRatings {
  const byKey = new Map(ratings.map((rating) => [keyOf(rating.rated), rating]));
  const find = (rated: Rated): RatingView | null => byKey.get(keyOf(rated)) ?? null;
  const ofSession = (sessionId: string): RatingView | null => find({ of: 'session', sessionId });
  return {
    ofSession,
    inheritedBy: (row) => {
      if (row.stars !== null || byKey.size === 0) return null;
      const sessionId = sessionKeyOf(row);
      return (row.turnKey === null ? null : find({ of: 'turn', sessionId, turnKey: row.turnKey })) ?? ofSession(sessionId);
    },
  };
}

/** One string for each thing that can be rated. */
export function keyOf(rated: Rated): string {
  return JSON.stringify(rated.of === 'request' ? [rated.id] : [rated.sessionId, rated.of === 'turn' ? rated.turnKey : null]);
}
