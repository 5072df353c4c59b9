/** A word as POSIX shells read it back exactly. */
export function quotePosix(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}

/** A word as fish reads it back exactly: inside single quotes it knows two escapes, of the quote and of the backslash. */
export function quoteFish(word: string): string {
  return /^[\w@+=:,./-]+$/.test(word) ? word : `'${word.replaceAll('\\', '\\\\').replaceAll("'", String.raw`\'`)}'`;
}

/** A string as PowerShell reads it back exactly. It takes the typographic quotes for quotes as well. */
export function quotePowerShell(word: string): string {
  return `'${word.replace(/['‘’‚‛]/g, '$&$&')}'`;
}

/** A word as Windows programs read it back from a command line typed in cmd or PowerShell. A path there cannot hold a quote. */
export function quoteWindows(word: string): string {
  return `"${word}"`;
}
