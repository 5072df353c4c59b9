import { useMemo } from 'react';
import type { SourceDay } from '../../../contract/source-view.ts';
import type { SourceGroup } from '../../../domain/attribution/source.ts';
import { formatDay } from '../../format/moments.ts';
import { formatCounted } from '../../format/quantities.ts';
import { dayStartMs } from '../../navigation/chosen-days.ts';
import type { ChartColumn } from '../../ui/charts/chart-data.ts';
import { RangePoints } from '../../ui/charts/range-points.tsx';
import { trendDays } from './trend-days.ts';

interface RatingDaysProps {
  readonly days: readonly SourceDay[];
  readonly group: SourceGroup;
  readonly height: number;
}

const stars = [1, 2, 3, 4, 5];

/** What a source was rated day by day: the average, and where it lies for all that the ratings of the day can say. */
export function RatingDays({ days, group, height }: RatingDaysProps) {
  const columns = useMemo<readonly ChartColumn[]>(
    () =>
      trendDays(days).map(({ day, ratings, averageStars, interval }) => {
        const name = formatDay(dayStartMs(day) * 1000);
        return { key: day, name, title: name, values: [interval?.low ?? null, averageStars, interval?.high ?? null], notes: ratings === 0 ? [] : [formatCounted(ratings, 'rating')] };
      }),
    [days],
  );
  const hue = `var(--group-${group})`;
  const series = [
    { key: 'low', name: 'At least', hue, texture: 'plain' },
    { key: 'average', name: 'Average', hue: 'var(--text)', texture: 'plain' },
    { key: 'high', name: 'At most', hue, texture: 'plain' },
  ] as const;
  return <RangePoints label="Rating by day" series={series} columns={columns} format={starsWords} height={height} ticks={stars} empty="Nothing was rated in these days" />;
}

export function starsWords(value: number | null): string {
  return value === null ? 'not rated' : `${value.toFixed(1)} of 5 stars`;
}
