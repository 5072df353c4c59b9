import type { VirtualItem } from '@tanstack/react-virtual';
import { useLayoutEffect, useRef, type RefObject } from 'react';

/**
 * Keeps what is in sight of a list where it is when items above it come, go or change places: the first item in sight, which may have moved,
 * is scrolled back to its height. At the top of the list, what is new shows.
 */
export function useHeldScroll(scroller: RefObject<HTMLElement | null>, items: readonly { readonly key: string }[], visible: readonly VirtualItem[]): void {
  const held = useRef<{ readonly items: readonly unknown[]; readonly key: string; readonly start: number } | null>(null);
  useLayoutEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    const before = held.current;
    if (before !== null && before.items !== items && element.scrollTop > 0) {
      const now = visible.find(({ key }) => key === before.key);
      if (now !== undefined && now.start !== before.start) element.scrollBy(0, now.start - before.start);
    }
    const first = visible.find(({ end }) => end > element.scrollTop);
    held.current = first === undefined ? null : { items, key: String(first.key), start: first.start };
  });
}
