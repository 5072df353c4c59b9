/** The port that a text names, or null when it names none: 0 (any free one) to 65535. */
export function readPort(text: string): number | null {
  const trimmed = text.trim();
  if (!/^\d{1,5}$/.test(trimmed)) return null;
  const port = Number(trimmed);
  return port <= 65535 ? port : null;
}
