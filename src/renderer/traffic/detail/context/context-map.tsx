import { useMemo, useRef, useState, type FocusEvent, type KeyboardEvent, type MouseEvent, type PointerEvent } from 'react';
import { flushSync } from 'react-dom';
import type { ContextView } from '../../../../contract/context-view.ts';
import { Empty } from '../../../ui/list-state.tsx';
import { Segmented } from '../../../ui/segmented.tsx';
import { useElementSize } from '../../../ui/use-element-size.ts';
import { CacheLine } from './cache-line.tsx';
import { cacheRuns } from './cache-runs.ts';
import { MapCells } from './map-cells.tsx';
import { icicleCells, treemapCells, type MapCell } from './map-layout.ts';
import { cellBeside } from './map-moves.ts';
import { mapParts, weigher } from './map-parts.ts';
import { MapTip } from './map-tip.tsx';
import { MapTrail, type MapStep } from './map-trail.tsx';
import type { MapGround } from './map-words.ts';
import type { SourceOrder, SourceTree } from './source-tree.ts';
import './context-map.css';

interface ContextMapProps {
  readonly context: ContextView;
  readonly tree: SourceTree;
  /** The line of the tree that is chosen. */
  readonly chosen: string | null;
  readonly onChoose: (key: string) => void;
  /** Enter on a segment: its text is to be read. */
  readonly onRead: () => void;
}

const cacheLinePx = 9;
const noSegments: ReadonlySet<number> = new Set();

/**
 * The prompt as a picture: as it was sent, or its sources by size. What is chosen is marked here and in the tree. A part can be gone into, and all
 * of it be walked through by arrow keys.
 */
