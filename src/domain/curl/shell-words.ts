/** A part of a word for the shell: octets (latin-1, one character each), or the value of a variable. */
export type WordPart = string | { readonly variable: string };

/** What is the same within double quotes as without, also in a shell that expands `!` as it is typed. */
const plainInQuotes = /^[\w \-.,:;/=+@%^~(){}[\]<>|&*?#']*$/;

/**
 * One word for a POSIX shell that stands for exactly these octets, also those that are no text and those that a terminal would take for keys.
 * None of them may be 0, which no word can hold.
 */
export function shellWord(...parts: readonly WordPart[]): string {
  const literal = parts.filter((part) => typeof part === 'string').join('');
  const hasVariable = parts.some((part) => typeof part !== 'string');
  if (hasVariable && plainInQuotes.test(literal)) return `"${parts.map((part) => (typeof part === 'string' ? part : `$${part.variable}`)).join('')}"`;
  const words = joined(parts).map((part) => (typeof part === 'string' ? quoted(part) : `"$${part.variable}"`));
  return words.length === 0 ? "''" : words.join('');
}

/** Texts that follow one another as one, and no empty ones. */
function joined(parts: readonly WordPart[]): readonly WordPart[] {
  const all: WordPart[] = [];
  for (const part of parts) {
    const last = all.at(-1);
    if (part === '') continue;
    if (typeof part === 'string' && typeof last === 'string') all[all.length - 1] = last + part;
    else all.push(part);
  }
  return all;
}

/** A command that prints exactly these octets. Texts stay readable; `text` is null where the octets are no UTF-8. */
export function printCommand(octets: Uint8Array, text: string | null): string {
  if (text !== null && !holdsKeys(text)) return `printf '%s' ${inQuotes(text)}`;
  return `printf '${escapesOf(octets)}'`;
}

function quoted(latin1: string): string {
  if (!/[^\x20-\x7e\n]/.test(latin1)) return inQuotes(latin1);
  // The shell cuts the ends of lines off at the end of what a command prints.
  const printed = latin1.replace(/\n+$/, '');
  const rest = latin1.slice(printed.length);
  return `"$(printf '${escapesOf(Uint8Array.from(printed, (character) => character.charCodeAt(0)))}')"${rest === '' ? '' : inQuotes(rest)}`;
}

/**
 * Pasted into a terminal, a tab completes and others end or delete; the end of a line is taken as it is within quotes. Marks that turn the direction of
 * writing would show another command than is run.
 */
function holdsKeys(text: string): boolean {
  return /(?!\n)[\p{Cc}\p{Bidi_Control}]/u.test(text);
}

function inQuotes(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/** Octets as the format of `printf`, which takes octal numbers of three digits (POSIX, printf). */
function escapesOf(octets: Uint8Array): string {
  // Not the dash, with which options begin.
  const plain = /[A-Za-z0-9 .,:;/=+@_(){}[\]<>|&*?#"!$^~`]/;
  const texts: string[] = [];
  for (const octet of octets) {
    const character = String.fromCharCode(octet);
    texts.push(plain.test(character) ? character : character === '%' ? '%%' : `\\${octet.toString(8).padStart(3, '0')}`);
  }
  return texts.join('');
}
