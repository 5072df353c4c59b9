import type { ExchangeRow } from '../../../../contract/exchange-view.ts';
import { formatCount, formatDurationUs, unknownFigure } from '../../../format/quantities.ts';
import { visibleText } from '../../../ui/visible-text.tsx';
import { firstTokenUs, shortModel, totalUs } from '../../../format/row-facts.ts';
import { sessionMedians } from './session-medians.ts';

/** How it compares with the middle of the session's requests of the same kind to the same model. Nothing where there are too few. */
export function ModelMedian({ row, rows }: { readonly row: ExchangeRow; readonly rows: readonly ExchangeRow[] }) {
  const medians = sessionMedians(row, rows);
  if (medians === null || row.model === null) return null;
  const lines = [
    ['First token', firstTokenUs(row), medians.firstTokenUs],
    ['Duration', totalUs(row), medians.totalUs],
  ] as const;
  return (
    <table className="timing-table">
      <caption className="for-screen-readers">Compared with the session</caption>
      <thead>
        <tr>
          <th scope="col" title={`The middle of ${formatCount(medians.count)} requests of this session that are of the same kind, went to the same model and were answered`}>
            Compared with {formatCount(medians.count)} like it to {visibleText(shortModel(row.model))}
          </th>
          <th scope="col" className="figure">
            This
          </th>
          <th scope="col" className="figure">
            Median
          </th>
          <th scope="col" className="figure">
            Times
          </th>
        </tr>
      </thead>
      <tbody>
        {lines.map(([name, own, median]) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td className="figure">{formatDurationUs(own)}</td>
            <td className="figure dim">{formatDurationUs(median)}</td>
            <td className="figure">{own === null || median === 0 ? unknownFigure : `${(own / median).toFixed(1)}×`}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
