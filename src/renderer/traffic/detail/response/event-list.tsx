import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useState, type KeyboardEvent } from 'react';
import type { StreamView } from '../../../../contract/conversation-view.ts';
import { formatCount, formatDurationUs, unknownFigure } from '../../../format/quantities.ts';
import { visibleText } from '../../../ui/visible-text.tsx';
import { laneOf } from './stream-facts.ts';

interface EventListProps {
  readonly stream: StreamView;
  readonly moments: readonly number[];
  /** How many have come: the last of them is the chosen one. */
  readonly count: number;
  readonly onCount: (count: number) => void;
}

const rowHeight = 22;
const shownSeconds = new Intl.NumberFormat('en-US', { minimumFractionDigits: 3, maximumFractionDigits: 3 });

/** The events one by one: when each came, how long after the one before, and what it says. What has not come yet is dim. */
export function EventList({ stream, moments, count, onCount }: EventListProps) {
  const [scroller, setScroller] = useState<HTMLElement | null>(null);
  const { events, hasTimes } = stream;
  const virtualizer = useVirtualizer({ count: events.length, getScrollElement: () => scroller, estimateSize: () => rowHeight, overscan: 10, useFlushSync: false });
  useEffect(() => {
    if (scroller !== null) virtualizer.scrollToIndex(Math.max(0, count - 1), { align: 'auto' });
  }, [scroller, virtualizer, count]);
  const onKeyDown = (event: KeyboardEvent) => {
    const next = { ArrowDown: count + 1, ArrowUp: Math.max(1, count - 1), Home: 1, End: events.length, PageDown: count + 15, PageUp: Math.max(1, count - 15) }[event.key];
    if (next === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    onCount(Math.min(events.length, next));
  };
  return (
    <div
      ref={setScroller}
      className="events"
      role="grid"
      aria-label="Events"
      aria-rowcount={events.length}
      tabIndex={0}
      aria-activedescendant={count === 0 ? undefined : `event-${count - 1}`}
      onKeyDown={onKeyDown}
      onClick={(event) => {
        const row = event.target instanceof Element ? event.target.closest('[aria-rowindex]') : null;
        if (row !== null) onCount(Number(row.getAttribute('aria-rowindex')));
      }}
    >
      <div className="events-room" role="rowgroup" style={{ height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map(({ index, start }) => {
          const event = events[index];
          if (event === undefined) return null;
          return (
            <div
              key={index}
              id={`event-${index}`}
              role="row"
              aria-rowindex={index + 1}
              aria-selected={index === count - 1}
              className="events-row"
              data-come={index < count}
              data-lane={laneOf(event)}
              style={{ transform: `translateY(${start}px)` }}
            >
              <span role="gridcell" className="figure dim">
                {formatCount(index + 1)}
              </span>
              <span role="gridcell" className="figure" title="Since the request began, in seconds">
                {hasTimes ? shownSeconds.format((moments[index] ?? 0) / 1e6) : unknownFigure}
              </span>
              <span role="gridcell" className="figure dim" title="After the event before">
                {hasTimes && index > 0 ? `+${formatDurationUs((moments[index] ?? 0) - (moments[index - 1] ?? 0))}` : ''}
              </span>
              <span role="gridcell" className="events-type">
                <span className="events-sign" aria-hidden="true" />
                {visibleText(event.type)}
                {event.index !== null && <span className="dim"> {event.index}</span>}
              </span>
              <span role="gridcell" className="events-says">
                {visibleText(event.summary)}
              </span>
            </div>
          );
        })}
      </div>
    </div>
  );
}
