import { expect, test } from 'vitest';
import { parsePlace, placeHash, type Place } from './place.ts';

test('a place is read back from its hash as it was', () => {
  const place: Place = { screen: 'traffic', session: 'host:api.anthropic.com&x=1', exchange: '01J8 ü', tab: 'timing' };
  expect(parsePlace(placeHash(place))).toEqual(place);
});

test('an empty hash is the traffic of all sessions', () => {
  expect(parsePlace('')).toEqual({ screen: 'traffic', session: null, exchange: null, tab: 'context' });
});

test('what a hash says that is not known becomes the default', () => {
  expect(parsePlace('#/nowhere?tab=sql&exchange=a')).toEqual({ screen: 'traffic', session: null, exchange: 'a', tab: 'context' });
});
