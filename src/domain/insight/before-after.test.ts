import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compareSpans, type Taken } from './before-after.ts';
import { distributionOf } from './distribution.ts';
import { shiftOf } from './shift.ts';

const evenly = (count: number, from: number) => Array.from({ length: count }, (_, index) => from + index * 1000);
const turns = (count: number, tokens: number): readonly Taken[] => Array.from({ length: count }, (_, index) => [tokens + index, index === 0 ? null : tokens * 2]);
const verdictOf = (before: readonly Taken[], after: readonly Taken[]) => compareSpans({ turns: before, requests: [] }, { turns: after, requests: [] }).find(({ by, of }) => by === 'turn' && of === 'tokens')?.verdict;

describe('the shift of Hodges and Lehmann', () => {
  test('is that of the textbook: Hollander and Wolfe, table 4.1, permeability of membranes at two times, in hundredths', () => {
    const atTerm = [80, 83, 189, 104, 145, 138, 191, 164, 73, 146];
    const earlier = [115, 88, 90, 74, 121];
    // The book has -0.305, between -0.76 and 0.15, for what is the other way round.
    expect(shiftOf(earlier, atTerm)).toEqual({ shift: 30.5, interval: [-15, 76] });
    expect(shiftOf(atTerm, earlier)).toEqual({ shift: -30.5, interval: [-76, 15] });
  });

  test('is the median of all differences', () => {
    const lots = fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(lots, lots, (before, after) => {
        const differences = after.flatMap((one) => before.map((other) => one - other));
        const found = shiftOf(before, after);
        expect(found?.shift).toBe(distributionOf(differences)?.median);
        const [low, high] = found?.interval ?? [Math.min(...differences), Math.max(...differences)];
        expect(low).toBeLessThanOrEqual(Number(found?.shift));
        expect(high).toBeGreaterThanOrEqual(Number(found?.shift));
        expect(differences).toEqual(expect.arrayContaining([low, high]));
      }),
    );
  });

  test('moves with the figures', () => {
    const lots = fc.array(fc.nat(1000), { minLength: 6, maxLength: 60 });
    fc.assert(fc.property(lots, fc.integer({ min: -500, max: 500 }), (figures, by) => {
      expect(shiftOf(figures, figures.map((figure) => figure + by))).toMatchObject({ shift: by });
    }));
  });

  test('has no interval where there are too few, and goes on evenly where ranks are no longer counted', () => {
    expect(shiftOf([1, 2, 3], [4, 5, 6])).toEqual({ shift: 3, interval: null });
    expect(shiftOf([], [1])).toBeNull();
    const widths = [24, 25, 26, 27].map((count) => {
      const [low = 0, high = 0] = shiftOf(evenly(count, 0), evenly(count, 500))?.interval ?? [];
      return (high - low) / count;
    });
    expect(Math.max(...widths) - Math.min(...widths)).toBeLessThan(100);
  });

  test('covers what is true 19 times in 20', () => {
    let seed = 7;
    const next = () => (seed = (seed * 48_271) % 2_147_483_647) / 2_147_483_647;
    // Skewed, as costs are.
    const lot = (count: number, by: number) => Array.from({ length: count }, () => Math.round(-Math.log(next()) * 10_000) + by);
    const covered = Array.from({ length: 400 }, () => shiftOf(lot(18, 0), lot(15, 3000))?.interval ?? [0, 0]).filter(([low, high]) => low <= 3000 && high >= 3000).length;
    expect(covered / 400).toBeGreaterThan(0.92);
    expect(covered / 400).toBeLessThan(0.99);
  });
});

/** Sessions of twelve requests whose prompts grow, around what the session began with; by `by` larger. */
const lot = (next: () => number, sessions: number, by: number): readonly Taken[] =>
  Array.from({ length: sessions }, (_, session) => {
    let tokens = 20_000 * (0.6 + 0.8 * next()) + by;
    return Array.from({ length: 12 }, (): Taken => [Math.round((tokens += 3000 * next())), null, `session-${session}`]);
  }).flat();

/** Which part of many comparisons says that there is a difference. */
const told = (sessions: number, by: number) => {
  let seed = 11;
  const next = () => (seed = (seed * 48_271) % 2_147_483_647) / 2_147_483_647;
  const verdicts = Array.from({ length: 300 }, () => compareSpans({ turns: [], requests: lot(next, sessions, 0) }, { turns: [], requests: lot(next, sessions, by) }).find(({ by: of }) => of === 'request')?.verdict);
  return verdicts.filter((verdict) => verdict === 'less' || verdict === 'more').length / verdicts.length;
};

describe('figures of sessions', () => {
  test.each([2, 4, 10])('say that there is a difference where there is none once in twenty times: %i sessions on either side', (sessions) => {
    expect(told(sessions, 0)).toBeLessThan(0.09);
  });

  test('still say it where there is one', () => {
    expect(told(10, 20_000)).toBeGreaterThan(0.9);
  });

  test('of one session say nothing, and of a session each what they said alone', () => {
    const alone = turns(20, 1000);
    const ofOne = alone.map(([tokens, cost]): Taken => [tokens, cost, 'one']);
    const apart = alone.map(([tokens, cost], index): Taken => [tokens, cost, `session-${index}`]);
    expect([verdictOf(ofOne, turns(20, 500)), verdictOf(apart, turns(20, 500))]).toEqual(['too-little', 'less']);
    expect(compareSpans({ turns: apart, requests: [] }, { turns: alone, requests: [] })[0]).toEqual(compareSpans({ turns: alone, requests: [] }, { turns: alone, requests: [] })[0]);
  });
});

test('quartiles are those of a spreadsheet, and many figures are drawn as some of them', () => {
  expect(distributionOf([7, 15, 36, 39, 40, 41])).toMatchObject({ count: 6, lower: 20.25, median: 37.5, upper: 39.75, least: 7, most: 41 });
  const many = distributionOf(Array.from({ length: 5000 }, (_, index) => index));
  expect([many?.dots.length, many?.dots[0], many?.dots.at(-1)]).toEqual([400, 0, 4999]);
  expect(distributionOf([])).toBeNull();
});

describe('before and after', () => {
  test.each([
    ['less', turns(20, 1000), turns(20, 500)],
    ['more', turns(20, 500), turns(20, 1000)],
    ['unclear', turns(20, 1000), turns(20, 1001)],
    ['too-little', turns(4, 1000), turns(20, 1)],
    ['too-little', [], turns(20, 1)],
  ] as const)('%s', (expected, before, after) => {
    expect(verdictOf(before, after)).toBe(expected);
  });

  test('what has no price is in the tokens and not in the cost', () => {
    const [tokens, cost, requests] = compareSpans({ turns: turns(6, 10), requests: [] }, { turns: turns(7, 20), requests: [] });
    expect([tokens?.before?.count, tokens?.after?.count, cost?.before?.count, cost?.after?.count, requests?.before]).toEqual([6, 7, 5, 6, null]);
  });
});
