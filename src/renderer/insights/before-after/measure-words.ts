import { fewestToTell, type Measure } from '../../../domain/insight/before-after.ts';
import { formatCompact, formatCost, formatCount, formatCounted, formatShare } from '../../format/quantities.ts';
import type { DataColumn } from '../../ui/table/data-column.ts';

export type MeasureKey = `${Measure['by']}-${Measure['of']}`;

export const measureNames: Readonly<Record<MeasureKey, string>> = {
  'turn-tokens': 'Tokens a turn',
  'turn-cost': 'Cost a turn',
  'request-tokens': 'Tokens a request',
  'request-cost': 'Cost a request',
};

export function measureKey({ by, of }: Measure): MeasureKey {
  return `${by}-${of}`;
}

/** How a figure of the measure is written. */
export function figureOf({ of }: Measure): (value: number) => string {
  return of === 'cost' ? (value) => formatCost(Math.round(value)) : (value) => formatCompact(Math.round(value));
}

/** What can be said of the difference, in a sentence or two; that it is too little to tell, where it is. */
export function verdictWords(measure: Measure): string {
  const { by, before, after, sessions, shift, verdict } = measure;
  const format = figureOf(measure);
  const counted = `${formatCounted(before?.count ?? 0, by)} before and ${formatCounted(after?.count ?? 0, by)} after`;
  if (shift === null) return `Too little to tell: ${counted}.${(before?.count ?? 0) > 0 && after === null ? ' It fills as Claude Code is used.' : ''}`;
  const signed = (value: number) => `${value < 0 ? '−' : '+'}${format(Math.abs(value))}`;
  const share = before === null || before.median === 0 ? '' : ` (${shift.shift < 0 ? '−' : '+'}${formatShare(Math.abs(shift.shift) / before.median)})`;
  const isFew = Math.min(before?.count ?? 0, after?.count ?? 0) < fewestToTell;
  if (verdict === 'too-little' && !isFew) return `Too little to tell: ${counted}, but of ${formatCounted(sessions[0], 'session')} and ${formatCount(sessions[1])}. Those of one session are alike: more sessions are needed.`;
  if (verdict === 'too-little') return `Too little to tell: ${counted}; at least ${fewestToTell} on either side are needed.`;
  const [low, high] = shift.interval ?? [0, 0];
  const between = `between ${signed(low)} and ${signed(high)}`;
  const against = `${by === 'turn' ? 'Turn' : 'Request'} against ${by}, those after take ${format(Math.abs(shift.shift))} ${shift.shift < 0 ? 'less' : 'more'}${share}`;
  if (verdict === 'unclear') return `No clear difference. ${against}, but anything ${between} fits what was seen: chance alone may have made it.`;
  return `${against}. By what was seen it is ${between}, 19 times in 20.`;
}

const dollars = (measure: Measure, value: number | undefined) => (value === undefined ? null : measure.of === 'cost' ? value / 1_000_000 : value);

/** All measures as they are copied. */
export const csvColumns: readonly DataColumn<Measure>[] = [
  { id: 'measure', name: 'measure', widthPx: 1, value: (measure) => `${measure.of === 'cost' ? 'US dollars' : 'tokens'} a ${measure.by}` },
  ...(['before', 'after'] as const).flatMap((side) =>
    (['count', 'median', 'lower', 'upper', 'mean'] as const).map((figure): DataColumn<Measure> => ({
      id: `${side}-${figure}`,
      name: `${figure === 'lower' ? 'lower quartile' : figure === 'upper' ? 'upper quartile' : figure} ${side}`,
      widthPx: 1,
      value: (measure) => (figure === 'count' ? (measure[side]?.count ?? 0) : dollars(measure, measure[side]?.[figure])),
    })),
  ),
  { id: 'shift', name: 'difference', widthPx: 1, value: (measure) => dollars(measure, measure.shift?.shift) },
  { id: 'low', name: 'difference at least', widthPx: 1, value: (measure) => dollars(measure, measure.shift?.interval?.[0]) },
  { id: 'high', name: 'difference at most', widthPx: 1, value: (measure) => dollars(measure, measure.shift?.interval?.[1]) },
  { id: 'verdict', name: 'verdict', widthPx: 1, value: ({ verdict }) => verdict },
];
