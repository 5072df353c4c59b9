import type { SegmentView } from '../../../../contract/context-view.ts';
import { contextTree } from '../../../../domain/attribution/context-tree.ts';
import { pricedTree, type PricedNode } from '../../../../domain/cost/priced-tree.ts';
import type { Source } from '../../../../domain/attribution/source.ts';
import { promptOrder } from '../../../../domain/cost/prompt-order.ts';
import { segmentTitle } from '../../../format/source-title.ts';

/** A line of the source tree: a node of the domain's tree, or one of its segments. `segments` are in the order of the prompt. */
export interface SourceNode extends Omit<PricedNode, 'children'> {
  /** Where it stands in the body, for what has no name of its own; empty for all others. */
  readonly note: string;
  readonly children: readonly SourceNode[];
}

/** How the lines of one level follow one another: the largest first, or as they stand in the prompt. */
export type SourceOrder = 'size' | 'prompt';

/** The sources of a request, or of a part of it, as a tree. */
export interface SourceTree {
  readonly roots: readonly SourceNode[];
  readonly nodes: ReadonlyMap<string, SourceNode>;
  readonly parents: ReadonlyMap<string, SourceNode>;
  /** The innermost node of each segment. */
  readonly ofSegment: ReadonlyMap<number, SourceNode>;
  /** The indexes of the segments in the order of the prompt; what is in no place of it, as request parameters, comes last. */
  readonly order: readonly number[];
  /** The sum of what is known; null when nothing is. */
  readonly tokens: number | null;
}

/** The tree of a request's segments, or of those in `only`. */
export function sourceTree(segments: readonly SegmentView[], order: SourceOrder, only: ReadonlySet<number> | null): SourceTree {
  const indexes = inPromptOrder(segments).filter((index) => only === null || only.has(index));
  const own = indexes.flatMap((index) => segments[index] ?? []);
  const nodeOf = (node: PricedNode): SourceNode => {
    const children = node.children.length > 0 ? node.children.map(nodeOf) : node.segments.length > 1 ? partsOf(node, own, indexes) : [];
    return { ...node, note: '', segments: indexesAt(node.segments, indexes), children: arranged(children, order, placeOf) };
  };
  const places = new Map(indexes.map((index, place) => [index, place]));
  const placeOf = ({ segments: [first] }: SourceNode) => (first === undefined ? 0 : (places.get(first) ?? 0));
  const roots = arranged(pricedTree(contextTree(own), own).map(nodeOf), order, placeOf);
  return { roots, order: indexes, tokens: sumOfTokens(own), ...lookUps(roots) };
}

/** The key of the line of one segment. */
export function segmentKey(index: number): string {
  return `#${index}`;
}

/** Whether a line is that of one segment among several of its node. */
export function isSegmentKey(key: string): boolean {
  return key.startsWith('#');
}

function inPromptOrder(segments: readonly SegmentView[]): readonly number[] {
  const prompt = promptOrder(segments);
  const isInPrompt = new Set(prompt);
  return [...prompt, ...segments.flatMap((_segment, index) => (isInPrompt.has(index) ? [] : [index]))];
}

/** The segments of a node that has several, each as a line. */
function partsOf(node: PricedNode, own: readonly SegmentView[], indexes: readonly number[]): readonly SourceNode[] {
  const titles = new Map<Source, string>();
  const titleOf = (source: Source): string => {
    const title = titles.get(source) ?? segmentTitle(source);
    titles.set(source, title);
    return title;
  };
  const parts = node.segments.flatMap((at) => {
    const segment = own[at];
    const index = indexes[at];
    return segment === undefined || index === undefined ? [] : [{ segment, index, title: titleOf(segment.source) }];
  });
  const areNamed = new Set(parts.map(({ title }) => title)).size > 1;
  return parts.map(({ segment, index, title }) => ({
    key: segmentKey(index),
    label: areNamed ? title : segment.path,
    note: areNamed ? segment.path : '',
    group: node.group,
    tokens: segment.tokens,
    bytes: segment.end - segment.start,
    confidence: segment.confidence,
    tokensByState: segment.tokensByState,
    costMicroUsd: segment.costMicroUsd,
    segments: [index],
    children: [],
  }));
}

function arranged(nodes: readonly SourceNode[], order: SourceOrder, placeOf: (node: SourceNode) => number): readonly SourceNode[] {
  // The domain's nodes come largest first; sorting is stable.
  if (order === 'size') return nodes.toSorted((one, other) => (other.tokens ?? -1) - (one.tokens ?? -1));
  return nodes.toSorted((one, other) => placeOf(one) - placeOf(other));
}

function indexesAt(places: readonly number[], indexes: readonly number[]): readonly number[] {
  return places.flatMap((place) => indexes[place] ?? []);
}

function lookUps(roots: readonly SourceNode[]): Pick<SourceTree, 'nodes' | 'parents' | 'ofSegment'> {
  const nodes = new Map<string, SourceNode>();
  const parents = new Map<string, SourceNode>();
  const ofSegment = new Map<number, SourceNode>();
  const enter = (node: SourceNode) => {
    nodes.set(node.key, node);
    if (node.children.length === 0) for (const index of node.segments) ofSegment.set(index, node);
    for (const child of node.children) {
      parents.set(child.key, node);
      enter(child);
    }
  };
  for (const root of roots) enter(root);
  return { nodes, parents, ofSegment };
}

function sumOfTokens(segments: readonly SegmentView[]): number | null {
  return segments.reduce<number | null>((sum, { tokens }) => (tokens === null ? sum : (sum ?? 0) + tokens), null);
}
