import type { ContextNode, ContextView } from '../../../../contract/context-view.ts';

/** Neighbouring segments of one node, in the order of the prompt. */
interface PromptRun {
  readonly first: number;
  readonly segments: readonly number[];
  readonly nodeKey: string;
  readonly group: ContextNode['group'];
  /** Tokens, or bytes where no tokens are known. */
  readonly weight: number;
}

/** The prompt as runs of the second level of the tree (server, skill, file), in the order it was sent. */
export function promptRuns(context: ContextView): readonly PromptRun[] {
  const owners = new Map<number, ContextNode>();
  for (const group of context.tree) {
    claim(group, group, owners);
    for (const child of group.children) claim(child, child, owners);
  }
  const byTokens = context.segments.some((segment) => segment.tokens !== null);
  const runs: PromptRun[] = [];
  for (const [index, segment] of context.segments.entries()) {
    const owner = owners.get(index);
    if (owner === undefined) continue;
    const weight = byTokens ? (segment.tokens ?? 0) : segment.end - segment.start;
    const last = runs.at(-1);
    if (last !== undefined && last.nodeKey === owner.key) {
      runs[runs.length - 1] = { ...last, segments: [...last.segments, index], weight: last.weight + weight };
    } else runs.push({ first: index, segments: [index], nodeKey: owner.key, group: owner.group, weight });
  }
  return runs;
}

function claim(node: ContextNode, owner: ContextNode, owners: Map<number, ContextNode>): void {
  for (const index of node.segments) owners.set(index, owner);
  for (const child of node.children) claim(child, owner, owners);
}
