import { createContext } from 'react';
import { groupRatingsOf, type GroupRatings } from '../bridge/group-ratings.ts';

/** The ratings of turns and sessions, for rows and lines: read once for all of them. */
export const GroupRatingsContext = createContext<GroupRatings>(groupRatingsOf([]));
