/** Nobody writes values as deep as this; the engine's own writer calls itself for each level, and has no room for some thousand. */
export const deepestWritten = 200;

/** Writes a parsed value as JSON, however deep it is: what is deeper than `deepestWritten` levels is written as "…". */
export function boundedJson(value: unknown): string {
  return JSON.stringify(isDeeper(value, deepestWritten) ? cutBelow(value, deepestWritten) : value);
}

/** Whether arrays and objects stand in each other more than `levels` deep. */
export function isDeeper(value: unknown, levels: number): boolean {
  let holders = [value].filter(isHolder);
  for (let depth = 1; holders.length > 0; depth += 1) {
    if (depth > levels) return true;
    holders = holders.flatMap((holder) => Object.values(holder).filter(isHolder));
  }
  return false;
}

function cutBelow(value: unknown, levels: number): unknown {
  if (!isHolder(value)) return value;
  if (levels === 0) return '…';
  if (Array.isArray(value)) return value.map((item) => cutBelow(item, levels - 1));
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, cutBelow(item, levels - 1)]));
}

function isHolder(value: unknown): value is Record<string, unknown> | unknown[] {
  return typeof value === 'object' && value !== null;
}
