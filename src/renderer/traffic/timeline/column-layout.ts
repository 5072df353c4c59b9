// What is given up first when the window is narrow: each where it and what is given up later no longer fit side by side.
const givenUp: readonly { readonly below: number; readonly column: string }[] = [
  { below: 1062, column: 'first-token' },
  { below: 978, column: 'model' },
  { below: 886, column: 'output' },
  { below: 824, column: 'waterfall' },
  { below: 714, column: 'agent' },
];

export const narrowestWaterfallPx = 110;

/** Which columns a timeline of this width leaves out. */
export function columnVisibilityAt(widthPx: number): Record<string, boolean> {
  return Object.fromEntries(givenUp.map(({ below, column: name }) => [name, widthPx === 0 || widthPx >= below]));
}

/** The width of a column as CSS. The waterfall takes what is left, and without it the kind does. */
export function columnWidth(id: string, sizePx: number, hasWaterfall: boolean): string {
  if (id === 'waterfall') return `minmax(${narrowestWaterfallPx}px, 1fr)`;
  return id === 'kind' && !hasWaterfall ? `minmax(${sizePx}px, 1fr)` : `${sizePx}px`;
}
