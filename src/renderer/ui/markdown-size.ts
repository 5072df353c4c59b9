/** Longer texts are read as they stand: to take them apart would hold the window up. */
export const mostMarkdownChars = 24_000;

const mostDeep = 24;
/** Marks that open a level each, at the beginning of a line. */
const nestingLine = new RegExp(`^(?:[ \\t]*(?:>|[-*+]|\\d{1,9}[.)])[ \\t]*){${mostDeep}}`, 'm');
/** Signs that pair with others, where thousands of them are looked for each other. */
const mostPairing = 2000;

/** Why a text is not shown as Markdown, though it is asked for; null where it can be. */
export function whyNoMarkdown(text: string): 'too-long' | 'too-nested' | null {
  if (text.length > mostMarkdownChars) return 'too-long';
  if (nestingLine.test(text)) return 'too-nested';
  let pairing = 0;
  for (const character of text) if ('[]*_`<~'.includes(character)) pairing += 1;
  return pairing > mostPairing ? 'too-nested' : null;
}
