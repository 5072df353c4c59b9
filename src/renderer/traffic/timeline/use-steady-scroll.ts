import { useCallback, useLayoutEffect, useRef, useState } from 'react';
import type { ExchangeRow } from '../../../contract/exchange-view.ts';

interface SteadyScrollOptions {
  readonly scroller: HTMLElement | null;
  readonly rows: readonly ExchangeRow[];
  readonly rowHeightPx: number;
  /** Whether new rows come in above. */
  readonly isNewestFirst: boolean;
  /** Whether a row in sight is chosen, which must then not move, even at the very top. */
  readonly holds: boolean;
}

interface SteadyScroll {
  /** How many rows have come in above since the list was last at its newest. */
  readonly newAbove: number;
  readonly toNewest: () => void;
  readonly onScroll: () => void;
}

/**
 * Keeps the rows that are being read where they are while others come in above them. At the top, with nothing chosen,
 * the list follows the newest instead.
 */
export function useSteadyScroll({ scroller, rows, rowHeightPx, isNewestFirst, holds }: SteadyScrollOptions): SteadyScroll {
  const rowsBefore = useRef(rows);
  const [atTop, setAtTop] = useState(true);
  const newest = rows[0]?.id ?? null;
  const [newestSeen, setNewestSeen] = useState(newest);
  const isFollowing = atTop && !holds;
  if (isFollowing && newest !== newestSeen) setNewestSeen(newest);

  // Rows above the reader push the page down behind React's back: only after layout can the offset make up for it.
  useLayoutEffect(() => {
    const before = rowsBefore.current;
    rowsBefore.current = rows;
    if (scroller === null || before === rows || isFollowing || !isNewestFirst) return;
    const was = Math.floor(scroller.scrollTop / rowHeightPx);
    const anchor = before[was]?.id;
    const now = rows.findIndex((row) => row.id === anchor);
    if (now > was) scroller.scrollBy({ top: (now - was) * rowHeightPx });
  }, [rows, scroller, rowHeightPx, isFollowing, isNewestFirst]);

  const onScroll = useCallback(() => {
    if (scroller === null) return;
    const isTop = scroller.scrollTop < rowHeightPx / 2;
    setAtTop(isTop);
    if (isTop) setNewestSeen(newest);
  }, [scroller, rowHeightPx, newest]);

  const toNewest = useCallback(() => scroller?.scrollTo({ top: 0 }), [scroller]);

  const seenAt = isFollowing || !isNewestFirst || newestSeen === null ? 0 : rows.findIndex((row) => row.id === newestSeen);
  return { newAbove: Math.max(0, seenAt), toNewest, onScroll };
}
