/** Longer ones would fill the sentence that they stand in. */
const longestName = 60;
const longestExcerpt = 90;

/** A captured name as it is, in quotation marks, its end cut off where it is too long. */
export function named(name: string): string {
  return `“${cutEnd(name, longestName)}”`;
}

/** A path in quotation marks: of a long one the end, which tells files apart. */
export function pathNamed(path: string): string {
  const signs = Array.from(path.slice(-2 * longestName));
  const isWhole = path.length <= 2 * longestName && signs.length <= longestName;
  return `“${isWhole ? path : `…${signs.slice(-(longestName - 1)).join('')}`}”`;
}

/** The beginning of a captured text on one line, in quotation marks. */
export function excerptOf(text: string): string {
  return `“${cutEnd(text.slice(0, 4 * longestExcerpt).replaceAll(/\s+/g, ' ').trim(), longestExcerpt)}”`;
}

/** Cut between signs, never within one. */
function cutEnd(text: string, most: number): string {
  const signs = Array.from(text.slice(0, 2 * most + 2));
  return signs.length <= most && text.length <= 2 * most + 2 ? text : `${signs.slice(0, most - 1).join('')}…`;
}
