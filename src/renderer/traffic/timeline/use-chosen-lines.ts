import { useState } from 'react';
import { chosenBetween, chosenTurned } from './lines/choose-lines.ts';
import type { Line } from './lines/fold-rows.ts';
import { lineId, rowsOfLine } from './lines/line.ts';

interface Chosen {
  /** The line that the keys go on from. */
  readonly current: string | null;
  /** The rows that were chosen one by one or as a range, by their ids. */
  readonly rows: ReadonlySet<string>;
  /** Where a range begins, and what was chosen before it. */
  readonly anchor: string | null;
  readonly beforeRange: ReadonlySet<string>;
}

const noRows: ReadonlySet<string> = new Set();

/** Which line is the current one and which rows are chosen. The request that is opened, here or from elsewhere, becomes the current one. */
export function useChosenLines(lines: readonly Line[], open: string | null) {
  const [state, setState] = useState<Chosen>({ current: open, rows: noRows, anchor: null, beforeRange: noRows });
  const [openBefore, setOpenBefore] = useState(open);
  if (open !== openBefore) {
    setOpenBefore(open);
    if (open !== null && open !== state.current) setState({ ...state, current: open, anchor: null });
  }
  return {
    current: state.current,
    rows: state.rows,
    moveTo: (id: string) => setState((before) => ({ ...before, current: id, anchor: null })),
    /** Goes on to a line and chooses all from where the range began. */
    extendTo: (id: string) =>
      setState((before) => {
        const anchor = before.anchor ?? before.current ?? id;
        const beforeRange = before.anchor === null ? before.rows : before.beforeRange;
        return { current: id, anchor, beforeRange, rows: chosenBetween(lines, anchor, id, beforeRange) };
      }),
    /** Chooses a line, or leaves it out. The first time, the current one is meant too. */
    turn: (line: Line, withCurrent: boolean) =>
      setState((before) => {
        const current = withCurrent && before.rows.size === 0 ? lines.find((other) => lineId(other) === before.current) : undefined;
        const rows = current === undefined || current === line ? before.rows : new Set(rowsOfLine(current).map(({ id }) => id));
        return { current: lineId(line), anchor: null, beforeRange: noRows, rows: chosenTurned(line, rows) };
      }),
    chooseAll: () => setState((before) => ({ ...before, anchor: null, rows: new Set(lines.flatMap((line) => rowsOfLine(line).map(({ id }) => id))) })),
    chooseNone: () => setState((before) => (before.rows.size === 0 ? before : { ...before, anchor: null, rows: noRows })),
  };
}
