import { memo, useId } from 'react';
import { Bar, BarChart } from 'recharts';
import { columnTotal } from './chart-data.ts';
import { ChartTextures, surfaceId } from './chart-textures.tsx';
import { plotAxes, type PlotProps } from './plot-axes.tsx';
import { plotMargin } from './plot-box.ts';
import { stackParts } from './stack-parts.ts';

// A few days stand as bars, and not as fields.
const widestBarPx = 40;
// In less, lines are noise.
const leastTexturedPx = 7;

/** The bars. They are drawn again only when their figures are others, and not when the pointer moves over them. */
export const StackedPlot = memo(DrawnPlot, (before, after) =>
  before.columns === after.columns && before.series === after.series && before.width === after.width && before.height === after.height && before.formatTick === after.formatTick);

function DrawnPlot(props: PlotProps) {
  const id = useId();
  const { width, height, columns, series, box } = props;
  const data = columns.map((column) => ({ key: column.key, total: columnTotal(column) ?? 0 }));
  const gap = box.band >= 8 ? Math.max(2, Math.round(box.band * 0.2)) : box.band >= 3 ? 1 : 0;
  return (
    <div className={box.band < leastTexturedPx ? 'chart-plot chart-plot-thin' : 'chart-plot'} aria-hidden="true">
      <BarChart width={width} height={height} data={data} margin={{ ...plotMargin, bottom: 0, left: 0 }} barCategoryGap={gap / 2} accessibilityLayer={false}>
        <ChartTextures id={id} series={series} />
        {plotAxes(props, 0)}
        {/* One series whose bars draw their own parts: a series for each costs the library a tenth of a second a redraw. */}
        <Bar
          dataKey="total"
          isAnimationActive={false}
          maxBarSize={widestBarPx}
          // oxlint-disable-next-line react/no-unstable-nested-components -- a function that is called, not a component
          shape={({ index, x, y, width: wide, height: tall }) => <Stack id={id} values={columns[index]?.values ?? []} x={x} y={y} width={wide} height={tall} />}
        />
      </BarChart>
    </div>
  );
}

interface StackProps {
  readonly id: string;
  readonly values: readonly (number | null)[];
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** One bar, cut into its parts, its sides on whole pixels. */
function Stack({ id, values, x, y, width, height }: StackProps) {
  if (width <= 0) return null;
  const left = Math.round(x);
  const wide = Math.max(1, Math.round(x + width) - left);
  return (
    <g>
      {stackParts(values, y + height, height).map((part) => (
        <rect key={part.index} className="chart-part" x={left} y={part.y} width={wide} height={part.height} fill={`url(#${surfaceId(id, part.index)})`} />
      ))}
    </g>
  );
}
