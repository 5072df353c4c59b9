import { useState, type KeyboardEvent, type PointerEvent } from 'react';
import './splitter.css';

interface SplitterProps {
  readonly label: string;
  /** The line's own direction: a vertical line sizes what is left of it, a horizontal one what is above. */
  readonly orientation: 'vertical' | 'horizontal';
  readonly size: number;
  readonly smallest: number;
  readonly largest: number;
  readonly onChange: (size: number) => void;
}

const stepPx = 16;

/** The line between two panes: dragged, or moved with the arrow keys, Home and End. */
export function Splitter({ label, orientation, size, smallest, largest, onChange }: SplitterProps) {
  const [held, setHeld] = useState<{ readonly from: number; readonly size: number } | null>(null);
  const place = (event: PointerEvent) => (orientation === 'vertical' ? event.clientX : event.clientY);
  const change = (wanted: number) => onChange(Math.round(Math.max(smallest, Math.min(largest, wanted))));

  const onKeyDown = (event: KeyboardEvent) => {
    const [less, more] = orientation === 'vertical' ? ['ArrowLeft', 'ArrowRight'] : ['ArrowUp', 'ArrowDown'];
    if (event.key === less) change(size - stepPx);
    else if (event.key === more) change(size + stepPx);
    else if (event.key === 'Home') change(smallest);
    else if (event.key === 'End') change(largest);
    else return;
    event.preventDefault();
  };

  return (
    <div
      className="splitter"
      role="separator"
      tabIndex={0}
      aria-label={label}
      aria-orientation={orientation}
      aria-valuenow={size}
      aria-valuemin={smallest}
      aria-valuemax={largest}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        setHeld({ from: place(event), size });
      }}
      onPointerMove={(event) => {
        if (held !== null) change(held.size + place(event) - held.from);
      }}
      onPointerUp={() => setHeld(null)}
      onPointerCancel={() => setHeld(null)}
    />
  );
}
