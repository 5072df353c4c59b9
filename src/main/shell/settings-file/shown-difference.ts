import { structuredPatch } from 'diff';
import { visit } from 'jsonc-parser';
import type { SettingsLine } from '../../../contract/claude-settings-view.ts';
import { maskTexts } from '../../../domain/masking/mask-text.ts';
import { withoutCredentials } from '../../settings/proxy-variables.ts';

const linesAround = 2;
// A file in one line has all in it; what is far from the change is left out.
const charactersAround = 160;
const hidden = '••••';

/** Whether a value at a path is of what we write, and may be seen. */
export type IsOurs = (value: unknown, path: readonly (string | number)[]) => boolean;

/** What would change in the file, line by line with a little around it. No value of others is in it that may be a secret, whatever its name. */
export function shownDifference(before: string | null, after: string | null, isOurs: IsOurs): readonly SettingsLine[] {
  const shownOf = (text: string | null) => withoutCarriageReturns(masked(text ?? '', isOurs));
  const patch = structuredPatch('', '', shownOf(before), shownOf(after), '', '', { context: linesAround });
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

/**
 * The text with the values hidden that may be secrets, logins taken out of ours, and what the rules of masking find masked. Claude Code has secrets in many
 * places (variables of its servers, headers, commands that print a key): of texts, those of ours and plain ones of the outermost braces alone are shown.
 */
function masked(text: string, isOurs: IsOurs): string {
  const mark = text.startsWith('\uFEFF') ? 1 : 0;
  const shown: string[] = [];
  let done = 0;
  visit(
    text.slice(mark),
    {
      onLiteralValue(value: unknown, start, length, _line, _character, path) {
        const says = shownValue(value, path(), isOurs);
        if (says === null) return;
        shown.push(text.slice(done, start + mark), says);
        done = start + length + mark;
      },
    },
    { allowTrailingComma: true },
  );
  shown.push(text.slice(done));
  const lines = shown.join('').split('\n').map((line) => Buffer.from(line, 'utf8').toString('latin1'));
  return maskTexts(lines).value.map((line) => Buffer.from(line, 'latin1').toString('utf8')).join('\n');
}

const mayNameSecret = /auth|command|cred|header|helper|key|login|pass|proxy|secret|token|url/i;

/** What is shown in the place of a value; null for the value as it is written. */
function shownValue(value: unknown, path: readonly (string | number)[], isOurs: IsOurs): string | null {
  if (isOurs(value, path)) return typeof value === 'string' && value.includes('@') && path[0] === 'env' ? JSON.stringify(withoutCredentials(value)) : null;
  const [outer, name] = path;
  if (outer === 'env') return JSON.stringify(hidden);
  const isPlain = typeof value !== 'string' || (name === undefined && typeof outer === 'string' && !mayNameSecret.test(outer));
  return isPlain ? null : JSON.stringify(hidden);
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
