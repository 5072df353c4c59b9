import { visibleText } from '../visible-text.tsx';
import { columnTotal, type ChartColumn, type ChartSeries } from './chart-data.ts';
import { ChartSwatch } from './chart-swatch.tsx';

interface ChartTipProps {
  readonly column: ChartColumn;
  readonly series: readonly ChartSeries[];
  readonly format: (value: number | null) => string;
  /** Whether the series add up to a whole. */
  readonly isStack: boolean;
}

// A tip of more lines would be higher than the chart.
const mostLines = 12;

/** The figures of one column, as exactly as they are known, in the order of the stack as it is seen. */
export function ChartTip({ column, series, format, isStack }: ChartTipProps) {
  const total = columnTotal(column);
  const lines = series
    .flatMap((each, index) => {
      const value = column.values[index] ?? null;
      return isStack && (value === null || value === 0) ? [] : [{ each, index, value }];
    })
    .toReversed();
  return (
    <>
      <div className="chart-tip-head">
        <strong>{column.title}</strong>
        {isStack && <strong className="figure">{format(total)}</strong>}
      </div>
      {series.length > 0 && (!isStack || lines.length > 0) && (
        <div className="chart-tip-lines">
          {lines.slice(0, mostLines).map(({ each, index, value }) => (
            <div key={each.key} className="chart-tip-line">
              <ChartSwatch series={each} index={index} />
              <span className="chart-tip-name">{visibleText(each.name)}</span>
              <span className="figure">{format(value)}</span>
            </div>
          ))}
        </div>
      )}
      {column.notes?.map((note) => <p key={note} className="chart-tip-note">{note}</p>)}
    </>
  );
}

/** The same in words, for screen readers. */
export function tipWords({ column, series, format, isStack }: ChartTipProps): string {
  const figures = series.flatMap((each, index) => {
    const value = column.values[index] ?? null;
    return isStack && (value === null || value === 0) ? [] : [`${each.name} ${format(value)}`];
  });
  const whole = isStack ? [format(columnTotal(column))] : [];
  return [`${column.title}: ${[...whole, ...figures.slice(0, mostLines)].join(', ')}`, ...(column.notes ?? [])].join('. ');
}
