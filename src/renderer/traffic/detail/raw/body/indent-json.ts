import { lastAtMost } from './byte-offsets.ts';

/**
 * A JSON text on lines of its own: every token as it was sent, character for character, with other white space between. Offsets are those of
 * strings; `open` and `close` of a fold are just behind the opening bracket and just before the closing one, in the indented text.
 */
export interface IndentedJson {
  readonly text: string;
  readonly folds: readonly JsonFold[];
  /** Where a run of the sent text that begins there begins in the indented one. */
  readonly startOf: (sentOffset: number) => number;
  /** Where a run of the sent text that ends there (exclusive) ends in the indented one. */
  readonly endOf: (sentOffset: number) => number;
  /** The place in the sent text of a place in the indented one. */
  readonly sentOf: (offset: number) => number;
}

export interface JsonFold {
  readonly open: number;
  readonly close: number;
  /** 0 for the whole, 1 for what is in it. */
  readonly depth: number;
}

// Deeper levels stand below each other: a body of nothing but brackets must not grow with the square of its length.
const deepestIndent = 40;

/** Indents an object or an array by two spaces a level; null for what is no JSON, or only the beginning of some, or a bare value. */
export function indentJson(sent: string): IndentedJson | null {
  if (!isObjectOrArray(sent)) return null;
  const pieces: string[] = [];
  const runs = new Runs();
  const folds: JsonFold[] = [];
  const opened: number[] = [];
  let length = 0;
  const insert = (text: string) => {
    pieces.push(text);
    length += text.length;
  };
  const copy = (from: number, to: number) => {
    runs.add(from, length, to - from);
    insert(sent.slice(from, to));
  };
  const breakLine = () => insert(`\n${'  '.repeat(Math.min(opened.length, deepestIndent))}`);

  for (let at = 0; at < sent.length; ) {
    const character = sent[at] ?? '';
    let end = at + 1;
    if (character === '"') {
      end = endOfString(sent, at);
      copy(at, end);
    } else if (character === '{' || character === '[') {
      const next = skipSpace(sent, end);
      copy(at, end);
      if (isClosing(sent[next])) {
        copy(next, next + 1);
        end = next + 1;
      } else {
        opened.push(length);
        breakLine();
      }
    } else if (isClosing(character)) {
      const open = opened.pop() ?? 0;
      breakLine();
      folds.push({ open, close: length, depth: opened.length });
      copy(at, end);
    } else if (character === ',') {
      copy(at, end);
      breakLine();
    } else if (character === ':') {
      copy(at, end);
      insert(' ');
    } else if (isSpace(character)) {
      end = skipSpace(sent, at);
    } else {
      end = endOfLiteral(sent, at);
      copy(at, end);
    }
    at = end;
  }
  return { text: pieces.join(''), folds, ...runs.maps() };
}

/** What was copied from where to where, in order: runs that both texts have in one piece. */
class Runs {
  readonly #sent: number[] = [];
  readonly #indented: number[] = [];
  readonly #lengths: number[] = [];

  add(sent: number, indented: number, length: number): void {
    const last = this.#lengths.length - 1;
    const lengthOfLast = this.#lengths[last];
    if (lengthOfLast !== undefined && this.#sent[last] === sent - lengthOfLast && this.#indented[last] === indented - lengthOfLast) {
      this.#lengths[last] = lengthOfLast + length;
      return;
    }
    this.#sent.push(sent);
    this.#indented.push(indented);
    this.#lengths.push(length);
  }

  maps(): Pick<IndentedJson, 'startOf' | 'endOf' | 'sentOf'> {
    const [sent, indented, lengths] = [this.#sent, this.#indented, this.#lengths].map((list) => Int32Array.from(list));
    const move = (from: Int32Array = noRuns, to: Int32Array = noRuns, offset: number) => {
      const run = lastAtMost(from, offset);
      return (to[run] ?? 0) + Math.max(0, Math.min(offset - (from[run] ?? 0), lengths?.[run] ?? 0));
    };
    const startOf = (offset: number) => {
      const run = lastAtMost(sent ?? noRuns, offset);
      const isBehind = offset >= (sent?.[run] ?? 0) + (lengths?.[run] ?? 0);
      // In white space that was left out: the next token is the first of the run.
      return isBehind && run + 1 < (sent?.length ?? 0) ? (indented?.[run + 1] ?? 0) : move(sent, indented, offset);
    };
    return {
      startOf,
      endOf: (offset) => (offset <= (sent?.[0] ?? 0) ? 0 : move(sent, indented, offset - 1) + (isCopied(sent, lengths, offset - 1) ? 1 : 0)),
      sentOf: (offset) => move(indented, sent, offset),
    };
  }
}

const noRuns = new Int32Array();

function isCopied(sent: Int32Array = noRuns, lengths: Int32Array = noRuns, offset: number): boolean {
  const run = lastAtMost(sent, offset);
  return offset < (sent[run] ?? 0) + (lengths[run] ?? 0);
}

function isObjectOrArray(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null;
  } catch {
    return false;
  }
}

function endOfString(text: string, start: number): number {
  let quote = text.indexOf('"', start + 1);
  while (quote !== -1) {
    let before = quote - 1;
    while (text[before] === '\\') before -= 1;
    if ((quote - before) % 2 === 1) return quote + 1;
    quote = text.indexOf('"', quote + 1);
  }
  return text.length;
}

function endOfLiteral(text: string, start: number): number {
  let end = start;
  while (end < text.length && !isClosing(text[end]) && text[end] !== ',' && !isSpace(text[end])) end += 1;
  return end;
}

function skipSpace(text: string, start: number): number {
  let at = start;
  while (isSpace(text[at])) at += 1;
  return at;
}

function isSpace(character: string | undefined): boolean {
  return character === ' ' || character === '\n' || character === '\r' || character === '\t';
}

function isClosing(character: string | undefined): boolean {
  return character === '}' || character === ']';
}
