import { memo } from 'react';
import { Bar, BarChart, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import { formatCompact } from '../../format/quantities.ts';
import { samePoints, type ChartPoint } from './chart-points.ts';
import { ChartStack } from './chart-stack.tsx';
import { ChartTooltip } from './chart-tooltip.tsx';

interface ChartPlotProps {
  readonly points: readonly ChartPoint[];
  readonly onChoose: (id: string) => void;
}

const axisWidthPx = 44;
// A few prompts stand side by side at the left instead of far apart.
const widestSlotPx = 22;

/** The bars. They are drawn again only when one of them is another, not whenever some row has changed. */
export const ChartPlot = memo(DrawnPlot, (before, after) => {
  return before.onChoose === after.onChoose && samePoints(before.points, after.points);
});

function DrawnPlot({ points, onChoose }: ChartPlotProps) {
  return (
    <div className="token-chart-plot" aria-hidden="true" style={{ maxWidth: axisWidthPx + points.length * widestSlotPx }}>
      <ResponsiveContainer width="100%" height="100%">
        <BarChart
          data={[...points]}
          margin={{ top: 4, right: 0, bottom: 0, left: 0 }}
          barCategoryGap={1}
          accessibilityLayer={false}
          onClick={({ activeTooltipIndex }) => {
            const point = points[Number(activeTooltipIndex)];
            if (point !== undefined) onChoose(point.id);
          }}
        >
          <XAxis dataKey="id" hide />
          <YAxis
            width={axisWidthPx}
            tickCount={3}
            tickFormatter={formatCompact}
            axisLine={false}
            tickLine={false}
            tick={{ fill: 'var(--faint)', fontSize: 10 }}
          />
          <Tooltip cursor={{ fill: 'var(--chosen)' }} isAnimationActive={false} content={<ChartTooltip />} />
          {/* One series whose bars draw their own parts: a series for each group costs the library a tenth of a second a redraw. */}
          <Bar
            dataKey="total"
            isAnimationActive={false}
            maxBarSize={widestSlotPx - 2}
            // oxlint-disable-next-line react/no-unstable-nested-components -- a function that is called, not a component
            shape={({ index, x, y, width, height }) => <ChartStack point={points[index]} x={x} y={y} width={width} height={height} />}
          />
        </BarChart>
      </ResponsiveContainer>
    </div>
  );
}
