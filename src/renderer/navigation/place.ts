const screens = ['traffic', 'sources', 'costs', 'insights', 'set-up', 'settings', 'leaving'] as const;
export type Screen = (typeof screens)[number];

export const detailTabs = ['context', 'conversation', 'response', 'compare', 'raw', 'headers', 'timing'] as const;
export type DetailTab = (typeof detailTabs)[number];

/** Where the user is: kept in the URL's hash, so that going back, reloading and linking work. */
export interface Place {
  readonly screen: Screen;
  /** The session chosen, or null for all requests. */
  readonly session: string | null;
  /** The thread of it that is chosen, or null for all of them. */
  readonly thread: string | null;
  /** The text of the filter; empty without one. */
  readonly filter: string;
  /** The request that is open, or null. */
  readonly exchange: string | null;
  readonly tab: DetailTab;
  /** The request that the open one is compared with; null for the one it goes on from. */
  readonly other: string | null;
  /** Which bytes of the stored request body are shown under Raw, as `start-end`; null for none in particular. */
  readonly at: string | null;
  /** Text to be shown and marked in the open request, where its tab can; empty for none. */
  readonly find: string;
  /** What is looked for in all texts, in the place of the list; null while that is not open. */
  readonly search: string | null;
  /** The source or owner whose page is open under Sources, by its key; null for the table of all. */
  readonly source: string | null;
  /** Which days Sources, Costs and Insights are about, as they write it; null for what they begin with. */
  readonly range: string | null;
  /** The section or the setting of the settings, or the part of the insights or the finding by its id, that is looked at; null for none in particular. */
  readonly part: string | null;
  /** The marker that is compared before and after, by its number; null for the latest. */
  readonly marker: string | null;
}

/** The traffic of all sessions, nothing open. */
export const allTraffic: Place = { screen: 'traffic', session: null, thread: null, filter: '', exchange: null, tab: 'context', other: null, at: null, find: '', search: null, source: null, range: null, part: null, marker: null };

/** Reads a hash as `#/traffic?session=…&exchange=…&tab=…`; what it does not know becomes the default. */
export function parsePlace(hash: string): Place {
  const [path = '', query = ''] = hash.replace(/^#\/?/, '').split('?', 2);
  const choices = new URLSearchParams(query);
  return {
    screen: screens.find((screen) => screen === path) ?? 'traffic',
    session: choices.get('session'),
    thread: choices.get('thread'),
    filter: choices.get('filter') ?? '',
    exchange: choices.get('exchange'),
    tab: detailTabs.find((tab) => tab === choices.get('tab')) ?? 'context',
    other: choices.get('other'),
    at: choices.get('at'),
    find: choices.get('find') ?? '',
    search: choices.get('search'),
    source: choices.get('source'),
    range: choices.get('range'),
    part: choices.get('part'),
    marker: choices.get('marker'),
  };
}

/** The hash of a place; `parsePlace` reads it back. */
export function placeHash(place: Place): string {
  const choices = new URLSearchParams();
  if (place.session !== null) choices.set('session', place.session);
  if (place.thread !== null) choices.set('thread', place.thread);
  if (place.filter !== '') choices.set('filter', place.filter);
  if (place.exchange !== null) choices.set('exchange', place.exchange);
  if (place.tab !== 'context') choices.set('tab', place.tab);
  if (place.other !== null) choices.set('other', place.other);
  if (place.at !== null) choices.set('at', place.at);
  if (place.find !== '') choices.set('find', place.find);
  if (place.search !== null) choices.set('search', place.search);
  if (place.source !== null) choices.set('source', place.source);
  if (place.range !== null) choices.set('range', place.range);
  if (place.part !== null) choices.set('part', place.part);
  if (place.marker !== null) choices.set('marker', place.marker);
  const query = choices.toString();
  return `#/${place.screen}${query === '' ? '' : `?${query}`}`;
}
