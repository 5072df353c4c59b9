import { createContext, use } from 'react';
import { sourceGroups } from '../../../domain/attribution/source.ts';
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
  const { parts } = sourceGroups.reduce<{ readonly parts: readonly Part[]; readonly below: number }>(
    ({ parts: drawn, below }, group) => {
      const tokens = point.groups[group] ?? 0;
      if (tokens === 0) return { parts: drawn, below };
      const tall = (tokens / point.total) * height;
      return { parts: [...drawn, { group, top: y + height - below - tall, tall }], below: below + tall };
    },
    { parts: [], below: 0 },
  );
  return (
    <g>
      {parts.map(({ group, top, tall }) => (
        <rect key={group} x={x} y={top} width={width} height={tall} fill={`var(--group-${group})`} />
      ))}
      <ChosenFrame id={point.id} x={x - 1} y={y - 1.5} width={width + 2} height={height + 1.5} />
    </g>
  );
}

function ChosenFrame({ id, ...place }: { readonly id: string; readonly x: number; readonly y: number; readonly width: number; readonly height: number }) {
  return use(ChosenPrompt) === id && <rect {...place} className="chart-chosen" />;
}

interface Part {
  readonly group: string;
  readonly top: number;
  readonly tall: number;
}
