/** A term as it is written, before anything is known of its field. Places are in the filter's text. */
export interface WrittenTerm {
  readonly start: number;
  readonly end: number;
  readonly negated: boolean;
  /** What stands before the first colon; null for free text. */
  readonly field: { readonly name: string; readonly start: number; readonly end: number } | null;
  readonly values: readonly WrittenValue[];
}

export interface WrittenValue {
  readonly start: number;
  readonly end: number;
  /** Without quotation marks and backslashes. */
  readonly text: string;
  /** As long as `text`, with a sign that means nothing for each that was quoted: what separates is looked for in here. */
  readonly plain: string;
  /** False where a quotation mark has no other. */
  readonly closed: boolean;
}

/** Stands for what was quoted. */
const quotedSign = '\uFFFF';
const space = /\s/u;

/** Splits a filter's text at white space, each term at its colon and its commas. Once through the text; every text can be split. */
export function splitTerms(text: string): readonly WrittenTerm[] {
  const terms: WrittenTerm[] = [];
  let at = 0;
  while (at < text.length) {
    if (space.test(text.charAt(at))) {
      at += 1;
      continue;
    }
    const term = readTerm(text, at);
    terms.push(term);
    at = term.end;
  }
  return terms;
}

function readTerm(text: string, start: number): WrittenTerm {
  const negated = text[start] === '-' && start + 1 < text.length && !space.test(text.charAt(start + 1));
  const from = negated ? start + 1 : start;
  if (text[from] === '"') {
    const value = readQuoted(text, from);
    return { start, end: value.end, negated, field: null, values: [value] };
  }
  let at = from;
  while (at < text.length && text[at] !== ':' && text[at] !== '"' && !space.test(text.charAt(at))) at += 1;
  if (text[at] !== ':') {
    const word = text.slice(from, at);
    return { start, end: at, negated, field: null, values: [{ start: from, end: at, text: word, plain: word, closed: true }] };
  }
  const values: WrittenValue[] = [];
  let end = at;
  do {
    const value = readValue(text, end + 1);
    values.push(value);
    end = value.end;
  } while (text[end] === ',');
  return { start, end, negated, field: { name: text.slice(from, at), start: from, end: at }, values };
}

/** Up to white space or a comma; either may be within quotation marks. */
function readValue(text: string, start: number): WrittenValue {
  let value: WrittenValue = { start, end: start, text: '', plain: '', closed: true };
  let at = start;
  while (at < text.length && text[at] !== ',' && !space.test(text.charAt(at))) {
    const part = text[at] === '"' ? readQuoted(text, at) : readBare(text, at);
    value = { start, end: part.end, text: value.text + part.text, plain: value.plain + part.plain, closed: part.closed };
    at = part.end;
  }
  return value;
}

function readBare(text: string, start: number): WrittenValue {
  let end = start;
  while (end < text.length && text[end] !== ',' && text[end] !== '"' && !space.test(text.charAt(end))) end += 1;
  const bare = text.slice(start, end);
  return { start, end, text: bare, plain: bare, closed: true };
}

/** From a quotation mark to the next; a backslash takes the meaning from a quotation mark or a backslash. */
function readQuoted(text: string, start: number): WrittenValue {
  const characters: string[] = [];
  let at = start + 1;
  while (at < text.length && text[at] !== '"') {
    const escapes = text[at] === '\\' && (text[at + 1] === '"' || text[at + 1] === '\\');
    if (escapes) at += 1;
    characters.push(text.charAt(at));
    at += 1;
  }
  const closed = at < text.length;
  return { start, end: closed ? at + 1 : at, text: characters.join(''), plain: quotedSign.repeat(characters.length), closed };
}
