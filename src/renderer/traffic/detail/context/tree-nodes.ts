import type { ContextNode } from '../../../../contract/context-view.ts';
import type { TreeItem } from '../../../ui/tree.tsx';

/** A node of the context tree as a line of it. */
interface NodeItem extends TreeItem {
  readonly node: ContextNode;
}

/** The lines that are to be seen: what lies below a folded node is left out. `toggled` are the keys that are not as at first. */
export function visibleNodes(tree: readonly ContextNode[], toggled: ReadonlySet<string>): readonly NodeItem[] {
  const lines: NodeItem[] = [];
  const walk = (nodes: readonly ContextNode[], level: number) => {
    for (const node of nodes) {
      const isLeaf = node.children.length === 0;
      const expanded = isLeaf ? null : isExpandedAtFirst(level) !== toggled.has(node.key);
      lines.push({ key: node.key, level, expanded, node });
      if (expanded === true) walk(node.children, level + 1);
    }
  };
  walk(tree, 1);
  return lines;
}

// Groups are open, the servers, skills and files in them are folded: that is what is compared first.
function isExpandedAtFirst(level: number): boolean {
  return level === 1;
}

/** All nodes of a tree, parents before children. */
export function allNodes(tree: readonly ContextNode[]): readonly ContextNode[] {
  return tree.flatMap((node) => [node, ...allNodes(node.children)]);
}

/**
 * The node that is shown until one is chosen: of those in sight at first, the largest in the largest group that has text to show.
 * The tree comes largest first.
 */
export function firstNode(tree: readonly ContextNode[]): ContextNode | null {
  const group = tree.find(hasText) ?? tree[0];
  return group?.children.find(hasText) ?? group ?? null;
}

function hasText(node: ContextNode): boolean {
  return segmentsOf(node).length > 0;
}

/** The segments a node holds, its own and those below it, in the order of the prompt. */
export function segmentsOf(node: ContextNode): readonly number[] {
  const indexes = new Set([...node.segments, ...node.children.flatMap(segmentsOf)]);
  return [...indexes].toSorted((a, b) => a - b);
}
