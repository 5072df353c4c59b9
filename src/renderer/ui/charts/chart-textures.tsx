import { textures, type ChartSeries, type Texture } from './chart-data.ts';

interface ChartTexturesProps {
  readonly id: string;
  readonly series: readonly ChartSeries[];
  /** Which of the chart's series the first of these is. */
  readonly from?: number;
}

/** The surfaces of a chart's series. Those without a texture of their own have one all the same where the system allows only its own colours. */
export function ChartTextures({ id, series, from = 0 }: ChartTexturesProps) {
  return (
    <defs>
      {series.map(({ key, hue, texture }, index) => (
        <pattern key={key} id={surfaceId(id, index)} width={6} height={6} patternUnits="userSpaceOnUse">
          <rect className="chart-ground" width={6} height={6} fill={hue} />
          <path className={texture === 'plain' ? 'chart-mark chart-mark-spare' : 'chart-mark'} d={marks[texture === 'plain' ? (textures[(from + index) % textures.length] ?? 'plain') : texture]} />
        </pattern>
      ))}
    </defs>
  );
}

export function surfaceId(id: string, index: number): string {
  return `${id}-${index}`;
}

/** The lines of each texture, in a tile of six pixels that goes on seamlessly. */
const marks: Readonly<Record<Texture, string>> = {
  plain: 'M0 0H6V6H0Z',
  rising: 'M-1 1L1 -1M0 6L6 0M5 7L7 5',
  falling: 'M-1 5L1 7M0 0L6 6M5 -1L7 1',
  dots: 'M1 1.5H2.5M4 4.5H5.5',
  level: 'M0 1.5H6M0 4.5H6',
  upright: 'M1.5 0V6M4.5 0V6',
  grid: 'M0 3H6M3 0V6',
  open: '',
};
