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

/** An argument as Windows programs take a command line apart (the rules of CommandLineToArgvW): what may hold quotes, and end in backslashes. */
export function quoteWindowsArgument(argument: string): string {
  if (/^[^\s"]+$/.test(argument)) return argument;
  return `"${argument.replaceAll(/(\\*)"/g, String.raw`$1$1\"`).replace(/\\+$/, '$&$&')}"`;
}

/** An argument of an Exec line as the Desktop Entry Specification reads it back: its quoting, its field codes, and then the escapes of every string in such a file. */
export function quoteDesktopEntry(argument: string): string {
  const literal = argument.replaceAll('%', '%%');
  const quoted = /^[\w@+=:,./%-]+$/.test(literal) ? literal : `"${literal.replaceAll(/["`$\\]/g, String.raw`\$&`)}"`;
  return quoted.replaceAll('\\', String.raw`\\`).replaceAll('\n', String.raw`\n`).replaceAll('\t', String.raw`\t`).replaceAll('\r', String.raw`\r`);
}
