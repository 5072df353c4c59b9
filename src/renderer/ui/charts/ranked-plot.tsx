import { memo } from 'react';
import { Bar, BarChart, XAxis, YAxis } from 'recharts';
import { rankedRowPx, type RankedBar } from './ranked-bars.tsx';

interface RankedPlotProps {
  readonly bars: readonly RankedBar[];
  readonly width: number;
}

/** The bars of a ranking, from one line at the left. */
export const RankedPlot = memo(DrawnPlot, (before, after) => before.bars === after.bars && before.width === after.width);

function DrawnPlot({ bars, width }: RankedPlotProps) {
  const most = Math.max(1, ...bars.map(({ value }) => value ?? 0));
  return (
    <BarChart
      layout="vertical"
      width={width}
      height={bars.length * rankedRowPx}
      data={bars.map(({ key, value }) => ({ key, value: Math.max(0, value ?? 0) }))}
      margin={{ top: 0, right: 0, bottom: 0, left: 0 }}
      barCategoryGap={5}
      accessibilityLayer={false}
    >
      <XAxis type="number" domain={[0, most]} hide />
      <YAxis type="category" dataKey="key" hide />
      <Bar
        dataKey="value"
        isAnimationActive={false}
        // oxlint-disable-next-line react/no-unstable-nested-components -- a function that is called, not a component
        shape={({ index, x, y, width: long, height }) => {
          const bar = bars[index];
          if (bar === undefined || bar.value === null || bar.value <= 0) return <g />;
          return <rect className="chart-part" x={x} y={Math.round(y)} width={Math.max(1, Math.round(long))} height={Math.round(height)} rx={1} fill={bar.hue} />;
        }}
      />
    </BarChart>
  );
}
