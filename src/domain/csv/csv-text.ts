export type CsvCell = string | number | boolean | null;

/**
 * Lines as CSV (RFC 4180), what is not known empty. A text that a spreadsheet would take for a formula begins with an apostrophe: it may be
 * anybody's. The full-width signs are taken for one too.
 */
export function csvText(lines: readonly (readonly CsvCell[])[]): string {
  return lines.map((cells) => cells.map(csvCell).join(',')).join('\r\n');
}

function csvCell(value: CsvCell): string {
  if (value === null) return '';
  if (typeof value !== 'string') return String(value);
  const text = /^[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/.test(value) ? `'${value}` : value;
  return /[",;\t\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
