import { describe, expect, it } from 'vitest';
import { contextTree, type ContextNode } from './context-tree.ts';
import type { Confidence, CountedSegment } from './segment.ts';
import type { Source } from './source.ts';

/** Segments of ten bytes each, end to end. */
function segmentsOf(...rows: readonly (readonly [source: Source, tokens: number | null, path?: string, confidence?: Confidence])[]): readonly CountedSegment[] {
  return rows.map(([source, tokens, path = '', confidence = 'certain'], index) => ({ start: index * 10, end: index * 10 + 10, path, source, confidence, tokens }));
}

const outline = (nodes: readonly ContextNode[]): unknown =>
  nodes.map(({ label, tokens, children }) => (children.length === 0 ? [label, tokens] : [label, tokens, outline(children)]));

describe('the context tree', () => {
  it('makes one node of a server, with its definitions, instructions and results in it', () => {
    const segments = segmentsOf(
      [{ kind: 'mcp-tool-definition', server: 'docs', tool: 'find' }, 30],
      [{ kind: 'mcp-tool-definition', server: 'docs', tool: 'read' }, 40],
      [{ kind: 'mcp-tool-definition', server: 'docs', tool: 'read' }, 2],
      [{ kind: 'mcp-instructions', server: 'docs' }, 10],
      [{ kind: 'mcp-result', server: 'docs', tool: 'find' }, 500, 'messages[2].content[0].content'],
      [{ kind: 'mcp-result', server: 'docs', tool: 'find' }, 100, 'messages[4].content[0].content[0].text'],
      [{ kind: 'mcp-result', server: 'docs', tool: 'find' }, 100, 'messages[4].content[0].content[1].source.data'],
      [{ kind: 'mcp-result', server: 'other', tool: 'find' }, 1, 'messages[6].content[0].content'],
    );
    expect(outline(contextTree(segments))).toEqual([
      ['MCP servers', 783, [
        ['docs', 782, [['find · 2 results', 700], ['definitions · 2 tools', 72], ['instructions', 10]]],
        ['other', 1, [['find · 1 result', 1]]],
      ]],
    ]);
  });

  it('puts a skill’s listing, body and command together, and names memory files by path and scope', () => {
    const segments = segmentsOf(
      [{ kind: 'skill-listing', name: 'paint' }, 5],
      [{ kind: 'skill-body', name: 'paint', origin: 'user' }, 50],
      [{ kind: 'slash-command', name: 'paint' }, 2],
      [{ kind: 'memory-file', path: '/p/CLAUDE.md', scope: 'project' }, 200],
    );
    expect(outline(contextTree(segments))).toEqual([
      ['Memory', 200, [['/p/CLAUDE.md · project', 200]]],
      ['Skills', 57, [['paint', 57, [['body', 50], ['listing', 5], ['command', 2]]]]],
    ]);
  });

  it('folds a skill or tool of one part into one line', () => {
    const segments = segmentsOf(
      [{ kind: 'skill-listing', name: 'paint' }, 5],
      [{ kind: 'builtin-result', tool: 'Read' }, 3, 'messages[1].content[0].content'],
      [{ kind: 'builtin-result', tool: 'Bash' }, 7, 'messages[2].content[0].content'],
      [{ kind: 'builtin-result', tool: 'Bash' }, 7, 'messages[3].content[0].content'],
      [{ kind: 'tool-definition', tool: 'Bash' }, 1],
    );
    expect(outline(contextTree(segments))).toEqual([
      ['Tools', 18, [['Bash', 15, [['2 results', 14], ['definition', 1]]], ['Read · 1 result', 3]]],
      ['Skills', 5, [['paint · listing', 5]]],
    ]);
  });

  it('sums bytes and tokens, keeps the places of the segments, and shows the lowest confidence', () => {
    const [group] = contextTree(segmentsOf([{ kind: 'user-input' }, 3, 'a', 'likely'], [{ kind: 'assistant-text' }, null, 'b'], [{ kind: 'user-input' }, 4, 'c', 'claimed']));
    expect(group).toMatchObject({ label: 'Conversation', tokens: 7, bytes: 30, confidence: 'claimed', segments: [0, 1, 2] });
    expect(group?.children).toMatchObject([
      { label: 'user input', tokens: 7, bytes: 20, segments: [0, 2] },
      { label: 'assistant text', tokens: null, bytes: 10, confidence: 'certain', segments: [1] },
    ]);
  });

  it('has a node without bytes for what the API adds', () => {
    const tree = contextTree([{ start: 10, end: 10, path: '', source: { kind: 'api-overhead' }, confidence: 'likely', tokens: 346 }]);
    expect(tree[0]?.children[0]).toMatchObject({ label: 'added by the API', tokens: 346, bytes: 0 });
  });

  it('gives every node a key of its own', () => {
    const segments = segmentsOf(
      [{ kind: 'mcp-instructions' }, 1],
      [{ kind: 'mcp-instructions', server: 'a/b' }, 1],
      [{ kind: 'mcp-result', server: 'a', tool: 'b' }, 1],
      [{ kind: 'hook', event: 'Stop' }, 1],
      [{ kind: 'reminder', which: 'Stop' }, 1],
      [{ kind: 'builtin-result', tool: 'Bash' }, 1],
      [{ kind: 'tool-definition', tool: 'Bash' }, 1],
      [{ kind: 'assistant-tool-call', tool: 'Bash' }, 1],
    );
    const keys = allNodes(contextTree(segments)).map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
  });
});

function allNodes(nodes: readonly ContextNode[]): readonly ContextNode[] {
  return nodes.flatMap((node) => [node, ...allNodes(node.children)]);
}
