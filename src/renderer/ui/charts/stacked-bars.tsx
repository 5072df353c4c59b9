import { lazy, Suspense } from 'react';
import { columnTotal } from './chart-data.ts';
import { ChartFrame, type ChartFrameProps } from './chart-frame.tsx';
import { niceTicks } from './nice-ticks.ts';

interface StackedBarsProps extends ChartFrameProps {
  /** A round figure for the axis, short. */
  readonly formatTick: (value: number) => string;
}

// The library that draws it is a quarter of the window's code: nothing waits for that.
const StackedPlot = lazy(async () => ({ default: (await import('./stacked-plot.tsx')).StackedPlot }));

/** Bars over days, or what else has an order, each cut into its series from the bottom up. */
export function StackedBars({ formatTick, ...frame }: StackedBarsProps) {
  const ticks = niceTicks(Math.max(0, ...frame.columns.map((column) => columnTotal(column) ?? 0)), frame.height < 120 ? 2 : 4);
  return (
    <ChartFrame {...frame} isStack tickLabels={ticks.map(formatTick)}>
      {(box, width) => (
        <Suspense fallback={null}>
          <StackedPlot box={box} width={width} height={frame.height} columns={frame.columns} series={frame.series} ticks={ticks} formatTick={formatTick} />
        </Suspense>
      )}
    </ChartFrame>
  );
}
