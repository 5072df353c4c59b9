import { useState, type KeyboardEvent, type PointerEvent } from 'react';

interface ChartCursorOptions {
  readonly count: number;
  /** Which column or row a place in the chart is of; null beside them. */
  readonly indexAt: (offsetX: number, offsetY: number) => number | null;
  readonly orientation: 'horizontal' | 'vertical';
  readonly onChoose: ((index: number) => void) | undefined;
  /** With it a range can be dragged, or taken with Shift and the arrows. Both ends are in it. */
  readonly onSelect: ((from: number, to: number) => void) | undefined;
}

interface Cursor {
  readonly at: number;
  /** Where a range that is being made began. */
  readonly anchor: number | null;
  readonly byKey: boolean;
}

const none = { at: null, range: null } as const;

// Below it, the pointer shook.
const leastDragPx = 4;

/** Which column of a chart the pointer or the keys are at, and the range that is being made with them. */
export function useChartCursor({ count, indexAt, orientation, onChoose, onSelect }: ChartCursorOptions) {
  const [cursor, setCursor] = useState<Cursor | null>(null);
  const [pressedX, setPressedX] = useState<number | null>(null);
  const known = cursor !== null && cursor.at < count ? cursor : null;
  const finish = (from: number, to: number) => {
    setCursor({ at: to, anchor: null, byKey: true });
    onSelect?.(Math.min(from, to), Math.max(from, to));
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.altKey || event.ctrlKey || event.metaKey || count === 0) return;
    const at = known?.at ?? count - 1;
    const next = keyTarget(event.key, at, count, orientation);
    if (next !== null) {
      setCursor({ at: next, anchor: event.shiftKey && onSelect !== undefined ? (known?.anchor ?? at) : null, byKey: true });
    } else if (event.key === 'Enter' || event.key === ' ') {
      if (known !== null && known.anchor !== null && known.anchor !== at) finish(known.anchor, at);
      else onChoose?.(at);
    } else if (event.key === 'Escape' && known !== null && known.anchor !== null) {
      setCursor({ ...known, anchor: null });
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return {
    ...(known === null ? none : { at: known.at, range: known.anchor === null ? null : ([Math.min(known.anchor, known.at), Math.max(known.anchor, known.at)] as const) }),
    isDragged: pressedX !== null && known !== null && known.anchor !== null,
    handlers: {
      onKeyDown,
      onFocus: (event: { readonly currentTarget: HTMLElement }) => {
        if (known === null && count > 0 && event.currentTarget.matches(':focus-visible')) setCursor({ at: orientation === 'horizontal' ? count - 1 : 0, anchor: null, byKey: true });
      },
      onBlur: () => setCursor(null),
      onPointerDown: (event: PointerEvent<HTMLElement>) => {
        const { x, y } = placeOf(event);
        const at = indexAt(x, y);
        if (event.button !== 0 || at === null) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        setPressedX(x);
        setCursor({ at, anchor: onSelect === undefined ? null : at, byKey: false });
      },
      onPointerMove: (event: PointerEvent<HTMLElement>) => {
        const { x, y } = placeOf(event);
        const at = indexAt(x, y);
        if (at === null || (known?.at === at && !known.byKey)) return;
        setCursor({ at, anchor: pressedX === null ? null : (known?.anchor ?? null), byKey: false });
      },
      onPointerUp: (event: PointerEvent<HTMLElement>) => {
        if (pressedX === null) return;
        const { x } = placeOf(event);
        setPressedX(null);
        if (known === null) return;
        if (known.anchor !== null && known.anchor !== known.at && Math.abs(x - pressedX) >= leastDragPx) finish(known.anchor, known.at);
        else {
          setCursor({ ...known, anchor: null });
          onChoose?.(known.at);
        }
      },
      onPointerCancel: () => {
        setPressedX(null);
        setCursor(null);
      },
      onPointerLeave: () => {
        if (pressedX === null && known !== null && !known.byKey) setCursor(null);
      },
    },
  };
}

function keyTarget(key: string, at: number, count: number, orientation: 'horizontal' | 'vertical'): number | null {
  const [back, forth] = orientation === 'horizontal' ? ['ArrowLeft', 'ArrowRight'] : ['ArrowUp', 'ArrowDown'];
  const target = { [back]: at - 1, [forth]: at + 1, PageUp: at - 10, PageDown: at + 10, Home: 0, End: count - 1 }[key];
  return target === undefined ? null : Math.min(count - 1, Math.max(0, target));
}

function placeOf(event: PointerEvent<HTMLElement>) {
  const box = event.currentTarget.getBoundingClientRect();
  return { x: event.clientX - box.left, y: event.clientY - box.top };
}
