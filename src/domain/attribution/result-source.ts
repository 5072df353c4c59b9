import { memberOf } from '../json/json-tree.ts';
import { textOf } from '../json/node-text.ts';
import type { RequestIndex, ToolUse } from './request-index.ts';
import type { Confidence } from './segment.ts';
import type { Source } from './source.ts';

/** The source of a tool's result, found through the call it answers; the spelling of the id says nothing. */
export function resultSource(index: RequestIndex, toolUseId: string | null, resultNode?: number): { source: Source; confidence: Confidence } {
  const use = toolUseOf(index, toolUseId, resultNode);
  if (use === undefined) return { source: { kind: 'unknown' }, confidence: 'certain' };
  const input = (key: string): string | null =>
    use.input === null ? null : textOf(index.tree, memberOf(index.tree, use.input, key));

  const mcp = index.servers.split(use.name);
  if (mcp !== null) {
    return {
      source: { kind: 'mcp-result', server: mcp.server, tool: mcp.tool },
      confidence: mcp.isCertain ? 'certain' : 'likely',
    };
  }
  if (use.name === 'ReadMcpResourceTool' || use.name === 'ReadMcpResourceDirTool') {
    const server = input('server');
    const uri = input('uri');
    const source: Source = { kind: 'mcp-resource', ...(server === null ? {} : { server }), ...(uri === null ? {} : { uri }) };
    return { source, confidence: 'certain' };
  }
  if (use.name === 'Agent' || use.name === 'Task') {
    const agent = input('subagent_type');
    return { source: { kind: 'subagent-result', ...(agent === null ? {} : { agent }) }, confidence: 'certain' };
  }
  return { source: { kind: 'builtin-result', tool: use.name }, confidence: 'certain' };
}

/** The name of the skill that a call asked for; null when it is no call of the Skill tool. */
export function skillOf(index: RequestIndex, toolUseId: string | null, resultNode?: number): string | null {
  const use = toolUseOf(index, toolUseId, resultNode);
  if (use?.name !== 'Skill' || use.input === null) return null;
  return textOf(index.tree, memberOf(index.tree, use.input, 'skill'));
}

/** The call of this id: the last one before its result, where an id was used again; undefined when there is none. */
export function toolUseOf(index: RequestIndex, toolUseId: string | null, resultNode?: number): ToolUse | undefined {
  const uses = toolUseId === null ? undefined : index.toolUses.get(toolUseId);
  return resultNode === undefined ? uses?.at(-1) : uses?.findLast(({ node }) => node < resultNode);
}
