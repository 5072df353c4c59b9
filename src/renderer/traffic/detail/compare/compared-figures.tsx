import type { ExchangeRow } from '../../../../contract/exchange-view.ts';
import { formatCost, formatCount, formatDurationUs, unknownFigure } from '../../../format/quantities.ts';
import { CostFigure } from '../../row/cost-figure.tsx';
import { firstTokenUs, totalUs } from '../../../format/row-facts.ts';
import { withSign } from './signed.ts';

interface Figure {
  readonly name: string;
  readonly of: (row: ExchangeRow) => number | null;
  readonly format: (figure: number | null) => string;
}

const figures: readonly Figure[] = [
  { name: 'Input tokens', of: ({ promptTokens }) => promptTokens, format: formatCount },
  { name: 'Read from cache', of: ({ usage }) => usage?.cacheReadTokens ?? null, format: formatCount },
  { name: 'Written, 5 min', of: ({ usage }) => usage?.cacheWrite5mTokens ?? null, format: formatCount },
  { name: 'Written, 1 h', of: ({ usage }) => usage?.cacheWrite1hTokens ?? null, format: formatCount },
  { name: 'Not cached', of: ({ usage }) => usage?.inputTokens ?? null, format: formatCount },
  { name: 'Output tokens', of: ({ usage }) => usage?.outputTokens ?? null, format: formatCount },
  { name: 'Cost', of: ({ costMicroUsd }) => costMicroUsd, format: formatCost },
  { name: 'First token', of: firstTokenUs, format: formatDurationUs },
  { name: 'Duration', of: totalUs, format: formatDurationUs },
];

/** Usage, cost and times of both requests side by side. What neither has is left out. */
export function ComparedFigures({ before, after }: { readonly before: ExchangeRow; readonly after: ExchangeRow }) {
  return (
    <section className="compare-part" aria-label="Usage and cost of both">
      <h3 className="compare-title">Usage and cost</h3>
      <table className="compare-table">
        <thead>
          <tr>
            <th scope="col">Figure</th>
            <th scope="col" className="figure">
              Before
            </th>
            <th scope="col" className="figure">
              After
            </th>
            <th scope="col" className="figure">
              Change
            </th>
          </tr>
        </thead>
        <tbody>
          {before.model !== after.model && (
            <tr>
              <th scope="row">Model</th>
              <td className="figure mono">{before.model ?? unknownFigure}</td>
              <td className="figure mono">{after.model ?? unknownFigure}</td>
              <td className="figure">other</td>
            </tr>
          )}
          {figures.map(({ name, of, format }) => {
            const [one, other] = [of(before), of(after)];
            if ((one ?? 0) === 0 && (other ?? 0) === 0) return null;
            return (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td className="figure dim">{name === 'Cost' ? <CostFigure microUsd={one} billing={before.billing} /> : format(one)}</td>
                <td className="figure">{name === 'Cost' ? <CostFigure microUsd={other} billing={after.billing} /> : format(other)}</td>
                <td className="figure">{one === null || other === null ? unknownFigure : withSign(other - one, format)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}
