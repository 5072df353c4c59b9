import { lazy, Suspense } from 'react';
import { ChartFrame, type ChartFrameProps } from './chart-frame.tsx';
import { niceTicks } from './nice-ticks.ts';

interface TrendLineProps extends ChartFrameProps {
  /** A round figure for the axis, short. */
  readonly formatTick: (value: number) => string;
  /** For shares and averages: ticks between whole numbers. */
  readonly fractions?: boolean;
}

const TrendPlot = lazy(async () => ({ default: (await import('./trend-plot.tsx')).TrendPlot }));

/** Lines over days, or what else has an order, one a series. A figure that is not known is a gap, and no zero. */
export function TrendLine({ formatTick, fractions = false, ...frame }: TrendLineProps) {
  const ticks = niceTicks(Math.max(0, ...frame.columns.flatMap(({ values }) => values.map((value) => value ?? 0))), frame.height < 120 ? 2 : 4, !fractions);
  return (
    <ChartFrame {...frame} isStack={false} tickLabels={ticks.map(formatTick)}>
      {(box, width) => (
        <Suspense fallback={null}>
          <TrendPlot box={box} width={width} height={frame.height} columns={frame.columns} series={frame.series} ticks={ticks} formatTick={formatTick} />
        </Suspense>
      )}
    </ChartFrame>
  );
}
