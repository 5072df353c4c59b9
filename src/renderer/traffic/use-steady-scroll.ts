import { useCallback, useLayoutEffect, useRef, useState, type RefObject } from 'react';
import type { ExchangeRow } from '../../contract/exchange-view.ts';

interface SteadyScrollOptions {
  readonly scroller: RefObject<HTMLElement | null>;
  readonly rows: readonly ExchangeRow[];
  readonly rowHeightPx: number;
  /** Whether new rows come in above. */
  readonly isNewestFirst: boolean;
  /** Whether a row is chosen, which must then not move, even at the very top. */
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
  const topRowId = useRef<string | null>(null);
  const [newestSeen, setNewestSeen] = useState<string | null>(rows[0]?.id ?? null);
  const [following, setFollowing] = useState(true);
  const isFollowing = following && !holds;

  // Rows above the reader change the page's height behind React's back: only after layout can the offset make up for it.
  useLayoutEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    const anchor = topRowId.current;
    if (anchor !== null && !isFollowing && isNewestFirst) {
      const at = rows.findIndex((row) => row.id === anchor);
      const was = Math.floor(element.scrollTop / rowHeightPx);
      if (at > was) element.scrollTop += (at - was) * rowHeightPx;
    }
    topRowId.current = rows[Math.floor(element.scrollTop / rowHeightPx)]?.id ?? null;
  }, [rows, scroller, rowHeightPx, isFollowing, isNewestFirst]);

  const newest = rows[0]?.id ?? null;
  if (isFollowing && newest !== newestSeen) setNewestSeen(newest);
  const newAbove = isFollowing || !isNewestFirst || newestSeen === null ? 0 : rows.findIndex((row) => row.id === newestSeen);

  const onScroll = useCallback(() => {
    const element = scroller.current;
    if (element === null) return;
    topRowId.current = rows[Math.floor(element.scrollTop / rowHeightPx)]?.id ?? null;
    const atTop = element.scrollTop < rowHeightPx / 2;
    setFollowing(atTop);
    if (atTop) setNewestSeen(newest);
  }, [scroller, rows, rowHeightPx, newest]);

  const toNewest = useCallback(() => {
    scroller.current?.scrollTo({ top: 0 });
    setNewestSeen(newest);
  }, [scroller, newest]);

  return { newAbove: Math.max(0, newAbove), toNewest, onScroll };
}
