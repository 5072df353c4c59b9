import { expect, test } from 'vitest';
import type { WholeFigures } from '../../../contract/source-view.ts';
import { averageRating, sumsOfRatings } from '../../../domain/rating/average-rating.ts';
import { ratingDifference } from '../../../domain/rating/rating-difference.ts';
import { differenceWords } from './difference-words.ts';

const whole = { requests: 0, promptTokens: 0, outputTokens: 0, costMicroUsd: null, withoutPrice: 0, turns: 0, turnPromptTokens: 0, turnOutputTokens: 0, turnCostMicroUsd: null, turnsWithoutPrice: 0 };

function wordsOf(held: readonly number[], without: readonly number[]): string {
  const [one, other] = [held, without].map((stars) => stars.map((star) => ({ stars: star, tokens: null })));
  const side = (uses: typeof one): WholeFigures => ({ ...whole, rating: averageRating(uses ?? []) });
  return differenceWords({ with: side(one), without: side(other), difference: ratingDifference(sumsOfRatings(one ?? []), sumsOfRatings(other ?? [])) });
}

test.each([
  [[], [5], /Nothing that held it is rated/],
  [[5], [], /Nothing was rated without it/],
  [Array(20).fill(1), Array(20).fill(5), /rated worse, with 95 % certainty: by 4\.0 stars/],
  [Array(20).fill(5), Array(20).fill(2), /rated better, with 95 % certainty: by 3\.0 stars/],
  [[2], [5], /rated worse by 3\.0 stars on average, but the ratings are too few or too mixed to tell/],
  [[3, 3], [3], /rated the same on average, but/],
])('the words for %j with it and %j without it', (held, without, words) => {
  expect(wordsOf(held, without)).toMatch(words);
});
