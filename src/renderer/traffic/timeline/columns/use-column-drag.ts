import { useRef, useState, type PointerEvent } from 'react';
import type { ColumnId } from './column-facts.ts';

interface ColumnDrag {
  readonly id: ColumnId;
  /** Before which column it would be put; null for after the last. */
  readonly before: ColumnId | null;
}

// A press that shakes is no drag.
const stirredPx = 6;

/** Moving a column by its head: what is being dragged to where, and what to hear on each head. */
export function useColumnDrag(visible: readonly ColumnId[], onMove: (id: ColumnId, before: ColumnId | null) => void) {
  const [drag, setDrag] = useState<ColumnDrag | null>(null);
  const pressed = useRef<{ readonly id: ColumnId; readonly x: number } | null>(null);
  /** The click that ends a drag sorts nothing. */
  const wasDrag = useRef(false);

  const end = (event: PointerEvent<HTMLElement>, isDone: boolean) => {
    if (event.currentTarget.hasPointerCapture(event.pointerId)) event.currentTarget.releasePointerCapture(event.pointerId);
    pressed.current = null;
    if (drag === null) return;
    setDrag(null);
    if (isDone && drag.before !== drag.id) onMove(drag.id, drag.before);
  };
  return {
    drag,
    handlersOf: (id: ColumnId) => ({
      onPointerDown: (event: PointerEvent<HTMLElement>) => {
        wasDrag.current = false;
        if (event.button !== 0) return;
        pressed.current = { id, x: event.clientX };
        // A quick hand has left the head before the first move is told.
        event.currentTarget.setPointerCapture(event.pointerId);
      },
      onPointerMove: (event: PointerEvent<HTMLElement>) => {
        const from = pressed.current;
        if (from === null || from.id !== id || (drag === null && Math.abs(event.clientX - from.x) < stirredPx)) return;
        wasDrag.current = true;
        setDrag({ id, before: columnAt(event.currentTarget, event.clientX, visible) });
      },
      onPointerUp: (event: PointerEvent<HTMLElement>) => end(event, true),
      onPointerCancel: (event: PointerEvent<HTMLElement>) => end(event, false),
    }),
    isClick: () => !wasDrag.current,
  };
}

/** The first column whose middle is right of the pointer. */
function columnAt(head: HTMLElement, x: number, visible: readonly ColumnId[]): ColumnId | null {
  const cells = [...(head.closest('[role="row"]')?.querySelectorAll('[role="columnheader"]') ?? [])];
  const at = cells.findIndex((cell) => {
    const { left, width } = cell.getBoundingClientRect();
    return x < left + width / 2;
  });
  return at === -1 ? null : (visible[at] ?? null);
}
