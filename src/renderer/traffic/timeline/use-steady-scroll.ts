import { useCallback, useLayoutEffect, useRef, useState } from 'react';
import type { ExchangeRow } from '../../../contract/exchange-view.ts';
import { placeOfLine } from './lines/choose-lines.ts';
import type { Line } from './lines/fold-rows.ts';
import { lineId } from './lines/line.ts';

interface SteadyScrollOptions {
  readonly scroller: HTMLElement | null;
  readonly lines: readonly Line[];
  /** All rows, newest first. */
  readonly rows: readonly ExchangeRow[];
  readonly rowHeightPx: number;
  /** Whether new rows come in above. */
  readonly isNewestFirst: boolean;
  /** Another order begins at its top. */
  readonly orderKey: string;
  /** The line that is chosen and in sight, which must then not move, even at the very top; null for none. */
  readonly held: string | null;
}

interface SteadyScroll {
  /** How many rows have come in above since the list was last at its newest. */
  readonly newAbove: number;
  readonly toNewest: () => void;
  readonly onScroll: () => void;
}

/**
 * Keeps the lines that are being read where they are while others come, go, fold and unfold above them: the one that is chosen, or else the first in
 * sight that has not changed itself. At the top, with nothing chosen, the list follows the newest instead.
 */
export function useSteadyScroll({ scroller, lines, rows, rowHeightPx, isNewestFirst, orderKey, held }: SteadyScrollOptions): SteadyScroll {
  const before = useRef({ lines, orderKey, held });
  const [atTop, setAtTop] = useState(true);
  const newest = rows[0]?.id ?? null;
  const [newestSeen, setNewestSeen] = useState(newest);
  const isFollowing = atTop && held === null;
  if (isFollowing && newest !== newestSeen) setNewestSeen(newest);

  // What comes above the reader pushes the page down behind React's back: only after layout can the offset make up for it.
  useLayoutEffect(() => {
    const was = before.current;
    before.current = { lines, orderKey, held };
    if (scroller === null || was.lines === lines || isFollowing) return;
    if (was.orderKey !== orderKey) {
      scroller.scrollTo({ top: 0 });
      return;
    }
    const moved = movedLines(was.lines, lines, Math.ceil(scroller.scrollTop / rowHeightPx), was.held ?? held);
    if (moved !== 0) scroller.scrollBy({ top: moved * rowHeightPx });
  }, [lines, scroller, rowHeightPx, isFollowing, orderKey, held]);

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

// Of so many in sight, one has surely stayed as it was.
const lookedAt = 40;

/** By how many lines what is being read has moved down. */
function movedLines(before: readonly Line[], after: readonly Line[], firstInSight: number, held: string | null): number {
  const heldAt = placeOfLine(before, held);
  const heldNow = heldAt === -1 ? -1 : placeOfLine(after, held);
  if (heldNow !== -1) return heldNow - heldAt;
  for (let at = firstInSight; at < Math.min(before.length, firstInSight + lookedAt); at += 1) {
    const line = before[at];
    if (line === undefined) continue;
    const now = 'kind' in line ? placeOfLine(after, lineId(line)) : after.indexOf(line);
    if (now !== -1) return now - at;
  }
  return 0;
}
