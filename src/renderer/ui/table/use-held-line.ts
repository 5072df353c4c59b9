import { useLayoutEffect, useRef } from 'react';

interface HeldLine {
  readonly rows: unknown;
  readonly at: number;
}

/**
 * Keeps the line that the keys are at where it is when other rows come and lines change places: the table is scrolled by as much as it moved. At the top
 * of the table, what is new shows; and what the user sorts or unfolds moves as it has to.
 */
export function useHeldLine(scroller: HTMLElement | null, at: number, { rows, height }: { readonly rows: unknown; readonly height: number }): void {
  const held = useRef<HeldLine>({ rows, at });
  useLayoutEffect(() => {
    const before = held.current;
    held.current = { rows, at };
    if (scroller === null || before.rows === rows || before.at === -1 || at === -1 || before.at === at || scroller.scrollTop === 0) return;
    const top = before.at * height;
    const isInSight = top + height > scroller.scrollTop && top < scroller.scrollTop + scroller.clientHeight;
    if (isInSight) scroller.scrollBy(0, (at - before.at) * height);
  }, [scroller, at, rows, height]);
}
