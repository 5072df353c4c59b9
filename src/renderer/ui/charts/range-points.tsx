import { ChartFrame, type ChartFrameProps } from './chart-frame.tsx';
import { namedColumns, plotMargin } from './plot-box.ts';

interface RangePointsProps extends ChartFrameProps {
  /** The figures of the axis, from its lowest to its highest. */
  readonly ticks: readonly number[];
}

/** Of each column a point and how far it reaches: its values are the lower end, the point and the upper end. A figure that is not known is a gap. */
export function RangePoints({ ticks, ...frame }: RangePointsProps) {
  const { columns, series, height } = frame;
  const [least = 0, most = 1] = [ticks[0], ticks.at(-1)];
  return (
    <ChartFrame {...frame} isStack={false} tickLabels={ticks.map(String)}>
      {(box, width) => {
        const y = (value: number) => box.top + box.height * (1 - (value - least) / (most - least));
        const thin = Math.min(8, Math.max(1.5, box.band * 0.4));
        return (
          <div className="chart-plot" aria-hidden="true">
            <svg width={width} height={height}>
              {ticks.map((tick) => (
                <g key={tick}>
                  <line x1={box.left} x2={width - plotMargin.right} y1={y(tick)} y2={y(tick)} stroke={tick === least ? 'var(--line-strong)' : 'var(--line)'} shapeRendering="crispEdges" />
                  <text x={box.left - 8} y={y(tick)} textAnchor="end" dominantBaseline="central" fill="var(--faint)" fontSize="var(--type-tiny)">
                    {tick}
                  </text>
                </g>
              ))}
              {namedColumns(columns.map(({ name }) => name), box.band).map((index) => (
                <text key={index} x={box.left + (index + 0.5) * box.band} y={height - 5} textAnchor="middle" fill="var(--faint)" fontSize="var(--type-tiny)">
                  {columns[index]?.name}
                </text>
              ))}
              {columns.map(({ key, values: [low = null, point = null, high = null] }, index) => {
                if (low === null || point === null || high === null) return null;
                const x = box.left + (index + 0.5) * box.band;
                return (
                  <g key={key}>
                    <line x1={x} x2={x} y1={y(high)} y2={y(low)} stroke={series[0]?.hue} strokeWidth={thin} strokeOpacity={0.45} />
                    <circle cx={x} cy={y(point)} r={Math.max(2, thin / 2 + 0.5)} fill="var(--text)" />
                  </g>
                );
              })}
            </svg>
          </div>
        );
      }}
    </ChartFrame>
  );
}
