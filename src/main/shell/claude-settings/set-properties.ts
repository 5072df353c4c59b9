import { createScanner, type SyntaxKind } from 'jsonc-parser';
import { propertyNamed, readSettingsText, type ObjectPlace, type SettingsText } from './settings-text.ts';
import { applyEdits, type TextEdit } from './text-edits.ts';

/** Variables of `env`, in order. */
export type EnvValues = readonly (readonly [name: string, value: string])[];

/**
 * The edits that put these variables into `env`, in the manner of the file: its indentation, line ends, spaces and trailing commas. Nothing else is touched;
 * one that has its value already is left alone.
 */
export function setEnvValues(settings: SettingsText, values: EnvValues): readonly TextEdit[] {
  const { root, env, text } = settings;
  const style = styleOf(settings);
  if (root === null) {
    const whole = objectText('', values.length === 0 ? [] : [['env', (indent) => envText(indent, values, style)]], style);
    return [{ offset: text.length, removed: '', inserted: whole + style.lineEnd }];
  }
  if (env === null) return insertProperty(text, root, 'env', (indent) => envText(indent, values, style), style);
  const edits: TextEdit[] = [];
  let now = settings;
  for (const [name, value] of values) {
    const next = setOne(now, name, value, style);
    edits.push(...next);
    const read = readSettingsText(applyEdits(now.text, next), []);
    if (!read.readable) throw new Error(`setting ${name} would break the file`);
    now = read;
  }
  return edits;
}

function setOne({ text, env }: SettingsText, name: string, value: string, style: Style): readonly TextEdit[] {
  if (env === null) throw new Error('there is no env');
  const property = propertyNamed(env, name);
  if (property === null) return insertProperty(text, env, name, () => JSON.stringify(value), style);
  if (property.value.text === value) return [];
  return [{ offset: property.value.start, removed: text.slice(property.value.start, property.value.end), inserted: JSON.stringify(value) }];
}

interface Style {
  readonly lineEnd: string;
  /** One step of indentation. */
  readonly step: string;
  /** What stands between a colon, or a comma, and what follows on its line. */
  readonly space: string;
  /** All of it is in one line. */
  readonly inOneLine: boolean;
}

function styleOf({ text, root }: SettingsText): Style {
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

type TextAt = (indent: string) => string;

function envText(indent: string, values: EnvValues, style: Style): string {
  return objectText(indent, values.map(([name, value]) => [name, () => JSON.stringify(value)]), style);
}

function objectText(indent: string, entries: readonly (readonly [string, TextAt])[], style: Style): string {
  const inner = indent + style.step;
  const between = style.inOneLine ? style.space : style.lineEnd + inner;
  const edge = style.inOneLine ? '' : style.lineEnd;
  const lines = entries.map(([name, value]) => `${JSON.stringify(name)}:${style.space}${value(inner)}`);
  return `{${edge}${style.inOneLine ? '' : inner}${lines.join(`,${between}`)}${edge}${style.inOneLine ? '' : indent}}`;
}

function insertProperty(text: string, object: ObjectPlace, name: string, value: TextAt, style: Style): readonly TextEdit[] {
  const written = (indent: string): string => `${JSON.stringify(name)}:${style.space}${value(indent)}`;
  const last = object.properties.at(-1);
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

function insertFirst(text: string, object: ObjectPlace, written: TextAt, style: Style): readonly TextEdit[] {
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
