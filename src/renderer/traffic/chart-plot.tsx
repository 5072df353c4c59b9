import { memo } from 'react';
import { Bar, BarChart, ReferenceLine, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import { formatCompact } from '../format/quantities.ts';
import { groupNames, groupsInOrder } from '../theme/group-names.ts';
import { samePoints, type ChartPoint } from './chart-points.ts';
import { ChartTooltip } from './chart-tooltip.tsx';

interface ChartPlotProps {
  readonly points: readonly ChartPoint[];
  readonly chosen: string | null;
  readonly onChoose: (id: string) => void;
}

/** The bars. A thousand rectangles: drawn again only when one of them is another, not whenever a row has changed. */
export const ChartPlot = memo(DrawnPlot, (before, after) => {
  return before.chosen === after.chosen && before.onChoose === after.onChoose && samePoints(before.points, after.points);
});

function DrawnPlot({ points, chosen, onChoose }: ChartPlotProps) {
  return (
    <div className="token-chart-plot" aria-hidden="true">
      <ResponsiveContainer width="100%" height="100%">
        <BarChart
          data={[...points]}
          margin={{ top: 4, right: 12, bottom: 0, left: 0 }}
          barCategoryGap={1}
          accessibilityLayer={false}
          onClick={({ activeTooltipIndex }) => {
            const point = points[Number(activeTooltipIndex)];
            if (point !== undefined) onChoose(point.id);
          }}
        >
          <XAxis dataKey="id" hide />
          <YAxis
            width={44}
            tickCount={3}
            tickFormatter={formatCompact}
            axisLine={false}
            tickLine={false}
            tick={{ fill: 'var(--faint)', fontSize: 10 }}
          />
          <Tooltip cursor={{ fill: 'var(--chosen)' }} isAnimationActive={false} content={<ChartTooltip />} />
          {groupsInOrder.map((group) => (
            <Bar
              key={group}
              dataKey={(point: ChartPoint) => point.groups[group] ?? 0}
              name={groupNames[group]}
              stackId="tokens"
              fill={`var(--group-${group})`}
              isAnimationActive={false}
              maxBarSize={18}
            />
          ))}
          {chosen !== null && <ReferenceLine x={chosen} stroke="var(--text)" strokeWidth={2} />}
        </BarChart>
      </ResponsiveContainer>
    </div>
  );
}
