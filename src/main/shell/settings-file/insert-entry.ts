import { createScanner, type SyntaxKind } from 'jsonc-parser';
import type { ObjectPlace, SettingsText } from './settings-text.ts';
import type { TextEdit } from './text-edits.ts';

/** The manner of a file. */
export interface Style {
  readonly lineEnd: string;
  /** One step of indentation. */
  readonly step: string;
  /** What stands between a colon, or a comma, and what follows on its line. */
  readonly space: string;
  /** All of it is in one line. */
  readonly inOneLine: boolean;
}

export function styleOf({ text, root }: Pick<SettingsText, 'text' | 'root'>): Style {
  const first = root?.properties[0];
  const own = first === undefined ? null : indentOf(text, first.start);
  const outer = root === null ? '' : (indentOf(text, root.start) ?? '');
  return {
    lineEnd: text.includes('\r\n') ? '\r\n' : '\n',
    step: own !== null && own.length > outer.length ? own.slice(outer.length) : '  ',
    space: first === undefined || /\s/.test(text.charAt(first.colon + 1)) ? ' ' : '',
    inOneLine: first !== undefined && !text.slice(root?.start, root?.end).includes('\n'),
  };
}

/** The white space before a place, where there is nothing else before it on its line. */
function indentOf(text: string, at: number): string | null {
  const before = text.slice(text.lastIndexOf('\n', at - 1) + 1, at).replace(/^\uFEFF/, '');
  return /^[ \t]*$/.test(before) ? before : null;
}

function lineIndentOf(text: string, at: number): string {
  return /^\uFEFF?([ \t]*)/.exec(text.slice(text.lastIndexOf('\n', at - 1) + 1, at))?.[1] ?? '';
}

/** What is written at an indentation. */
export type TextAt = (indent: string) => string;

/** An object with these properties, in the manner of the file. */
export function objectText(indent: string, entries: readonly (readonly [string, TextAt])[], style: Style): string {
  const inner = indent + style.step;
  const between = style.inOneLine ? style.space : style.lineEnd + inner;
  const edge = style.inOneLine ? '' : style.lineEnd;
  const lines = entries.map(([name, value]) => `${JSON.stringify(name)}:${style.space}${value(inner)}`);
  return `{${edge}${style.inOneLine ? '' : inner}${lines.join(`,${between}`)}${edge}${style.inOneLine ? '' : indent}}`;
}

export function insertProperty(text: string, object: ObjectPlace, name: string, value: TextAt, style: Style): readonly TextEdit[] {
  return insertEntry(text, { ...object, entries: object.properties }, (indent) => `${JSON.stringify(name)}:${style.space}${value(indent)}`, style);
}

/** An object or an array, by where it and its entries are. */
export interface Container {
  readonly start: number;
  readonly end: number;
  readonly entries: readonly { readonly start: number; readonly end: number }[];
}

/** The edits that put an entry behind the last one. */
export function insertEntry(text: string, object: Container, written: TextAt, style: Style): readonly TextEdit[] {
  const last = object.entries.at(-1);
  if (last === undefined) return insertFirst(text, object, written, style);

  const comma = commaBehind(text, last.end);
  const after = endOfLineComments(text, comma === null ? last.end : comma + 1);
  const indent = indentOf(text, last.start);
  const separator = indent === null && !after.endsInLineComment ? style.space : style.lineEnd + (indent ?? lineIndentOf(text, object.start) + style.step);
  const inserted = separator + written(indent ?? lineIndentOf(text, object.start)) + (comma === null ? '' : ',');
  if (comma !== null) return [{ offset: after.end, removed: '', inserted }];
  if (after.end === last.end) return [{ offset: last.end, removed: '', inserted: `,${inserted}` }];
  // A comment behind the last property stays with it.
  return [
    { offset: last.end, removed: '', inserted: ',' },
    { offset: after.end + 1, removed: '', inserted },
  ];
}

function insertFirst(text: string, object: Container, written: TextAt, style: Style): readonly TextEdit[] {
  const offset = endOfComments(text, object.start + 1);
  const rest = text.slice(offset, object.end - 1);
  if (style.inOneLine && offset === object.start + 1) return [{ offset, removed: '', inserted: written('') }];
  const outer = lineIndentOf(text, object.start);
  const inner = outer + style.step;
  const closing = rest === '' ? style.lineEnd + outer : rest.includes('\n') ? '' : style.lineEnd;
  return [{ offset, removed: '', inserted: style.lineEnd + inner + written(inner) + closing }];
}

// The library exports them as a const enum, which cannot be imported as values when each file is compiled alone.
const kinds = { comma: 5, lineComment: 12, blockComment: 13, lineBreak: 14, space: 15 } as const satisfies Record<string, SyntaxKind>;

/** Where the next comma is, when nothing but white space and comments stands before it. */
export function commaBehind(text: string, from: number): number | null {
  for (const token of tokens(text, from)) {
    if (token.kind === kinds.comma) return token.start;
    if (!isTrivia(token.kind)) return null;
  }
  return null;
}

/** The end of the comments that stand on the rest of a line. */
function endOfLineComments(text: string, from: number): { readonly end: number; readonly endsInLineComment: boolean } {
  let found = { end: from, endsInLineComment: false };
  for (const token of tokens(text, from)) {
    if (token.kind === kinds.lineComment || token.kind === kinds.blockComment) found = { end: token.end, endsInLineComment: token.kind === kinds.lineComment };
    else if (token.kind !== kinds.space) break;
  }
  return found;
}

/** The end of the last comment before anything else. */
export function endOfComments(text: string, from: number): number {
  let end = from;
  for (const token of tokens(text, from)) {
    if (token.kind === kinds.lineComment || token.kind === kinds.blockComment) end = token.end;
    else if (!isTrivia(token.kind)) break;
  }
  return end;
}

function isTrivia(kind: number): boolean {
  return kind >= kinds.lineComment && kind <= kinds.space;
}

function* tokens(text: string, from: number): Generator<{ readonly kind: number; readonly start: number; readonly end: number }> {
  const scanner = createScanner(text, false);
  scanner.setPosition(from);
  while (scanner.getPosition() < text.length) {
    const kind: number = scanner.scan();
    const start = scanner.getTokenOffset();
    yield { kind, start, end: start + scanner.getTokenLength() };
  }
}
