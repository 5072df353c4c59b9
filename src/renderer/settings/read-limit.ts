/** The limit that a text states, a whole number from 0 (none) to `most`; null where it states none. */
export function readLimit(text: string, most: number): number | null {
  const trimmed = text.trim();
  if (!/^\d{1,9}$/.test(trimmed)) return null;
  const limit = Number(trimmed);
  return limit <= most ? limit : null;
}
