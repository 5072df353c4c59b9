import { expect, test } from 'vitest';
import { allTraffic, parsePlace, placeHash, type Place } from './place.ts';

test('a place is read back from its hash as it was', () => {
  const place: Place = { screen: 'traffic', session: 'host:api.anthropic.com&x=1', thread: 'main', filter: 'status:>=400 "a & b"', exchange: '01J8 ü', tab: 'timing', other: '01J7', at: '120-4800', find: 'release notes & "more"', search: '', source: 'mcp/context 7', range: '7-days', part: 'port', marker: '3' };
  expect(parsePlace(placeHash(place))).toEqual(place);
});

test('an empty hash is the traffic of all sessions', () => {
  expect(parsePlace('')).toEqual(allTraffic);
});

test('what a hash says that is not known becomes the default', () => {
  expect(parsePlace('#/nowhere?tab=sql&exchange=a')).toEqual({ ...allTraffic, exchange: 'a' });
});
