import { createContext, use } from 'react';
import { sourceGroups } from '../../../domain/attribution/source.ts';
import { stackParts } from '../../ui/charts/stack-parts.ts';
import type { ChartPoint } from './chart-points.ts';

interface ChartStackProps {
  readonly point: ChartPoint | undefined;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The prompt that is open. A context, so that opening another draws a frame and not all bars anew. */
export const ChosenPrompt = createContext<string | null>(null);

/** One prompt's bar, cut into its groups from the bottom up; the one that is open has a frame. */
export function ChartStack({ point, x, y, width, height }: ChartStackProps) {
  if (point === undefined || point.total === 0 || width <= 0) return null;
  const parts = stackParts(sourceGroups.map((group) => point.groups[group] ?? 0), y + height, height);
  return (
    <g>
      {parts.map(({ index, y: top, height: tall }) => (
        <rect key={index} x={x} y={top} width={width} height={tall} fill={`var(--group-${sourceGroups[index] ?? 'other'})`} />
      ))}
      <ChosenFrame id={point.id} x={x - 1} y={y - 1.5} width={width + 2} height={height + 1.5} />
    </g>
  );
}

function ChosenFrame({ id, ...place }: { readonly id: string; readonly x: number; readonly y: number; readonly width: number; readonly height: number }) {
  return use(ChosenPrompt) === id && <rect {...place} className="chart-chosen" />;
}
