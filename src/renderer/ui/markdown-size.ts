/** Longer texts are read as they stand: to take them apart would hold the window up. */
export const mostMarkdownChars = 24_000;

const mostDeep = 24;
const mark = '(?:>|[-*+]|\\d{1,9}[.)])[ \\t]*';
/** Marks that open a level each, at the beginning of a line. No white space may be taken by two of them: the ways to share it out would be tried one by one. */
const nestingLine = new RegExp(`^[ \\t]*(?:${mark}){${mostDeep}}`, 'm');
const levels = new RegExp(mark, 'g');
/** Each line is held against each level that is open. */
const mostLevelsOfLines = 12_000;
/** A row of a table has as many cells as its head, whatever is written in it. */
const mostCells = 12_000;
/** Signs that pair with others, where thousands of them are looked for each other. */
const mostPairing = 2000;

export type NoMarkdown = 'too-long' | 'too-nested' | 'too-large-table';

/** Why a text is not shown as Markdown, though it is asked for; null where it can be. */
export function whyNoMarkdown(text: string): NoMarkdown | null {
  if (text.length > mostMarkdownChars) return 'too-long';
  if (nestingLine.test(text)) return 'too-nested';
  let pairing = 0;
  for (const character of text) if ('[]*_`<~'.includes(character)) pairing += 1;
  if (pairing > mostPairing) return 'too-nested';
  const lines = text.split(/\r\n?|\n/);
  const deepest = lines.reduce((most, line) => Math.max(most, levelsOf(line)), 0);
  if (deepest > 1 && deepest * lines.length > mostLevelsOfLines) return 'too-nested';
  const widest = lines.reduce((most, line) => Math.max(most, columnsOf(line)), 0);
  return widest > 1 && widest * lines.length > mostCells ? 'too-large-table' : null;
}

function levelsOf(line: string): number {
  const [opening = ''] = /^[ \t>*+\-\d.)]*/.exec(line) ?? [];
  return opening.match(levels)?.length ?? 0;
}

/** How many columns a line says a table has, if it is the one below a head. */
function columnsOf(line: string): number {
  return /^[ \t>*+\-\d.)|:]*$/.test(line) && line.includes('-') ? line.split('|').length : 0;
}
