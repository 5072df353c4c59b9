/** What a surface is drawn with besides its colour. Where the system allows only its own few colours, each series has one of these. */
export const textures = ['plain', 'rising', 'falling', 'dots', 'level', 'upright', 'grid', 'open'] as const;
export type Texture = (typeof textures)[number];

/** One of the things that a chart tells apart. The order of series is that of the legend, and of a stack from the bottom up. */
export interface ChartSeries {
  readonly key: string;
  readonly name: string;
  /** A colour of the theme, as `var(--group-mcp)`. */
  readonly hue: string;
  /** Drawn over the colour, where colours are not told apart by their meaning. */
  readonly texture: Texture;
}

/** One place on the horizontal axis, as a day. */
export interface ChartColumn {
  readonly key: string;
  /** The few characters below the axis. */
  readonly name: string;
  /** The whole of its name, for the tooltip and for screen readers. */
  readonly title: string;
  /** In the order of the series; null where the figure is not known. */
  readonly values: readonly (number | null)[];
  /** What else is to be known of it, a sentence each. */
  readonly notes?: readonly string[];
}

/** The known figures of a column added up; null when none is known. */
export function columnTotal({ values }: ChartColumn): number | null {
  return values.reduce<number | null>((sum, value) => (value === null ? sum : (sum ?? 0) + value), null);
}

// One colour in steps and textures: the hues of the groups mean the groups, everywhere.
const steps: readonly { readonly hue: string; readonly texture: Texture }[] = [
  { hue: 'var(--series-1)', texture: 'plain' },
  { hue: 'var(--series-2)', texture: 'rising' },
  { hue: 'var(--series-3)', texture: 'plain' },
  { hue: 'var(--series-4)', texture: 'falling' },
  { hue: 'var(--series-5)', texture: 'plain' },
];

/** How the series of a ranked dimension look, the largest first. After the fifth they repeat: put the rest into one. */
export function seriesLook(index: number): { readonly hue: string; readonly texture: Texture } {
  return steps[index % steps.length] ?? restLook;
}

/** How all that has no series of its own looks. */
export const restLook: { readonly hue: string; readonly texture: Texture } = { hue: 'var(--series-rest)', texture: 'level' };

/** Series and columns without what is switched off. */
export function withoutSeries(series: readonly ChartSeries[], columns: readonly ChartColumn[], off: ReadonlySet<string>) {
  if (off.size === 0) return { series, columns };
  const kept = series.map(({ key }) => !off.has(key));
  return {
    series: series.filter((_, index) => kept[index]),
    columns: columns.map((column) => ({ ...column, values: column.values.filter((_, index) => kept[index]) })),
  };
}
