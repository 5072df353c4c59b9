import { useState, type ReactNode } from 'react';
import { useElementSize } from '../use-element-size.ts';
import { ChartTip, tipWords } from './chart-tip.tsx';
import type { ChartColumn, ChartSeries } from './chart-data.ts';
import { plotBox, type PlotBox } from './plot-box.ts';
import { useChartCursor } from './use-chart-cursor.ts';
import './charts.css';

export interface ChartFrameProps {
  /** What the chart shows: its name for screen readers. */
  readonly label: string;
  readonly series: readonly ChartSeries[];
  readonly columns: readonly ChartColumn[];
  /** The exact figure with its unit. */
  readonly format: (value: number | null) => string;
  /** In CSS pixels. */
  readonly height: number;
  /** Said where there is nothing to draw. */
  readonly empty: string;
  readonly onChoose?: (index: number) => void;
  readonly onSelect?: (from: number, to: number) => void;
}

interface FrameProps extends ChartFrameProps {
  readonly isStack: boolean;
  readonly tickLabels: readonly string[];
  readonly children: (box: PlotBox, width: number) => ReactNode;
}

/**
 * What charts of columns have in common: one control for the keys (a slider whose value is the column, so that every screen reader passes
 * on the arrows and says the figures), the band under the pointer, a range being dragged, and the figures of the column.
 */
export function ChartFrame({ label, series, columns, format, height, empty, onChoose, onSelect, isStack, tickLabels, children }: FrameProps) {
  const [frame, setFrame] = useState<HTMLElement | null>(null);
  const { width } = useElementSize(frame);
  const box = plotBox(width, height, columns.length, tickLabels);
  const indexAt = (x: number) => {
    const index = Math.floor((x - box.left) / box.band);
    return columns.length === 0 || x < box.left - 6 || index > columns.length ? null : Math.min(columns.length - 1, Math.max(0, index));
  };
  const { at, range, handlers } = useChartCursor({ count: columns.length, indexAt, orientation: 'horizontal', onChoose, onSelect });
  const column = at === null ? undefined : columns[at];
  const words = (of: ChartColumn) => tipWords({ column: of, series, format, isStack });
  const said = column ?? columns.at(-1);
  const hasFigures = columns.some(({ values }) => values.some((value) => value !== null && value !== 0));
  return (
    <div
      ref={setFrame}
      className="chart"
      style={{ height }}
      role="slider"
      tabIndex={0}
      aria-label={label}
      aria-orientation="horizontal"
      aria-valuemin={1}
      aria-valuemax={Math.max(1, columns.length)}
      aria-valuenow={(at ?? columns.length - 1) + 1}
      aria-valuetext={said === undefined || !hasFigures ? empty : range === null ? words(said) : `${columns[range[0]]?.title ?? ''} to ${columns[range[1]]?.title ?? ''}. Enter shows this range`}
      data-pressable={onChoose !== undefined || undefined}
      {...handlers}
    >
      {width > 0 && (
        <>
          {at !== null && range === null && <div className="chart-cursor" style={{ left: box.left + at * box.band, width: box.band, top: box.top, height: box.height }} />}
          {range !== null && (
            <div className="chart-range" style={{ left: box.left + range[0] * box.band, width: (range[1] - range[0] + 1) * box.band, top: box.top, height: box.height }} />
          )}
          {children(box, width)}
          {!hasFigures && <p className="chart-empty">{empty}</p>}
          {column !== undefined && hasFigures && at !== null && (
            <div className="chart-tip" aria-hidden="true" style={tipPlace(box, at, width)}>
              {range === null ? <ChartTip column={column} series={series} format={format} isStack={isStack} /> : <strong>{`${columns[range[0]]?.title ?? ''} – ${columns[range[1]]?.title ?? ''}`}</strong>}
            </div>
          )}
        </>
      )}
    </div>
  );
}

/** Beside the column, on the side where there is more room. */
function tipPlace({ left, band }: PlotBox, at: number, width: number) {
  const start = left + at * band;
  return start + band / 2 > width / 2 ? { right: width - start + 8 } : { left: start + band + 8 };
}
