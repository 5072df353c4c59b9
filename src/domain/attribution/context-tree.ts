import { kindLabel, groupLabels } from './source-label.ts';
import { sourceName } from './source-name.ts';
import type { Confidence, CountedSegment } from './segment.ts';
import { sourceGroup, type Source, type SourceGroup } from './source.ts';

/**
 * A node of the context tree: group → server, skill, file or tool → part. `segments` are indexes into the list given, in
 * order; those of its children are among them.
 */
export interface ContextNode {
  /** Unique within the tree, and the same for the same source in every request. */
  readonly key: string;
  readonly label: string;
  readonly group: SourceGroup;
  /** The sum of what is known of it; null when nothing is. */
  readonly tokens: number | null;
  readonly bytes: number;
  /** The lowest confidence of what it holds. */
  readonly confidence: Confidence;
  readonly segments: readonly number[];
  readonly children: readonly ContextNode[];
}

/** A step down the tree: what a node is told apart by, and what it is called. */
interface Step {
  readonly key: string;
  readonly label: string;
  /** What is counted behind the label, as "results" in "lookup · 3 results". */
  readonly counted?: string;
  /** What makes one of them; each segment when left out. */
  readonly countedBy?: string;
  /** True when it becomes one line with its part where it has only one. */
  readonly folds?: boolean;
}

/**
 * The segments of a request by source, most tokens first at every level. An MCP server is one node with all that it caused
 * in it, and so is a skill. What is in several segments (a result and its image) counts once.
 */
export function contextTree(segments: readonly CountedSegment[]): readonly ContextNode[] {
  const root = createBranch({ key: '', label: '' }, 'other');
  segments.forEach((segment, index) => {
    const group = sourceGroup(segment.source.kind);
    let branch = root;
    for (const step of [{ key: group, label: groupLabels[group] }, ...stepsOf(segment.source)]) {
      branch = branchUnder(branch, step, group);
      branch.segments.push(index);
      branch.bytes += segment.end - segment.start;
      if (segment.tokens !== null) branch.tokens = (branch.tokens ?? 0) + segment.tokens;
      if (doubts[segment.confidence] > doubts[branch.confidence]) branch.confidence = segment.confidence;
      if (step.counted !== undefined) branch.counted.add(step.countedBy ?? containerOf(segment.path));
    }
  });
  return finish(root).children;
}

const doubts: Readonly<Record<Confidence, number>> = { certain: 0, likely: 1, claimed: 2 };

interface Branch {
  readonly step: Step;
  readonly group: SourceGroup;
  tokens: number | null;
  bytes: number;
  confidence: Confidence;
  readonly segments: number[];
  readonly counted: Set<string>;
  readonly children: Map<string, Branch>;
}

function createBranch(step: Step, group: SourceGroup): Branch {
  return { step, group, tokens: null, bytes: 0, confidence: 'certain', segments: [], counted: new Set(), children: new Map() };
}

function branchUnder(parent: Branch, step: Step, group: SourceGroup): Branch {
  const known = parent.children.get(step.key);
  if (known !== undefined) return known;
  const branch = createBranch({ ...step, key: parent.step.key === '' ? step.key : `${parent.step.key}/${step.key}` }, group);
  parent.children.set(step.key, branch);
  return branch;
}

function finish(branch: Branch): ContextNode {
  const parts = [...branch.children.values()].map(finish).toSorted(byTokens);
  const [only] = parts;
  // A skill or tool of one part is one line, as "paint · listing".
  const isFolded = only !== undefined && parts.length === 1 && branch.step.folds === true;
  const children = isFolded ? [] : parts;
  return {
    key: branch.step.key,
    label: isFolded ? `${labelOf(branch)} · ${only.label}` : labelOf(branch),
    group: branch.group,
    tokens: branch.tokens,
    bytes: branch.bytes,
    confidence: branch.confidence,
    segments: branch.segments,
    children,
  };
}

function labelOf(branch: Branch): string {
  const { label, counted } = branch.step;
  if (counted === undefined) return label;
  const count = branch.counted.size;
  const amount = `${count} ${count === 1 ? counted.replace(/s$/, '') : counted}`;
  return label === '' ? amount : `${label} · ${amount}`;
}

function byTokens(one: ContextNode, other: ContextNode): number {
  return (other.tokens ?? -1) - (one.tokens ?? -1) || other.bytes - one.bytes || (one.key < other.key ? -1 : 1);
}

/** The block a path leads into: `messages[3].content[0]` for all that is in one result. */
function containerOf(path: string): string {
  return /^[a-z]+\[\d+\](?:\.content(?:\[\d+\])?)?/.exec(path)?.[0] ?? path;
}

/** Below the group: who caused it, then what of theirs it is. */
function stepsOf(source: Source): readonly Step[] {
  switch (source.kind) {
    case 'mcp-tool-definition':
      return [serverStep(source.server), { key: 'definitions', label: 'definitions', counted: 'tools', countedBy: source.tool }];
    case 'mcp-result':
      return [serverStep(source.server), { key: `result:${source.tool}`, label: source.tool, counted: 'results' }];
    case 'mcp-resource':
      return [serverStep(source.server), { key: `resource:${source.uri ?? ''}`, label: source.uri ?? 'resource' }];
    case 'mcp-prompt':
      return [serverStep(source.server), { key: `prompt:${source.name}`, label: `${source.name} · prompt` }];
    case 'mcp-instructions':
    case 'mcp-status':
      return [serverStep(source.server), kindStep(source)];
    case 'skill-listing':
    case 'skill-body':
    case 'slash-command':
      return [{ key: source.name ?? '', label: source.name ?? 'all skills', folds: true }, kindStep(source)];
    case 'tool-definition':
      return [{ key: source.tool, label: source.tool, folds: true }, kindStep(source)];
    case 'builtin-result':
      return [
        { key: source.tool, label: source.tool, folds: true },
        { key: source.kind, label: '', counted: 'results' },
      ];
    case 'memory-file': {
      const label = [source.path ?? 'all memory files', source.scope].filter((part) => part !== undefined).join(' · ');
      return [{ key: `${source.scope ?? ''}:${source.path ?? ''}`, label }];
    }
    case 'hook': {
      const label = [source.event ?? 'hook', source.tool].filter((part) => part !== undefined).join(' · ');
      return [{ key: `hook:${label}`, label: `${label} · hook` }];
    }
    // All images are one line, of whatever type they are.
    case 'image':
      return [kindStep(source)];
    default: {
      const name = sourceName(source);
      return name === null ? [kindStep(source)] : [kindStep(source), { key: name, label: name }];
    }
  }
}

function serverStep(server: string | undefined): Step {
  return { key: server ?? '', label: server ?? 'all servers' };
}

function kindStep(source: Source): Step {
  return { key: source.kind, label: kindLabel(source.kind) };
}
