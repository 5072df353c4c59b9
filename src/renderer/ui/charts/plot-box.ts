/** Where within a chart its bars are, in pixels. */
export interface PlotBox {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  /** The width of one column. */
  readonly band: number;
}

/** Room above for half a label, below for the names of columns, at the right for half a name. */
export const plotMargin = { top: 10, right: 12, bottom: 20 } as const;

// A digit of the axis' type.
const digitPx = 6.2;

/** The box that is left for `columns` columns beside the labels of the vertical axis. */
export function plotBox(width: number, height: number, columns: number, labels: readonly string[]): PlotBox {
  const left = Math.ceil(Math.max(...labels.map(({ length }) => length), 2) * digitPx) + 12;
  const wide = Math.max(0, width - left - plotMargin.right);
  return { left, top: plotMargin.top, width: wide, height: Math.max(0, height - plotMargin.top - plotMargin.bottom), band: columns === 0 ? wide : wide / columns };
}

/** Which columns have their name below the axis: as many as there is room for, at even distances, counted from the last. */
export function namedColumns(names: readonly string[], band: number): readonly number[] {
  const longest = Math.max(...names.map(({ length }) => length), 1) * digitPx + 14;
  const every = Math.max(1, Math.ceil(longest / Math.max(band, 0.1)));
  const named: number[] = [];
  // A name stands in the middle of its column: at the very ends it has half its width at most.
  for (let index = names.length - 1; index >= 0; index -= every) {
    const middle = (index + 0.5) * band;
    if (middle >= longest / 2 - 26 && (names.length - index - 0.5) * band >= longest / 2 - 7 - plotMargin.right) named.unshift(index);
  }
  return named;
}
