import { groupLabels } from '../../../domain/attribution/source-label.ts';
import { sourceGroups } from '../../../domain/attribution/source.ts';
import { formatClock } from '../../format/moments.ts';
import { formatShare, formatTokens } from '../../format/quantities.ts';
import type { ChartPoint } from './chart-points.ts';

interface ChartTooltipProps {
  readonly active?: boolean;
  readonly payload?: readonly { readonly payload?: ChartPoint }[];
}

/** The figures of the bar under the pointer. */
export function ChartTooltip({ active = false, payload = [] }: ChartTooltipProps) {
  const point = payload[0]?.payload;
  if (!active || point === undefined) return null;
  return (
    <div className="chart-tooltip">
      <div className="chart-tooltip-head">
        <span className="mono">{formatClock(point.atUs)}</span>
        <strong>{formatTokens(point.total, point.estimated)}</strong>
      </div>
      {sourceGroups.map((group) => {
        const tokens = point.groups[group];
        if (tokens === undefined || tokens === 0) return null;
        return (
          <div key={group} className="chart-tooltip-row" data-group={group}>
            <span className="swatch" />
            {groupLabels[group]}
            <span className="figure">{formatTokens(tokens, point.estimated)}</span>
            <span className="figure dim">{formatShare(tokens / point.total)}</span>
          </div>
        );
      })}
    </div>
  );
}
