import { describe, expect, it } from 'vitest';
import { estimateErrors, relativeError } from './estimate-error.ts';

describe('how far off estimates were', () => {
  it('is a share of the bill, below 0 where the estimate was too low', () => {
    expect(relativeError({ estimated: 80, billed: 100 })).toBe(-0.2);
    expect(relativeError({ estimated: 150, billed: 100 })).toBe(0.5);
    expect(relativeError({ estimated: 1, billed: 0 })).toBeNull();
  });

  it('is told by model family, as what half and nine in ten of the requests do not exceed', () => {
    const requests = [1, 2, 3, 4, 5, 6, 7, 8, 9, 50].map((off) => ({ model: 'claude-opus-5-5[1m]', estimated: 100 + (off % 2 === 0 ? off : -off), billed: 100 }));
    expect(estimateErrors([...requests, { model: 'claude-haiku-5', estimated: 3, billed: 4 }, { model: 'unbilled', estimated: 3, billed: 0 }])).toEqual([
      { family: 'claude-haiku-5', requests: 1, medianOff: 0.25, p90Off: 0.25, medianError: -0.25 },
      { family: 'claude-opus-5-5', requests: 10, medianOff: 0.05, p90Off: 0.09, medianError: -0.01 },
    ]);
  });
});
