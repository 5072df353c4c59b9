import { useId } from 'react';
import { ChartTextures, surfaceId } from './chart-textures.tsx';
import type { ChartSeries } from './chart-data.ts';

interface ChartSwatchProps {
  readonly series: ChartSeries;
  /** Which of the chart's series it is. */
  readonly index: number;
}

/** A sample of how a series is drawn. */
export function ChartSwatch({ series, index }: ChartSwatchProps) {
  const id = useId();
  return (
    <svg className="chart-swatch" width={10} height={10} aria-hidden="true">
      <ChartTextures id={id} series={[series]} from={index} />
      <rect className="chart-part" width={10} height={10} rx={2} fill={`url(#${surfaceId(id, 0)})`} />
    </svg>
  );
}
