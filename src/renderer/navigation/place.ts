const screens = ['traffic', 'set-up', 'settings'] as const;
export type Screen = (typeof screens)[number];

export const detailTabs = ['context', 'request', 'response', 'headers', 'timing'] as const;
export type DetailTab = (typeof detailTabs)[number];

/** Where the user is: kept in the URL's hash, so that going back, reloading and linking work. */
export interface Place {
  readonly screen: Screen;
  /** The session chosen, or null for all requests. */
  readonly session: string | null;
  /** The request that is open, or null. */
  readonly exchange: string | null;
  readonly tab: DetailTab;
}

/** Reads a hash as `#/traffic?session=…&exchange=…&tab=…`; what it does not know becomes the default. */
export function parsePlace(hash: string): Place {
  const [path = '', query = ''] = hash.replace(/^#\/?/, '').split('?', 2);
  const choices = new URLSearchParams(query);
  return {
    screen: screens.find((screen) => screen === path) ?? 'traffic',
    session: choices.get('session'),
    exchange: choices.get('exchange'),
    tab: detailTabs.find((tab) => tab === choices.get('tab')) ?? 'context',
  };
}

/** The hash of a place; `parsePlace` reads it back. */
export function placeHash(place: Place): string {
  const choices = new URLSearchParams();
  if (place.session !== null) choices.set('session', place.session);
  if (place.exchange !== null) choices.set('exchange', place.exchange);
  if (place.tab !== 'context') choices.set('tab', place.tab);
  const query = choices.toString();
  return `#/${place.screen}${query === '' ? '' : `?${query}`}`;
}
