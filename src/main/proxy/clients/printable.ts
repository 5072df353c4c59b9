const lengthLimit = 64;

/** A program's name for a sentence: a program may call itself anything, line breaks included. */
export function printable(name: string): string {
  const clean = name.replaceAll(/[^\x20-\x7e]/g, '?').trim();
  return clean === '' ? 'a program' : clean.slice(0, lengthLimit);
}
