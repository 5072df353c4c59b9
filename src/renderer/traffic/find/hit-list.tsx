import { useVirtualizer } from '@tanstack/react-virtual';
import { useId, useRef, type KeyboardEvent, type MouseEvent, type RefObject } from 'react';
import type { ExchangeRow } from '../../../contract/exchange-view.ts';
import { useNow } from '../../ui/use-now.ts';
import { HitLine, type TextHit } from './hit-line.tsx';

interface HitListProps {
  readonly list: RefObject<HTMLDivElement | null>;
  readonly hits: readonly TextHit[];
  readonly rows: ReadonlyMap<string, ExchangeRow>;
  /** The place of the hit the keys are at. */
  readonly at: number;
  readonly onMove: (at: number) => void;
  readonly onOpen: (hit: TextHit) => void;
  /** Escape was pressed. */
  readonly onLeave: () => void;
  /** The last hits are in sight. */
  readonly onEnd: () => void;
}

const hitHeightPx = 62;
const pageOfKeys = 6;

/** The texts that were found. Arrow keys move, Enter opens; only those in sight exist as elements. */
export function HitList({ list, hits, rows, at, onMove, onOpen, onLeave, onEnd }: HitListProps) {
  const id = useId();
  const nowMs = useNow(true, 60_000);
  const asked = useRef(0);
  const virtualizer = useVirtualizer({
    count: hits.length,
    getScrollElement: () => list.current,
    estimateSize: () => hitHeightPx,
    overscan: 6,
    useFlushSync: false,
    onChange: ({ range }) => {
      if (range === null || range.endIndex < hits.length - pageOfKeys || asked.current === hits.length) return;
      asked.current = hits.length;
      onEnd();
    },
  });
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const hit = hits[at];
    if (event.key === 'Enter' && hit !== undefined) onOpen(hit);
    else if (event.key === 'Escape') onLeave();
    else {
      const next = placeAfter(event.key, at, hits.length);
      if (next === null) return;
      onMove(next);
      virtualizer.scrollToIndex(next);
    }
    event.preventDefault();
  };
  const onClick = (event: MouseEvent) => {
    const index = Number(event.target instanceof Element ? event.target.closest<HTMLElement>('[data-hit]')?.dataset['hit'] : undefined);
    const hit = hits[index];
    if (hit === undefined) return;
    onMove(index);
    onOpen(hit);
  };
  return (
    <div
      ref={list}
      className="hits"
      role="listbox"
      aria-label="Texts that were found"
      tabIndex={0}
      aria-activedescendant={hits[at] === undefined ? undefined : `${id}-${at}`}
      onKeyDown={onKeyDown}
      onClick={onClick}
    >
      <div role="presentation" className="hits-rows" style={{ height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map(({ index, start }) => {
          const hit = hits[index];
          if (hit === undefined) return null;
          return (
            <div
              key={index}
              id={`${id}-${index}`}
              className="hit"
              role="option"
              aria-selected={index === at}
              aria-posinset={index + 1}
              aria-setsize={hits.length}
              style={{ top: start, height: hitHeightPx }}
              data-hit={index}
            >
              <HitLine hit={hit} row={rows.get(hit.exchangeId) ?? null} nowMs={nowMs} />
            </div>
          );
        })}
      </div>
    </div>
  );
}

function placeAfter(key: string, at: number, count: number): number | null {
  const steps: Readonly<Record<string, number>> = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1, PageDown: pageOfKeys, PageUp: -pageOfKeys, Home: -count, End: count };
  const step = steps[key];
  return step === undefined || count === 0 ? null : Math.max(0, Math.min(count - 1, at + step));
}
