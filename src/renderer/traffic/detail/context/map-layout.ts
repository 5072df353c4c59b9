import { hierarchy, partition, treemap, type HierarchyRectangularNode } from 'd3-hierarchy';
import { gathered, type MapPart } from './map-parts.ts';

/** A part of the map where it is drawn, in pixels. */
export interface MapCell {
  readonly part: MapPart;
  /** 1 for the outermost. */
  readonly level: number;
  /** The key of the part it is in. */
  readonly parent: string | null;
  readonly x0: number;
  readonly x1: number;
  readonly y0: number;
  readonly y1: number;
}

interface Room {
  readonly width: number;
  readonly height: number;
}

/** Narrower, nothing of a part is left beside the line between it and the next. */
const leastWidthPx = 3;
/** What is gathered is wide enough to be seen and pressed. */
const gatheredWidthPx = 14;
/** How the height is shared out over groups, owners and segments. */
const bandShares = [0, 0.22, 0.5, 1] as const;

/** Three bands over one another, groups, owners and segments, each as wide as its weight. The cells of a band follow one another without gaps. */
export function icicleCells(parts: readonly MapPart[], { width, height }: Room): readonly MapCell[] {
  const perPx = weightOf(parts) / Math.max(1, width);
  const root = rootOf(gathered(parts, leastWidthPx * perPx, gatheredWidthPx * perPx));
  const bandEnd = (level: number) => Math.round((bandShares[level] ?? 1) * height);
  return partition<MapPart>()
    .size([width, 1])(root)
    .descendants()
    .filter(({ depth }) => depth > 0)
    .map((node) => ({
      ...cellOf(node),
      y0: bandEnd(node.depth - 1),
      // What is gathered stands for all that is below it as well.
      y1: node.data.band === 'more' ? height : bandEnd(node.depth),
    }));
}

const leastAreaPx = 64;
const headPx = 15;
/** A part with less room has its name in a tooltip only. */
const namedWidthPx = 44;
const namedHeightPx = 34;

/** Boxes in boxes, the innermost as large as their weight allows, the largest first. A box that has room for it has a head above those in it. */
export function treemapCells(parts: readonly MapPart[], { width, height }: Room): readonly MapCell[] {
  const perPx = weightOf(parts) / Math.max(1, width * height);
  const root = rootOf(gathered(parts, leastAreaPx * perPx, Infinity));
  return treemap<MapPart>()
    .size([width, height])
    .paddingTop(({ depth, x0, x1, y0, y1 }) => (depth > 0 && x1 - x0 >= namedWidthPx && y1 - y0 >= namedHeightPx ? headPx : 0))(root)
    .descendants()
    .filter(({ depth }) => depth > 0)
    .map(cellOf);
}

function rootOf(parts: readonly MapPart[]) {
  const all: MapPart = { key: '', band: 'group', label: '', group: 'other', nodeKey: null, segments: [], weight: 0, children: parts, shares: [] };
  return hierarchy<MapPart>(all, ({ children }) => children).sum(({ children, weight }) => (children.length === 0 ? weight : 0));
}

function cellOf({ data: part, depth, parent, x0, x1, y0, y1 }: HierarchyRectangularNode<MapPart>): MapCell {
  return { part, level: depth, parent: parent === null || parent.depth === 0 ? null : parent.data.key, x0, x1, y0, y1 };
}

function weightOf(parts: readonly MapPart[]): number {
  return parts.reduce((sum, { weight }) => sum + weight, 0);
}
