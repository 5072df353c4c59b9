import { memo } from 'react';
import { groupLabels } from '../../../domain/attribution/source-label.ts';
import { sourceGroups } from '../../../domain/attribution/source.ts';
import { formatClock } from '../../format/moments.ts';
import { formatTokens } from '../../format/quantities.ts';
import { samePoints, type ChartPoint } from './chart-points.ts';

/** The chart as a table, for screen readers. */
export const ChartTable = memo(DrawnTable, (before, after) => samePoints(before.points, after.points));

function DrawnTable({ points }: { readonly points: readonly ChartPoint[] }) {
  return (
    <div className="for-screen-readers">
      <table>
        <caption>Input tokens by source, one prompt a row, oldest first</caption>
        <thead>
          <tr>
            <th scope="col">Time</th>
            <th scope="col">All</th>
            {sourceGroups.map((group) => (
              <th key={group} scope="col">
                {groupLabels[group]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {points.map((point) => (
            <tr key={point.id}>
              <th scope="row">{formatClock(point.atUs)}</th>
              <td>{formatTokens(point.total, point.estimated)}</td>
              {sourceGroups.map((group) => (
                <td key={group}>{formatTokens(point.groups[group] ?? null, point.estimated)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
