import { expect, test } from 'vitest';
import { exchangeRow } from '../../../../../test-support/exchange-row.ts';
import { spanWords, timingSpans } from './timing-spans.ts';

const { timing } = exchangeRow('a', 5);

test('the phases fill the time from the first byte to the last', () => {
  const spans = timingSpans(timing);
  expect(spans.map(({ key }) => key)).toEqual(['sending', 'forwarding', 'waiting', 'receiving']);
  expect(spans.map(({ fromUs }) => fromUs)).toEqual([0, 1000, 1200, 400_000]);
  expect(spans.reduce((sum, span) => sum + span.durationUs, 0)).toBe(1_000_000);
});

test('a phase whose end is not known is left out', () => {
  expect(timingSpans({ ...timing, responseDeliveredAtUs: null }).map(({ key }) => key)).toEqual(['sending', 'forwarding', 'waiting']);
});

test('the last phase of an open exchange grows', () => {
  const open = { ...timing, responseStartedAtUs: null, responseDeliveredAtUs: null };
  const last = timingSpans(open, 5 + 2_000_000).at(-1);
  expect(last).toMatchObject({ key: 'waiting', durationUs: 2_000_000 - 1200, isGrowing: true });
});

test('a span has as many digits as say something', () => {
  expect([0, 4, 136, 9_940, 9_996, 17_066, 501_000, 6_200_000].map(spanWords)).toEqual(['0 ms', '0.004 ms', '0.14 ms', '9.94 ms', '10 ms', '17 ms', '501 ms', '6.2 s'].map((words) => words.replace(' ', '\u00a0')));
});
