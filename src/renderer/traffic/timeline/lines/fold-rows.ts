import type { ExchangeRow } from '../../../../contract/exchange-view.ts';
import { attemptsIn, earlierMark, lastMark } from './attempts.ts';
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
  /** Whether the rows are in the order of time. In any other, each attempt stands where its own figures put it: who sorts by status looks for them. */
  readonly isByTime: boolean;
  /** What the user has opened or closed, by the keys of the folds; the others are closed. */
  readonly folds: ReadonlyMap<string, 'open' | 'closed'>;
}

/**
 * The lines of rows, whatever their order: token counts, titles and the like that follow one another and are of the same kind and thread are one line,
 * and earlier attempts of a request stand under the last one. Of what went wrong, only attempts that were made again fold.
 */
export function foldRows(rows: readonly ExchangeRow[], { isOn, isByTime, folds }: Folding): readonly Line[] {
  if (!isOn) return rows;
  const lines: Line[] = [];
  const push = (kind: FoldLine['kind'], key: string, head: ExchangeRow, of: readonly ExchangeRow[]): void => {
    const isOpen = folds.get(key) === 'open';
    lines.push({ kind, key, head, rows: of, isOpen });
    if (isOpen) for (const row of of) lines.push({ kind: 'under', row, fold: key });
  };

  const attempts = isByTime ? attemptsIn(rows) : null;
  let run: ExchangeRow[] = [];
  const endRun = (): void => {
    const [first] = run;
    const last = run.at(-1);
    if (first === undefined || last === undefined) return;
    if (first === last) lines.push(first);
    else push('noise', `noise ${(first.timing.requestStartedAtUs < last.timing.requestStartedAtUs ? first : last).id}`, first, run);
    run = [];
  };
  for (let place = 0; place < rows.length; place += 1) {
    const row = rows[place];
    const mark = attempts?.marks[place];
    if (row === undefined || mark === earlierMark) continue;
    const earlier = mark === lastMark ? attempts?.earlierOf.get(place) : undefined;
    const [first] = run;
    if (first !== undefined && (earlier !== undefined || !isAlikeNoise(first, row))) endRun();
    if (earlier !== undefined) push('attempts', `attempts ${earlier.at(-1)?.id ?? row.id}`, row, earlier);
    else if (isNoise(row)) run.push(row);
    else lines.push(row);
  }
  endRun();
  return lines;
}

/** The closed folds among lines. */
export function closedFolds(lines: readonly Line[]): readonly FoldLine[] {
  return lines.filter((line) => 'kind' in line && line.kind !== 'under').filter(({ isOpen }) => !isOpen);
}

/** The closed fold that a row has disappeared in; null when it has not. */
export function foldHolding(closed: readonly FoldLine[], rowId: string): string | null {
  return closed.find(({ rows }) => rows.some(({ id }) => id === rowId))?.key ?? null;
}
