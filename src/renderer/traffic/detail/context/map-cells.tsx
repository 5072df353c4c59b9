import { memo } from 'react';
import type { MapCell } from './map-layout.ts';
import { partName, partStates, type MapGround } from './map-words.ts';
import { visibleText } from '../../../ui/visible-text.tsx';
import { stateParts } from './cache-words.ts';

interface MapCellsProps {
  readonly cells: readonly MapCell[];
  readonly ground: MapGround;
  /** The line of the tree that is chosen, and its segments. */
  readonly chosen: string | null;
  readonly within: ReadonlySet<number>;
  /** The key of the part that Tab leads to. */
  readonly reached: string | null;
  /** Whether each innermost part shows how it was billed: in the order of the prompt a line below says so for all. */
  readonly showsCache: boolean;
}

/** The parts of the map, each where it belongs. */
export const MapCells = memo(function MapCells({ cells, ground, chosen, within, reached, showsCache }: MapCellsProps) {
  return cells.map((cell) => {
    const isInner = cell.part.children.length === 0;
    const isChosen = cell.part.nodeKey !== null && cell.part.nodeKey === chosen;
    return (
      <MapCellBox
        key={cell.part.key}
        cell={cell}
        ground={ground}
        isChosen={isChosen}
        isWithin={isInner && !isChosen && within.size > 0 && cell.part.segments.some((index) => within.has(index))}
        isReached={cell.part.key === reached}
        showsCache={showsCache && isInner}
      />
    );
  });
});

interface MapCellBoxProps {
  readonly cell: MapCell;
  readonly ground: MapGround;
  readonly isChosen: boolean;
  readonly isWithin: boolean;
  readonly isReached: boolean;
  readonly showsCache: boolean;
}

/** Of the smallest name that is cut: a few letters and the sign that there are more. */
const cutNamePx = 44;
const charPx = 6.2;

const MapCellBox = memo(function MapCellBox({ cell, ground, isChosen, isWithin, isReached, showsCache }: MapCellBoxProps) {
  const { part, level, x0, x1, y0, y1 } = cell;
  const states = showsCache ? partStates(part, ground.context.segments) : null;
  // What was read from the cache is as it should be: the rest is what the bill is made of.
  const name = shortName(part.label);
  const isRead = states !== null && states.read === part.weight;
  return (
    <div
      className={`map-part map-${part.band}${isWithin ? ' map-within' : ''}`}
      data-group={part.group}
      data-part={part.key}
      role="treeitem"
      tabIndex={isReached ? 0 : -1}
      aria-level={level}
      aria-selected={isChosen}
      aria-label={partName(part, ground)}
      style={{ left: x0, top: y0, width: Math.max(0.5, x1 - x0), height: y1 - y0 }}
    >
      {part.shares.length > 0 && (
        <span className="map-shares">
          {part.shares.map(({ group, weight }) => (
            <i key={group} data-group={group} style={{ flexGrow: weight }} />
          ))}
        </span>
      )}
      {y1 - y0 >= 13 && hasRoomFor(name, x1 - x0) && <span className="map-name">{visibleText(name)}</span>}
      {states !== null && !isRead && x1 - x0 >= 8 && y1 - y0 >= 10 && (
        <span className="map-states">
          {stateParts(states).map(({ state, tokens }) => (
            <i key={state} className={`cache-${state}`} style={{ flexGrow: tokens }} />
          ))}
        </span>
      )}
    </div>
  );
});

/** Whether a name can be read in so many pixels, whole or cut. */
function hasRoomFor(name: string, px: number): boolean {
  return px >= Math.min(cutNamePx, 8 + name.length * charPx);
}

/** A file by its name alone: the folders would take the room. */
function shortName(label: string): string {
  return label.replace(/^\S*\/(?=[^\s/])/, '');
}