export function ContextMap({ context, tree, chosen, onChoose, onRead }: ContextMapProps) {
  const [order, setOrder] = useState<SourceOrder>('prompt');
  const [trail, setTrail] = useState<readonly MapStep[]>([]);
  const [reached, setReached] = useState<string | null>(null);
  const [tip, setTip] = useState<{ readonly key: string; readonly x: number; readonly y: number } | null>(null);
  const [room, setRoom] = useState<HTMLElement | null>(null);
  const frame = useRef<HTMLDivElement>(null);
  const size = useElementSize(room);

  const weightOf = useMemo(() => weigher(context.segments), [context.segments]);
  const step = trail.at(-1);
  const shown = useMemo(() => tree.order.filter((index) => weightOf(index) > 0 && (step === undefined || step.segments.has(index))), [tree, weightOf, step]);
  const ground = useMemo(
    (): MapGround => ({ context, isTokens: context.segments.some(({ tokens }) => tokens !== null), total: context.segments.reduce((sum, _segment, index) => sum + weightOf(index), 0) }),
    [context, weightOf],
  );
  const runs = useMemo(() => (order === 'prompt' ? cacheRuns(context.segments, shown) : []), [context.segments, shown, order]);
  const height = Math.max(0, size.height - (runs.length > 0 ? cacheLinePx : 0));
  const { width } = size;
  const cells = useMemo(() => {
    if (width === 0 || height === 0) return [];
    const parts = mapParts(tree, context.segments, shown, order);
    return order === 'prompt' ? icicleCells(parts, { width, height }) : treemapCells(parts, { width, height });
  }, [tree, context.segments, shown, order, width, height]);
  const within = useMemo(() => {
    const node = chosen === null ? undefined : tree.nodes.get(chosen);
    return node === undefined ? noSegments : new Set(node.segments);
  }, [tree, chosen]);

  const isChosen = ({ part }: MapCell) => part.nodeKey !== null && part.nodeKey === chosen;
  const entry = cells.find(({ part }) => part.key === reached) ?? cells.find(isChosen) ?? cells[0];
  const cellAt = (target: EventTarget) => {
    const key = target instanceof Element ? target.closest<HTMLElement>('[data-part]')?.dataset['part'] : undefined;
    return key === undefined ? undefined : cells.find(({ part }) => part.key === key);
  };
  const focusOn = (key: string | undefined) => {
    if (key !== undefined) frame.current?.querySelector<HTMLElement>(`[data-part="${CSS.escape(key)}"]`)?.focus();
  };
  const goTo = (next: readonly MapStep[], wanted?: number) => {
    flushSync(() => {
      setTrail(next);
      setReached(null);
      setTip(null);
    });
    // The keyboard goes on from where it was: from the part that was gone into, or from what it became.
    const parts = [...(frame.current?.querySelectorAll<HTMLElement>('[data-part]') ?? [])];
    const key = wanted === undefined ? undefined : parts.find(({ dataset }) => dataset['part']?.endsWith(`:${wanted}`) === true)?.dataset['part'];
    focusOn(key ?? parts[0]?.dataset['part']);
  };
  const goInto = ({ part }: MapCell) => {
    if (part.band === 'segment' || part.segments.length === shown.length) return;
    goTo([...trail, { label: part.label, segments: new Set(part.segments) }]);
  };
  const choose = ({ part }: MapCell) => {
    setReached(part.key);
    if (part.nodeKey !== null) onChoose(part.nodeKey);
  };

  const onClick = (event: MouseEvent) => {
    const cell = cellAt(event.target);
    if (cell === undefined) return;
    if (cell.part.band === 'more' || event.detail === 2) goInto(cell);
    else choose(cell);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const cell = cellAt(event.target);
    if (cell === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    const beside = cellBeside(cells, cell, event.key);
    if (beside !== null) {
      flushSync(() => choose(beside));
      focusOn(beside.part.key);
    } else if (event.key === 'Enter' && cell.part.band === 'segment') {
      choose(cell);
      onRead();
    } else if (event.key === 'Enter') goInto(cell);
    else if (event.key === ' ') choose(cell);
    else if ((event.key === 'Escape' || event.key === 'Backspace') && trail.length > 0) goTo(trail.slice(0, -1), cell.part.segments[0]);
    else if (!event.key.startsWith('Arrow')) return;
    event.preventDefault();
  };
  const onPointerMove = (event: PointerEvent) => {
    const cell = cellAt(event.target);
    setTip(cell === undefined ? null : { key: cell.part.key, x: event.clientX, y: event.clientY });
  };
  const onFocus = (event: FocusEvent) => {
    const cell = cellAt(event.target);
    if (cell === undefined || !event.target.matches(':focus-visible')) return;
    const box = event.target.getBoundingClientRect();
    setTip({ key: cell.part.key, x: box.left, y: box.bottom - 8 });
  };
  const tipped = tip === null ? undefined : cells.find(({ part }) => part.key === tip.key);

  return (
    <section className="map" aria-label="Map of the prompt">
      <div className="map-head">
        <MapTrail trail={trail} isTokens={ground.isTokens} isInOrder={order === 'prompt'} onStep={(count) => goTo(trail.slice(0, count))} />
        <Segmented
          label="How the map is ordered"
          value={order}
          choices={[
            { value: 'prompt', name: 'In prompt order' },
            { value: 'size', name: 'By size' },
          ]}
          onChange={setOrder}
        />
      </div>
      <div ref={setRoom} className="map-room">
        {cells.length === 0 && width > 0 && <Empty title={tree.order.length === 0 ? 'Nothing is new' : 'Nothing in it has a size'} />}
        <div
          ref={frame}
          className={`map-frame map-frame-${order}`}
          role="tree"
          aria-label="Context map"
          style={{ height }}
          onClick={onClick}
          onKeyDown={onKeyDown}
          onPointerMove={onPointerMove}
          onPointerLeave={() => setTip(null)}
          onFocus={onFocus}
          onBlur={() => setTip(null)}
        >
          <MapCells cells={cells} ground={ground} chosen={chosen} within={within} reached={entry?.part.key ?? null} showsCache={order === 'size'} />
        </div>
        {width > 0 && <CacheLine runs={runs} widthPx={width} heightPx={height} />}
      </div>
      {tip !== null && tipped !== undefined && <MapTip part={tipped.part} ground={ground} x={tip.x} y={tip.y} />}
    </section>
  );
}
