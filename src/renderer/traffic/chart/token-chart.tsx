import { lazy, Suspense, useCallback, useMemo, useState } from 'react';
import type { ExchangeRow } from '../../../contract/exchange-view.ts';
import { groupLabels } from '../../../domain/attribution/source-label.ts';
import { sourceGroups } from '../../../domain/attribution/source.ts';
import { formatCompact, formatCounted } from '../../format/quantities.ts';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { useElementSize } from '../../ui/use-element-size.ts';
import { chartPoints, type ChartPoint } from './chart-points.ts';
import { ChosenPrompt } from './chart-stack.tsx';
import { ChartTable } from './chart-table.tsx';
import { isAside, isConnection } from '../../format/row-facts.ts';
import './token-chart.css';

interface TokenChartProps {
  readonly rows: readonly ExchangeRow[];
  readonly shown: boolean;
  readonly onShow: (shown: boolean) => void;
  readonly chosen: string | null;
  readonly onChoose: (id: string) => void;
}

// The library that draws it is a quarter of the window's code: the rows do not wait for that.
const ChartPlot = lazy(async () => ({ default: (await import('./chart-plot.tsx')).ChartPlot }));

// Below this, what it takes is more than it leaves for the rows.
const lowPx = 390;

/** The input tokens of the latest prompts, oldest first, stacked by where they came from. Pressing a bar opens its request. Where there is little room it is folded until it is asked for. */
export function TokenChart({ rows, shown: isWanted, onShow, chosen, onChoose }: TokenChartProps) {
  const [frame, setFrame] = useState<HTMLElement | null>(null);
  const measureFrame = useCallback((section: HTMLElement | null) => setFrame(section?.parentElement ?? null), []);
  const { height } = useElementSize(frame);
  const [isAskedFor, setAskedFor] = useState(false);
  const isLow = height > 0 && height < lowPx;
  const shown = isWanted && (!isLow || isAskedFor);
  const turn = () => {
    setAskedFor(isLow && !shown);
    if (!isLow || !isWanted) onShow(!shown);
  };
  const points = useMemo(() => chartPoints(rows), [rows]);
  const latest = points.at(-1);
  return (
    <section className="token-chart" ref={measureFrame} aria-labelledby="token-chart-title">
      <div className="token-chart-head">
        <Button look="quiet" onPress={turn} label={shown ? 'Fold the chart' : 'Unfold the chart'}>
          <Icon name={shown ? 'down' : 'right'} size={10} />
        </Button>
        <h2 id="token-chart-title" className="token-chart-title">
          Input tokens by source
        </h2>
        {shown && points.length > 0 && <ChartLegend points={points} />}
        <span className="token-chart-sum dim">
          {latest === undefined
            ? withoutPoints(rows)
            : <><span className="token-chart-count">{formatCounted(points.length, 'prompt')}, the latest at the right · </span>latest {formatCompact(latest.total)}</>}
        </span>
      </div>
      {shown && points.length > 0 && (
        <>
          <ChosenPrompt value={chosen}>
            <Suspense fallback={<div className="token-chart-plot" />}>
              <ChartPlot points={points} onChoose={onChoose} />
            </Suspense>
          </ChosenPrompt>
          <ChartTable points={points} />
        </>
      )}
    </section>
  );
}

function withoutPoints(rows: readonly ExchangeRow[]): string {
  return rows.every((row) => isAside(row) || isConnection(row)) ? 'no prompts' : 'none analysed yet';
}

function ChartLegend({ points }: { readonly points: readonly ChartPoint[] }) {
  const present = sourceGroups.filter((group) => points.some((point) => (point.groups[group] ?? 0) > 0));
  return (
    <ul className="token-chart-legend" aria-label="Groups">
      {present.map((group) => (
        <li key={group} data-group={group}>
          <span className="swatch" aria-hidden="true" />
          {groupLabels[group]}
        </li>
      ))}
    </ul>
  );
}
