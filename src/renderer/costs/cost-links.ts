import type { CostEntry, CostGrouping, CostRange } from '../../contract/cost-view.ts';
import { quoted } from '../../domain/filter/quote.ts';
import { timeFilter } from '../evidence/time-filter.ts';
import { allTraffic, type Place } from '../navigation/place.ts';

/** Where more is said of a line: the requests it is added up from, or the page of a source. Null where there is no such place. */
export function placeOfEntry({ key, kind, sessionId, firstUs, lastUs }: CostEntry, by: CostGrouping, place: Place, bounds: CostRange): Partial<Place> | null {
  if (kind === 'removed' || kind === 'output' || kind === 'web-search' || kind === 'unattributed') return null;
  if (by === 'owner') return { screen: 'sources', source: key };
  const inRange = timeFilter(bounds.fromUs, bounds.untilUs);
  if (by === 'session') return traffic(place, { session: key, filter: inRange });
  if (by === 'turn' && sessionId !== null && firstUs !== null && lastUs !== null) return traffic(place, { session: sessionId, filter: timeFilter(firstUs - (firstUs % 1000), lastUs + 1000) });
  if (by === 'project' || by === 'model') return traffic(place, { session: place.session, filter: [`${by}:${key === '' ? 'none' : quoted(key)}`, inRange].filter((term) => term !== '').join(' ') });
  return null;
}

/** The requests of a stretch of time. */
export function placeOfTime(fromMs: number, untilMs: number, place: Place): Partial<Place> {
  return traffic(place, { session: place.session, filter: timeFilter(fromMs * 1000, untilMs * 1000) });
}

function traffic(place: Place, change: Partial<Place>): Partial<Place> {
  return { ...allTraffic, range: place.range, ...change };
}
