import { lazy, Suspense, useState, type ReactNode } from 'react';
import { useElementSize } from '../use-element-size.ts';
import { useChartCursor } from './use-chart-cursor.ts';
import './charts.css';

export interface RankedBar {
  readonly key: string;
  readonly name: string;
  /** The name as it is shown, where that is more than its characters. */
  readonly face?: ReactNode;
  /** Null where it is not known: no bar, and the format's sign of that. */
  readonly value: number | null;
  readonly hue: string;
  readonly notes?: readonly string[];
}

interface RankedBarsProps {
  /** What the chart shows: its name for screen readers. */
  readonly label: string;
  /** The largest first. */
  readonly bars: readonly RankedBar[];
  /** At the end of a bar, short. */
  readonly format: (value: number | null) => string;
  readonly formatExact: (value: number | null) => string;
  readonly empty: string;
  readonly onChoose?: (bar: RankedBar) => void;
}

const RankedPlot = lazy(async () => ({ default: (await import('./ranked-plot.tsx')).RankedPlot }));

/** One row of the chart, as one of a list. */
export const rankedRowPx = 24;

/** Bars that lie, the longest on top, each with its name before and its figure behind it. The arrows go through them and say their figures. */
export function RankedBars({ label, bars, format, formatExact, empty, onChoose }: RankedBarsProps) {
  const [plot, setPlot] = useState<HTMLElement | null>(null);
  const { width } = useElementSize(plot);
  const indexAt = (_x: number, y: number) => {
    const index = Math.floor(y / rankedRowPx);
    return index >= 0 && index < bars.length ? index : null;
  };
  const chooseAt = (index: number) => {
    const bar = bars[index];
    if (bar !== undefined) onChoose?.(bar);
  };
  const { at, handlers } = useChartCursor({ count: bars.length, indexAt, orientation: 'vertical', onChoose: onChoose === undefined ? undefined : chooseAt, onSelect: undefined });
  const bar = at === null ? undefined : bars[at];
  const said = bar ?? bars[0];
  if (bars.length === 0) return <p className="chart-none">{empty}</p>;
  return (
    <div
      className="ranked-bars"
      role="slider"
      tabIndex={0}
      aria-label={label}
      aria-orientation="vertical"
      aria-valuemin={1}
      aria-valuemax={bars.length}
      aria-valuenow={(at ?? 0) + 1}
      aria-valuetext={said === undefined ? empty : [`${said.name}: ${formatExact(said.value)}`, ...(said.notes ?? [])].join('. ')}
      data-pressable={onChoose !== undefined || undefined}
      {...handlers}
    >
      {at !== null && <div className="chart-cursor ranked-cursor" style={{ top: at * rankedRowPx, height: rankedRowPx }} />}
      <div className="ranked-names" aria-hidden="true">
        {bars.map((each) => (
          <div key={each.key} className="ranked-name">{each.face ?? each.name}</div>
        ))}
      </div>
      <div className="ranked-plot" ref={setPlot} aria-hidden="true" style={{ height: bars.length * rankedRowPx }}>
        {width > 0 && <Suspense fallback={null}><RankedPlot bars={bars} width={width} /></Suspense>}
      </div>
      <div className="ranked-values" aria-hidden="true">
        {bars.map((each) => (
          <div key={each.key} className="ranked-value figure">{format(each.value)}</div>
        ))}
      </div>
      {bar !== undefined && at !== null && (
        <div className="chart-tip ranked-tip" aria-hidden="true" style={{ top: (at + 1) * rankedRowPx + 2 }}>
          <div className="chart-tip-head">
            <strong className="ranked-tip-name">{bar.face ?? bar.name}</strong>
            <strong className="figure">{formatExact(bar.value)}</strong>
          </div>
          {bar.notes?.map((note) => <p key={note} className="chart-tip-note">{note}</p>)}
        </div>
      )}
    </div>
  );
}
