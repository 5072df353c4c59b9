import { useRange } from '../evidence/use-range.ts';

/** The days that the insights are about: one choice for all their parts. */
export function useInsightRange() {
  return useRange('14-days');
}
