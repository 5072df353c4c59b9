import { memo } from 'react';
import { Line, LineChart } from 'recharts';
import type { ChartColumn } from './chart-data.ts';
import { plotAxes, type PlotProps } from './plot-axes.tsx';
import { plotMargin } from './plot-box.ts';

// Told apart without colours too.
const dashes = [undefined, '5 3', '1.5 3', '8 3 2 3'];

/** The lines. They are drawn again only when their figures are others. */
export const TrendPlot = memo(DrawnPlot, (before, after) =>
  before.columns === after.columns && before.series === after.series && before.width === after.width && before.height === after.height && before.formatTick === after.formatTick);

function DrawnPlot(props: PlotProps) {
  const { width, height, columns, series, box } = props;
  return (
    <div className="chart-plot" aria-hidden="true">
      <LineChart width={width} height={height} data={[...columns]} margin={{ ...plotMargin, bottom: 0, left: 0 }} accessibilityLayer={false}>
        {plotAxes(props, box.band / 2)}
        {series.map((each, index) => (
          <Line
            key={each.key}
            className="chart-line"
            dataKey={({ values }: ChartColumn) => values[index] ?? null}
            isAnimationActive={false}
            type="linear"
            stroke={each.hue}
            strokeWidth={1.5}
            {...dashOf(index)}
            activeDot={false}
            // Of a figure between two unknown ones there is no line.
            // oxlint-disable-next-line react/no-unstable-nested-components -- a function that is called, not a component
            dot={({ key, index: at, cx, cy }) =>
              isAlone(columns, at, index) && cx !== undefined && cy !== undefined ? <circle key={key} cx={cx} cy={cy} r={2} fill={each.hue} /> : <g key={key} />
            }
          />
        ))}
      </LineChart>
    </div>
  );
}

function dashOf(index: number) {
  const dash = dashes[index % dashes.length];
  return dash === undefined ? {} : { strokeDasharray: dash };
}

function isAlone(columns: readonly ChartColumn[], at: number, index: number): boolean {
  const isKnown = (column: ChartColumn | undefined) => (column?.values[index] ?? null) !== null;
  return isKnown(columns[at]) && !isKnown(columns[at - 1]) && !isKnown(columns[at + 1]);
}
