import { CartesianGrid, XAxis, YAxis } from 'recharts';
import type { ChartColumn, ChartSeries } from './chart-data.ts';
import { namedColumns, plotMargin, type PlotBox } from './plot-box.ts';

export interface PlotProps {
  readonly box: PlotBox;
  readonly width: number;
  readonly height: number;
  readonly columns: readonly ChartColumn[];
  readonly series: readonly ChartSeries[];
  readonly ticks: readonly number[];
  readonly formatTick: (value: number) => string;
}

const tick = { fill: 'var(--faint)', fontSize: 'var(--type-tiny)' } as const;

/** The lines and labels behind the bars. Called, and not placed as a component: the library looks for its own parts among the children. */
export function plotAxes({ box, columns, ticks, formatTick }: PlotProps, inset: number) {
  const named = namedColumns(columns.map(({ name }) => name), box.band);
  return [
    <CartesianGrid key="grid" vertical={false} stroke="var(--line)" shapeRendering="crispEdges" />,
    <XAxis
      key="x"
      dataKey="key"
      height={plotMargin.bottom}
      padding={{ left: inset, right: inset }}
      ticks={named.map((index) => columns[index]?.key ?? '')}
      tickFormatter={(key: string) => columns.find((column) => column.key === key)?.name ?? ''}
      interval={0}
      axisLine={{ stroke: 'var(--line-strong)', shapeRendering: 'crispEdges' }}
      tickLine={false}
      tickMargin={4}
      tick={tick}
    />,
    <YAxis
      key="y"
      width={box.left}
      ticks={[...ticks]}
      domain={[0, ticks.at(-1) ?? 0]}
      interval={0}
      tickFormatter={formatTick}
      axisLine={false}
      tickLine={false}
      tickMargin={4}
      tick={tick}
    />,
  ];
}
