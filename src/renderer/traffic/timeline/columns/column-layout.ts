import { factsOf, type ColumnId } from './column-facts.ts';
import type { ColumnChoice } from './column-choice.ts';

/** What is given up first when the window is narrow. What the user has asked for stays: the table scrolls sideways then. */
const givenUp: readonly ColumnId[] = ['first-token', 'model', 'rating', 'output', 'waterfall', 'total', 'agent'];

/** Room for the button at the right end of the head. */
export const headButtonPx = 24;
const narrowestPx = 44;
const widestPx = 600;

/** The columns that are shown in a timeline of this width (0: not measured yet), in their order. */
export function visibleColumns(choice: ColumnChoice, widthPx: number): readonly ColumnId[] {
  const wanted = choice.order.filter((id) => isWanted(choice, id));
  const dropped = new Set<ColumnId>();
  let sumPx = wanted.reduce((sum, id) => sum + widthOf(choice, id), headButtonPx);
  for (const id of givenUp) {
    if (widthPx === 0 || sumPx <= widthPx) break;
    if (!wanted.includes(id) || choice.shown[id] === true) continue;
    dropped.add(id);
    sumPx -= widthOf(choice, id);
  }
  return wanted.filter((id) => !dropped.has(id));
}

/** Whether a column is to be shown, room permitting. */
function isWanted({ shown }: ColumnChoice, id: ColumnId): boolean {
  return shown[id] ?? factsOf(id).isShown;
}

export function widthOf({ widths }: ColumnChoice, id: ColumnId): number {
  return widths[id] ?? factsOf(id).widthPx;
}

export function boundedWidth(widthPx: number): number {
  return Math.round(Math.max(narrowestPx, Math.min(widestPx, widthPx)));
}

/** How wide the columns are at least, all together. */
export function leastWidth(choice: ColumnChoice, visible: readonly ColumnId[]): number {
  return visible.reduce((sum, id) => sum + widthOf(choice, id), headButtonPx);
}

/** The widths as CSS. The waterfall takes what is left, and without it the kind does, or the last column. */
export function gridColumns(choice: ColumnChoice, visible: readonly ColumnId[]): string {
  const growing = (['waterfall', 'kind'] as const).find((id) => visible.includes(id)) ?? visible.at(-1);
  return visible.map((id) => (id === growing ? `minmax(${widthOf(choice, id)}px, 1fr)` : `${widthOf(choice, id)}px`)).join(' ');
}
