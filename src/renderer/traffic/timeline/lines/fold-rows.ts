import type { ExchangeRow } from '../../../../contract/exchange-view.ts';
import { attemptsIn } from './attempts.ts';
import { isAlikeNoise, isNoise } from './noise.ts';

/** One line of the table. A request that is by itself is its own row: of 100,000 lines, nearly all are. */
export type Line = ExchangeRow | FoldLine | UnderLine;

/** Several rows as one line: noise that is alike, or the last attempt of a request with the earlier ones. */
export interface FoldLine {
  readonly kind: 'noise' | 'attempts';
  /** Stays the same while newer ones join. */
  readonly key: string;
  /** What is folded, in the order of the rows; of attempts, the earlier ones, newest first. */
  readonly rows: readonly ExchangeRow[];
  /** The row that stands for all: the last attempt, or the first of the noise. */
  readonly head: ExchangeRow;
  readonly isOpen: boolean;
}

/** A row that is shown under its fold. */
export interface UnderLine {
  readonly kind: 'under';
  readonly row: ExchangeRow;
  readonly fold: string;
}

interface Folding {
  /** Whether noise and retries are folded at all. */
  readonly isOn: boolean;
  /** What the user has opened or closed, by the keys of the folds; the others are closed. */
  readonly folds: ReadonlyMap<string, 'open' | 'closed'>;
  /** A row that must not disappear in a fold, as it is being read; its fold is open unless the user has closed it. */
  readonly reading: string | null;
}

export interface FoldedLines {
  readonly lines: readonly Line[];
  /** The fold that is open only because the row that is being read is in it. */
  readonly heldOpen: string | null;
}

/**
 * The lines of rows, whatever their order: token counts, titles and the like that follow one another and are of the same kind and thread are one line,
 * and earlier attempts of a request stand under the last one. Of what went wrong, only attempts that were made again fold.
 */
export function foldRows(rows: readonly ExchangeRow[], { isOn, folds, reading }: Folding): FoldedLines {
  if (!isOn) return { lines: rows, heldOpen: null };
  const lines: Line[] = [];
  let heldOpen: string | null = null;
  const push = (kind: FoldLine['kind'], key: string, head: ExchangeRow, of: readonly ExchangeRow[]): void => {
    const chosen = folds.get(key);
    const isHeld = chosen === undefined && reading !== null && of.some(({ id }) => id === reading);
    if (isHeld) heldOpen = key;
    const isOpen = isHeld || chosen === 'open';
    lines.push({ kind, key, head, rows: of, isOpen });
    if (isOpen) for (const row of of) lines.push({ kind: 'under', row, fold: key });
  };

  const attempts = attemptsIn(rows);
  let run: ExchangeRow[] = [];
  const endRun = (): void => {
    const [first] = run;
    const last = run.at(-1);
    if (first === undefined || last === undefined) return;
    if (first === last) lines.push(first);
    else push('noise', `noise ${(first.timing.requestStartedAtUs < last.timing.requestStartedAtUs ? first : last).id}`, first, run);
    run = [];
  };
  for (const [place, row] of rows.entries()) {
    if (attempts?.isEarlier.has(place) === true) continue;
    const earlier = attempts?.earlierOf.get(place);
    const [first] = run;
    if (first !== undefined && (earlier !== undefined || !isAlikeNoise(first, row))) endRun();
    if (earlier !== undefined) push('attempts', `attempts ${row.retryOf ?? row.id}`, row, earlier);
    else if (isNoise(row)) run.push(row);
    else lines.push(row);
  }
  endRun();
  return { lines, heldOpen };
}
