/** A part of a bar that is not empty, in whole pixels from the top. */
export interface StackPart {
  /** Which of the values it is of. */
  readonly index: number;
  readonly y: number;
  readonly height: number;
}

/**
 * Cuts a bar that stands on `bottom` into parts in proportion to its values, from the bottom up. Borders lie on whole pixels; what would
 * be less than one is left out, but what is something at all has one pixel.
 */
export function stackParts(values: readonly (number | null)[], bottom: number, height: number): readonly StackPart[] {
  const total = values.reduce<number>((sum, value) => sum + Math.max(0, value ?? 0), 0);
  if (!(total > 0)) return [];
  const tall = Math.max(1, height);
  const parts: StackPart[] = [];
  let below = 0;
  values.forEach((value, index) => {
    const lower = Math.round(bottom - (below / total) * tall);
    below += Math.max(0, value ?? 0);
    const upper = Math.round(bottom - (below / total) * tall);
    if (upper < lower) parts.push({ index, y: upper, height: lower - upper });
  });
  return parts;
}
