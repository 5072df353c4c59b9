// What is given up first when the window is narrow; the rest is reached by scrolling sideways.
const givenUp: readonly { readonly below: number; readonly column: string }[] = [
  { below: 1010, column: 'first-token' },
  { below: 920, column: 'model' },
  { below: 830, column: 'output' },
  { below: 780, column: 'waterfall' },
  { below: 700, column: 'agent' },
];

/** Which columns a timeline of this width leaves out. */
export function columnVisibilityAt(widthPx: number): Record<string, boolean> {
  return Object.fromEntries(givenUp.map(({ below, column: name }) => [name, widthPx === 0 || widthPx >= below]));
}

/** The width of a column as CSS. The waterfall takes what is left, and without it the kind does. */
export function columnWidth(id: string, sizePx: number, hasWaterfall: boolean): string {
  if (id === 'waterfall') return 'minmax(110px, 1fr)';
  return id === 'kind' && !hasWaterfall ? `minmax(${sizePx}px, 1fr)` : `${sizePx}px`;
}
