import { structuredPatch } from 'diff';
import type { SettingsLine } from '../../../contract/claude-settings-view.ts';
import { maskTexts } from '../../../domain/masking/mask-text.ts';
import { withoutCredentials } from '../../settings/proxy-variables.ts';
import { readSettingsText } from './settings-text.ts';
import { decidingNames } from './wanted-values.ts';

const linesAround = 2;
// A file in one line has all in it; what is far from the change is left out.
const charactersAround = 160;
const hidden = '••••';

/** What would change in the file, line by line with a little around it. No value of another variable is in it, nor what looks like a secret anywhere. */
export function shownDifference(before: string | null, after: string | null): readonly SettingsLine[] {
  const patch = structuredPatch('', '', withoutCarriageReturns(masked(before ?? '')), withoutCarriageReturns(masked(after ?? '')), '', '', { context: linesAround });
  return patch.hunks.flatMap((hunk, index) => {
    const lines = hunk.lines.filter((line) => !line.startsWith('\\')).map((line): SettingsLine => ({ kind: kinds[line[0] ?? ' '] ?? 'same', text: line.slice(1) }));
    const isBeginning = index === 0 && hunk.oldStart <= 1;
    return [...(isBeginning ? [] : [{ kind: 'gap' as const, text: '' }]), ...clipped(lines)];
  });
}

const kinds: Readonly<Record<string, SettingsLine['kind']>> = { '+': 'added', '-': 'removed', ' ': 'same' };

function withoutCarriageReturns(text: string): string {
  return text.replaceAll('\r\n', '\n');
}

/** The text with every other variable's value hidden, logins taken out of ours, and what the rules of masking find masked. */
function masked(text: string): string {
  const read = readSettingsText(text, []);
  const own: ReadonlySet<string> = new Set(decidingNames);
  let shown = text;
  // From the end on, so that no place moves.
  for (const { name, value } of (read.readable ? (read.env?.properties ?? []) : []).toReversed()) {
    const says = own.has(name) ? (value.text === null ? null : JSON.stringify(withoutCredentials(value.text))) : JSON.stringify(hidden);
    const isSafe = own.has(name) && value.text !== null && !value.text.includes('@');
    if (!isSafe) shown = shown.slice(0, value.start) + (says ?? JSON.stringify(hidden)) + shown.slice(value.end);
  }
  const lines = shown.split('\n').map((line) => Buffer.from(line, 'utf8').toString('latin1'));
  return maskTexts(lines).value.map((line) => Buffer.from(line, 'latin1').toString('utf8')).join('\n');
}

/** Long lines cut to what is around the change in them. */
function clipped(lines: readonly SettingsLine[]): readonly SettingsLine[] {
  const removed = lines.find(({ kind }) => kind === 'removed')?.text ?? '';
  const added = lines.find(({ kind }) => kind === 'added')?.text ?? '';
  let head = 0;
  while (head < removed.length && removed[head] === added[head]) head += 1;
  let tail = 0;
  while (tail < Math.min(removed.length, added.length) - head && removed.at(-1 - tail) === added.at(-1 - tail)) tail += 1;
  return lines.map(({ kind, text }) => {
    if (text.length <= 4 * charactersAround) return { kind, text };
    if (kind === 'same' || removed === '' || added === '') return { kind, text: `${text.slice(0, charactersAround)} …` };
    const from = Math.max(0, head - charactersAround);
    const to = Math.min(text.length, Math.max(from + charactersAround, text.length - tail + charactersAround));
    return { kind, text: `${from > 0 ? '… ' : ''}${text.slice(from, to)}${to < text.length ? ' …' : ''}` };
  });
}
