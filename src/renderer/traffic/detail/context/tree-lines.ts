import type { SegmentView } from '../../../../contract/context-view.ts';
import type { TreeItem } from '../../../ui/tree.tsx';
import type { SourceNode, SourceTree } from './source-tree.ts';

/** A node of the source tree as a line of it. */
export interface SourceLine extends TreeItem {
  readonly node: SourceNode;
}

/** The lines that are to be seen: what lies below a folded node is left out. `toggled` are the keys that are not as at first. */
export function visibleLines(roots: readonly SourceNode[], toggled: ReadonlySet<string>): readonly SourceLine[] {
  const lines: SourceLine[] = [];
  const walk = (nodes: readonly SourceNode[], level: number) => {
    for (const node of nodes) {
      const expanded = node.children.length === 0 ? null : isOpenAtFirst(level) !== toggled.has(node.key);
      lines.push({ key: node.key, level, expanded, node });
      if (expanded === true) walk(node.children, level + 1);
    }
  };
  walk(roots, 1);
  return lines;
}

/** The lines that hold a text, in any case, with all that they are in and, where a node holds it, what is in it. Nothing of it is folded. */
export function foundLines(roots: readonly SourceNode[], text: string): readonly SourceLine[] {
  const wanted = text.toLowerCase();
  const walk = (nodes: readonly SourceNode[], level: number): readonly SourceLine[] =>
    nodes.flatMap((node) => {
      const isFound = node.label.toLowerCase().includes(wanted) || node.note.toLowerCase().includes(wanted);
      const below = walk(node.children, level + 1);
      if (!isFound && below.length === 0) return [];
      return [{ key: node.key, level, expanded: below.length === 0 ? null : true, node }, ...below];
    });
  return walk(roots, 1);
}

/** What `toggled` has to be for a node to be in sight. */
export function revealing(tree: SourceTree, key: string, toggled: ReadonlySet<string>): ReadonlySet<string> {
  const next = new Set(toggled);
  let level = -1;
  for (let node = tree.parents.get(key); node !== undefined; node = tree.parents.get(node.key)) level += 1;
  for (let node = tree.parents.get(key); node !== undefined; node = tree.parents.get(node.key), level -= 1) {
    if (isOpenAtFirst(level + 1)) next.delete(node.key);
    else next.add(node.key);
  }
  return next;
}

// Groups are open, the servers, skills and files in them are folded: that is what is compared first.
function isOpenAtFirst(level: number): boolean {
  return level === 1;
}

/** The line of a node, or of the innermost node it is in that is to be seen. */
export function lineInSight(tree: SourceTree, lines: readonly SourceLine[], key: string): string | null {
  const inSight = new Set(lines.map((line) => line.key));
  for (let node = tree.nodes.get(key); node !== undefined; node = tree.parents.get(node.key)) if (inSight.has(node.key)) return node.key;
  return null;
}

/**
 * What is read until something is chosen: the largest segment of the largest node that has text to show, in the group whose nodes with text are the
 * largest. That is what the tokens went to; what has none, as the parameters of the request, only where there is nothing else.
 */
export function firstNode(tree: SourceTree, segments: readonly SegmentView[]): SourceNode | null {
  const tokensWithText = (group: SourceNode) => group.children.filter(hasText).reduce((sum, { tokens }) => sum + (tokens ?? 0), 0);
  const groups = tree.roots.filter(hasText).toSorted((one, other) => tokensWithText(other) - tokensWithText(one));
  const group = groups[0] ?? tree.roots[0];
  const node = largest(group?.children.filter(hasText) ?? []) ?? group;
  if (node === undefined) return null;
  const first = node.segments.reduce((best, index) => ((segments[index]?.tokens ?? 0) > (segments[best]?.tokens ?? 0) ? index : best), node.segments[0] ?? -1);
  return tree.ofSegment.get(first) ?? node;
}

function largest(nodes: readonly SourceNode[]): SourceNode | undefined {
  return nodes.reduce<SourceNode | undefined>((best, node) => (best === undefined || (node.tokens ?? -1) > (best.tokens ?? -1) ? node : best), undefined);
}

function hasText({ bytes }: SourceNode): boolean {
  return bytes > 0;
}
