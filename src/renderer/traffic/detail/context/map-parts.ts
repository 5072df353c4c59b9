import type { SegmentView } from '../../../../contract/context-view.ts';
import { sourceGroups, type Source, type SourceGroup } from '../../../../domain/attribution/source.ts';
import { kindLabel } from '../../../../domain/attribution/source-label.ts';
import { sourceNames } from '../../../format/source-title.ts';
import { isSegmentKey, segmentKey, type SourceNode, type SourceOrder, type SourceTree } from './source-tree.ts';

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
  const split = order === 'prompt' ? neighbours : together;
  const labelOf = labeller(segments);
  const parts = split(leavesOf(tree, shown, weigher(segments)), ({ group }) => group).map(([group, inGroup]) => {
    const owners = split(inGroup, ({ owner }) => owner).map(([owner, ofOwner]) => {
      // By size there is seldom room for a head: what an owner has alone bears its name.
      const bearsOwner = order === 'size' && ofOwner.length === 1;
      const own = ofOwner.map((leaf) => segmentPart(leaf, bearsOwner ? owner.label : labelOf(leaf)));
      return partOf('owner', owner, largestFirst(own, order));
    });
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
  readonly group: SourceNode;
  readonly owner: SourceNode;
  readonly inner: SourceNode;
}

/** The segments that weigh something, each with what it is in. */
function leavesOf(tree: SourceTree, shown: readonly number[], weightOf: (index: number) => number): readonly Leaf[] {
  const owners = ownersIn(tree);
  const leaves: Leaf[] = [];
  for (const index of shown) {
    const weight = weightOf(index);
    const inner = tree.ofSegment.get(index);
    if (inner === undefined || weight <= 0) continue;
    const above = owners.get(isSegmentKey(inner.key) ? (tree.parents.get(inner.key)?.key ?? '') : inner.key);
    if (above !== undefined) leaves.push({ index, weight, inner, ...above });
  }
  return leaves;
}

/** Group and owner of every node that is no segment's own line. */
function ownersIn(tree: SourceTree): ReadonlyMap<string, Pick<Leaf, 'group' | 'owner'>> {
  const owners = new Map<string, Pick<Leaf, 'group' | 'owner'>>();
  const enter = (node: SourceNode, above: Pick<Leaf, 'group' | 'owner'>) => {
    owners.set(node.key, above);
    for (const child of node.children) if (!isSegmentKey(child.key)) enter(child, above);
  };
  for (const group of tree.roots) {
    owners.set(group.key, { group, owner: group });
    for (const owner of group.children) if (!isSegmentKey(owner.key)) enter(owner, { group, owner });
  }
  return owners;
}

/** What a segment is called below its owner: what that is called already is not said again. Segments of one source share the object. */
function labeller(segments: readonly SegmentView[]): (leaf: Leaf) => string {
  const labels = new Map<Source, string>();
  return ({ index, inner, owner }) => {
    const source = segments[index]?.source;
    if (source === undefined) return inner.label;
    const label = labels.get(source) ?? sourceNames(source).findLast((name) => !owner.label.includes(name)) ?? kindLabel(source.kind);
    labels.set(source, label);
    return label;
  };
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

function segmentPart({ index, weight, inner }: Leaf, label: string): MapPart {
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
