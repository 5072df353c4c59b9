import { useMemo } from 'react';
import { Bar, BarChart, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import type { ExchangeRow } from '../../contract/exchange-view.ts';
import { formatCompact, formatCounted } from '../format/quantities.ts';
import { groupNames, groupsInOrder } from '../theme/group-names.ts';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { ChartTable } from './chart-table.tsx';
import { ChartTooltip } from './chart-tooltip.tsx';
import { chartPoints, type ChartPoint } from './chart-points.ts';
import './token-chart.css';

interface TokenChartProps {
  readonly rows: readonly ExchangeRow[];
  readonly shown: boolean;
  readonly onShow: (shown: boolean) => void;
  readonly onChoose: (id: string) => void;
}

/** The input tokens of the latest prompts, oldest first, stacked by where they came from. Pressing a bar opens its request. */
export function TokenChart({ rows, shown, onShow, onChoose }: TokenChartProps) {
  const points = useMemo(() => chartPoints(rows), [rows]);
  const last = points.at(-1);
  return (
    <section className="token-chart" aria-labelledby="token-chart-title">
      <div className="token-chart-head">
        <Button look="quiet" onPress={() => onShow(!shown)} label={shown ? 'Fold the chart' : 'Unfold the chart'}>
          <Icon name={shown ? 'down' : 'right'} size={10} />
        </Button>
        <h2 id="token-chart-title" className="token-chart-title">
          Input tokens by source
        </h2>
        {shown && points.length > 0 && <ChartLegend points={points} />}
        <span className="token-chart-sum dim">
          {last === undefined ? 'none analysed yet' : `${formatCounted(points.length, 'prompt')}, the last ${formatCompact(last.total)}`}
        </span>
      </div>
      {shown && points.length > 0 && (
        <>
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
              </BarChart>
            </ResponsiveContainer>
          </div>
          <ChartTable points={points} />
        </>
      )}
    </section>
  );
}

function ChartLegend({ points }: { readonly points: readonly ChartPoint[] }) {
  const present = groupsInOrder.filter((group) => points.some((point) => (point.groups[group] ?? 0) > 0));
  return (
    <ul className="token-chart-legend" aria-label="Groups">
      {present.map((group) => (
        <li key={group} data-group={group}>
          <span className="swatch" aria-hidden="true" />
          {groupNames[group]}
        </li>
      ))}
    </ul>
  );
}

