import type { SegmentView } from '../../../../contract/context-view.ts';
import { sourceGroups, type Source, type SourceGroup } from '../../../../domain/attribution/source.ts';
import { kindLabel } from '../../../../domain/attribution/source-label.ts';
import { sourceNames } from './source-title.ts';
import { pathTo, segmentKey, type SourceNode, type SourceOrder, type SourceTree } from './source-tree.ts';

/** A part of the context map, with those in it, whose weights sum to its own. */
export interface MapPart {
  readonly key: string;
  /** `more`: several neighbours, each too small to be seen. */
  readonly band: 'group' | 'owner' | 'segment' | 'more';
  readonly label: string;
  /** Of several: that of most of it. */
  readonly group: SourceGroup;
  /** The line of the tree that it stands for; null for what is of several. */
  readonly nodeKey: string | null;
  /** Indexes, in the order they are drawn in. */
  readonly segments: readonly number[];
  /** Tokens, or bytes where no tokens are known. */
  readonly weight: number;
  readonly children: readonly MapPart[];
  /** Of several: what each group has of the weight, in the order they are stacked everywhere. Empty for what is of one. */
  readonly shares: readonly GroupShare[];
}

interface GroupShare {
  readonly group: SourceGroup;
  readonly weight: number;
}

/** What a segment weighs on the map: its tokens, or its bytes while no tokens are known. */
export function weigher(segments: readonly SegmentView[]): (index: number) => number {
  const byTokens = segments.some(({ tokens }) => tokens !== null);
  return (index) => {
    const segment = segments[index];
    if (segment === undefined) return 0;
    return byTokens ? (segment.tokens ?? 0) : segment.end - segment.start;
  };
}

/**
 * Segments as groups, owners in them, and segments in those. In the order of the prompt neighbours stand together, and what comes again is another
 * part; by size all of a source are together, the largest first. What weighs nothing is left out.
 */
export function mapParts(tree: SourceTree, segments: readonly SegmentView[], shown: readonly number[], order: SourceOrder): readonly MapPart[] {
  const weightOf = weigher(segments);
  const split = order === 'prompt' ? neighbours : together;
  const leaves = shown.flatMap((index) => leafOf(tree, index, weightOf(index)));
  const parts = split(leaves, ({ path }) => path[0]).map(([group, inGroup]) => {
    const owners = split(inGroup, ({ path }) => path[1] ?? path[0]).map(([owner, ofOwner]) =>
      partOf('owner', owner, largestFirst(
        ofOwner.map((leaf) => segmentPart(leaf, segments[leaf.index]?.source)),
        order,
      )),
    );
    return partOf('group', group, largestFirst(owners, order));
  });
  return largestFirst(parts, order);
}

/**
 * The same parts with neighbours that weigh less than `least` as one; of many, each such part weighs about `enough`. Their order is kept, and
 * all weights are.
 */
export function gathered(parts: readonly MapPart[], least: number, enough: number): readonly MapPart[] {
  const result: MapPart[] = [];
  let small: MapPart[] = [];
  let weight = 0;
  const flush = () => {
    const [only] = small;
    if (only !== undefined) result.push(small.length === 1 ? only : moreOf(small));
    small = [];
    weight = 0;
  };
  for (const part of parts) {
    if (part.weight < least) {
      small.push(part);
      weight += part.weight;
      if (weight >= enough) flush();
    } else {
      flush();
      result.push({ ...part, children: gathered(part.children, least, enough) });
    }
  }
  flush();
  return result;
}

interface Leaf {
  readonly index: number;
  readonly weight: number;
  /** From the group to the innermost node. */
  readonly path: readonly [SourceNode, ...SourceNode[]];
}

function leafOf(tree: SourceTree, index: number, weight: number): readonly Leaf[] {
  const node = tree.ofSegment.get(index);
  const [group, ...below] = node === undefined ? [] : pathTo(tree, node.key);
  return group === undefined || weight <= 0 ? [] : [{ index, weight, path: [group, ...below] }];
}

type Split = (leaves: readonly Leaf[], nodeOf: (leaf: Leaf) => SourceNode) => readonly (readonly [SourceNode, readonly Leaf[]])[];

const neighbours: Split = (leaves, nodeOf) => {
  const runs: [SourceNode, Leaf[]][] = [];
  for (const leaf of leaves) {
    const node = nodeOf(leaf);
    const last = runs.at(-1);
    if (last !== undefined && last[0].key === node.key) last[1].push(leaf);
    else runs.push([node, [leaf]]);
  }
  return runs;
};

const together: Split = (leaves, nodeOf) => {
  const heaps = new Map<string, [SourceNode, Leaf[]]>();
  for (const leaf of leaves) {
    const node = nodeOf(leaf);
    const heap = heaps.get(node.key);
    if (heap === undefined) heaps.set(node.key, [node, [leaf]]);
    else heap[1].push(leaf);
  }
  return [...heaps.values()];
};

function segmentPart({ index, weight, path }: Leaf, source: Source | undefined): MapPart {
  const inner = path.at(-1) ?? path[0];
  const owner = (path[1] ?? path[0]).label;
  // What its owner is called already is not said again.
  const names = source === undefined ? [] : sourceNames(source).filter((name) => !owner.includes(name));
  const label = source === undefined ? inner.label : (names.at(-1) ?? kindLabel(source.kind));
  return { key: segmentKey(index), band: 'segment', label, group: inner.group, nodeKey: inner.key, segments: [index], weight, children: [], shares: [] };
}

function partOf(band: 'group' | 'owner', node: SourceNode, children: readonly MapPart[]): MapPart {
  const segments = children.flatMap((child) => child.segments);
  return { key: `${band}:${segments[0] ?? ''}`, band, label: node.label, group: node.group, nodeKey: node.key, segments, weight: weightOfAll(children), children, shares: [] };
}

function moreOf(parts: readonly MapPart[]): MapPart {
  const segments = parts.flatMap((part) => part.segments);
  const shares = sourceGroups
    .map((group) => ({ group, weight: weightOfAll(parts.filter((part) => part.group === group)) }))
    .filter(({ weight }) => weight > 0);
  const group = shares.reduce<GroupShare | undefined>((most, share) => (most === undefined || share.weight > most.weight ? share : most), undefined)?.group ?? 'other';
  return { key: `more:${segments[0] ?? ''}`, band: 'more', label: `${segments.length} more`, group, nodeKey: null, segments, weight: weightOfAll(parts), children: [], shares };
}

function largestFirst(parts: readonly MapPart[], order: SourceOrder): readonly MapPart[] {
  return order === 'prompt' ? parts : parts.toSorted((one, other) => other.weight - one.weight);
}

function weightOfAll(parts: readonly MapPart[]): number {
  return parts.reduce((sum, { weight }) => sum + weight, 0);
}
