import { expect, it } from 'vitest';
import { RestartAllowance } from './restart-allowance.ts';

it('allows five restarts within ten minutes, and a further one when the first of them is longer ago', () => {
  const allowance = new RestartAllowance();
  const minute = 60_000;
  expect([0, 1, 2, 3, 4, 5, 9.9].map((at) => allowance.take(at * minute))).toEqual([true, true, true, true, true, false, false]);
  expect([10, 10.5, 11, 11].map((at) => allowance.take(at * minute))).toEqual([true, false, true, false]);
});
