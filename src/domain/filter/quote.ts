/** A text in quotation marks, so that nothing in it separates or is a word of the language. */
export function quoted(text: string): string {
  return `"${text.replaceAll(/[\\"]/g, String.raw`\$&`)}"`;
}

/** A value as it is where nothing in it separates, or else in quotation marks. */
export function quotedIfNeeded(text: string): string {
  return /^[^\s",]+$/u.test(text) ? text : quoted(text);
}
