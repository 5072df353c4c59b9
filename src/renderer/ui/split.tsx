import { useState, type ReactNode } from 'react';
import { Splitter } from './splitter.tsx';
import { useElementSize } from './use-element-size.ts';
import { useKeptShare } from './use-kept-share.ts';
import './splitter.css';

interface SplitProps {
  /** What the line sizes, for its name and for keeping it. */
  readonly name: string;
  /** The direction of the line: vertical for panes side by side. */
  readonly line: 'vertical' | 'horizontal';
  /** How much the first pane takes until the line is moved, from 0 to 1. */
  readonly firstShare: number;
  /** The smallest size of each pane in pixels. */
  readonly smallest: readonly [number, number];
  /** Null while it is folded: the second then takes all the room. */
  readonly first: ReactNode | null;
  /** Null when there is no second pane: the first then takes all the room. */
  readonly second: ReactNode | null;
}

/** Two panes and the line between them. They keep their proportion when the window changes size. */
export function Split({ name, line, firstShare, smallest, first, second }: SplitProps) {
  const [frame, setFrame] = useState<HTMLElement | null>(null);
  const [share, setShare] = useKeptShare(name, firstShare);
  const area = useElementSize(frame);
  const room = line === 'vertical' ? area.width : area.height;
  const largest = Math.max(smallest[0], room - smallest[1]);
  const size = Math.round(Math.max(smallest[0], Math.min(largest, room * share)));
  // Before the first measure the share itself says it, so that nothing jumps.
  const basis = room === 0 ? `${share * 100}%` : `${size}px`;
  return (
    <div ref={setFrame} className={`split split-${line}`}>
      {first !== null && (
        <div className="split-pane" style={second === null ? { flex: 1 } : { flex: `0 0 ${basis}` }}>
          {first}
        </div>
      )}
      {second !== null && (
        <>
          {first !== null && (
          <Splitter
            label={`Size of the ${name}`}
            orientation={line}
            size={size}
            smallest={smallest[0]}
            largest={largest}
            onChange={(wanted) => setShare(wanted / Math.max(1, room))}
          />
          )}
          <div className="split-pane split-rest">{second}</div>
        </>
      )}
    </div>
  );
}
