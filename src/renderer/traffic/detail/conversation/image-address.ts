/** Larger images are not shown here: their data would be held as text several times over. */
export const mostImageBytes = 8_000_000;

/** Pictures of dots alone: an SVG is a document, with addresses of its own. */
const shownTypes: ReadonlySet<string> = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp']);

/** The address by which an `img` shows this data; null for what it shall not show. `json` is base64 as it stands in a JSON string. */
export function imageAddress(mediaType: string | null, json: string): string | null {
  if (mediaType === null || !shownTypes.has(mediaType)) return null;
  const base64 = json.replaceAll('\\/', '/');
  return /^[A-Za-z0-9+/]+={0,2}$/.test(base64) ? `data:${mediaType};base64,${base64}` : null;
}
