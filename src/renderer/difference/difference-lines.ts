import { differenceOf, type DifferencePart } from '../../domain/comparison/text-difference.ts';

/** A run of a line; `isMarked` where it is what the other side has not. */
export interface LinePiece {
  readonly text: string;
  readonly isMarked: boolean;
}

/** A line of one text or of both, with its number in each, from 1. */
export interface DifferenceLine {
  readonly kind: DifferencePart['kind'];
  readonly pieces: readonly LinePiece[];
  readonly before: number | null;
  readonly after: number | null;
}

/** Lines that are all the same, told by how many they are until they are asked for; or lines to be seen. */
export type DifferenceBlock =
  | { readonly kind: 'folded'; readonly lines: readonly DifferenceLine[] }
  | { readonly kind: 'shown'; readonly lines: readonly DifferenceLine[] };

/** The parts of a difference as lines. Where as many lines were removed as were added, the words that differ are marked in each pair. */
export function differenceLines(parts: readonly DifferencePart[]): readonly DifferenceLine[] {
  const lines: DifferenceLine[] = [];
  let removed: LinePiece[][] = [];
  let added: LinePiece[][] = [];
  let before: LinePiece[] = [];
  let after: LinePiece[] = [];
  const [at, settle] = [{ before: 0, after: 0 }, () => {
    const marked = withWords(removed, added);
    for (const pieces of marked.removed) lines.push({ kind: 'removed', pieces, before: (at.before += 1), after: null });
    for (const pieces of marked.added) lines.push({ kind: 'added', pieces, before: null, after: (at.after += 1) });
    removed = [];
    added = [];
  }];
  const endBefore = () => {
    removed.push(before);
    before = [];
  };
  const endAfter = () => {
    added.push(after);
    after = [];
  };
  const endBoth = () => {
    if (isUnmarked(before) && isUnmarked(after) && textOf(before) === textOf(after)) {
      settle();
      lines.push({ kind: 'same', pieces: after, before: (at.before += 1), after: (at.after += 1) });
      before = [];
      after = [];
    } else {
      endBefore();
      endAfter();
    }
  };
  for (const { kind, text } of parts) {
    text.split('\n').forEach((piece, index) => {
      if (index > 0) {
        if (kind === 'same') endBoth();
        else if (kind === 'removed') endBefore();
        else endAfter();
      }
      if (piece === '') return;
      if (kind !== 'added') before.push({ text: piece, isMarked: kind === 'removed' });
      if (kind !== 'removed') after.push({ text: piece, isMarked: kind === 'added' });
    });
  }
  if (before.length > 0 && after.length > 0) endBoth();
  else if (before.length > 0) endBefore();
  else if (after.length > 0) endAfter();
  settle();
  return lines;
}

// More would take time for what nobody reads word by word.
const mostPaired = 200;

function withWords(removed: readonly LinePiece[][], added: readonly LinePiece[][]) {
  if (removed.length !== added.length || removed.length > mostPaired) return { removed: removed.map(asLine), added: added.map(asLine) };
  const pairs = removed.map((one, index) => wordsOf(one, added[index] ?? []));
  return { removed: pairs.map((pair) => pair.removed), added: pairs.map((pair) => pair.added) };
}

function wordsOf(before: readonly LinePiece[], after: readonly LinePiece[]) {
  const { parts } = differenceOf(textOf(before), textOf(after));
  const piecesWithout = (other: DifferencePart['kind'], own: DifferencePart['kind']) =>
    parts.filter(({ kind }) => kind !== other).map(({ kind, text }) => ({ text, isMarked: kind === own }));
  const common = parts.reduce((sum, { kind, text }) => (kind === 'same' ? sum + text.trim().length : sum), 0);
  // Two lines with hardly a word in common are easier to read as wholes.
  if (common * 4 < Math.max(textOf(before).length, textOf(after).length)) return { removed: asLine(before), added: asLine(after) };
  return { removed: piecesWithout('added', 'removed'), added: piecesWithout('removed', 'added') };
}

/** A line that is all new, or all gone, has nothing to be marked in it. */
function asLine(pieces: readonly LinePiece[]): readonly LinePiece[] {
  return [{ text: textOf(pieces), isMarked: false }];
}

function textOf(pieces: readonly LinePiece[]): string {
  return pieces.map(({ text }) => text).join('');
}

function isUnmarked(pieces: readonly LinePiece[]): boolean {
  return pieces.every(({ isMarked }) => !isMarked);
}

const around = 3;

/** Folds what is far from any change; runs that would hide next to nothing stay. */
export function foldSame(lines: readonly DifferenceLine[]): readonly DifferenceBlock[] {
  const isNear = lines.map(() => false);
  lines.forEach(({ kind }, index) => {
    if (kind === 'same') return;
    for (let near = Math.max(0, index - around); near <= Math.min(lines.length - 1, index + around); near += 1) isNear[near] = true;
  });
  const blocks: { kind: DifferenceBlock['kind']; lines: DifferenceLine[] }[] = [];
  lines.forEach((line, index) => {
    const kind = isNear[index] === true ? 'shown' : 'folded';
    const last = blocks.at(-1);
    if (last?.kind === kind) last.lines.push(line);
    else blocks.push({ kind, lines: [line] });
  });
  return blocks.map((block) => (block.lines.length < around ? { ...block, kind: 'shown' } : block));
}
