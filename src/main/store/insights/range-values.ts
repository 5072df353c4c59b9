import type { InsightRange } from '../../../contract/insight-view.ts';

export interface TimeValues {
  readonly fromUs: number;
  readonly untilUs: number;
}

/** SQL of the bills of a range, imports left out. Takes the values of `rangeValues`. */
export const inRange = 'at_us >= @fromUs AND at_us < @untilUs AND is_imported = 0';

/** The bounds of a range for a statement; of an open one what no time is beyond. */
export function rangeValues({ fromUs, untilUs }: InsightRange): TimeValues {
  return { fromUs: fromUs ?? Number.MIN_SAFE_INTEGER, untilUs: untilUs ?? Number.MAX_SAFE_INTEGER };
}
