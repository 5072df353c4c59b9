import { memberOf } from './json-tree.ts';
import { splitMcpName } from './mcp-names.ts';
import { textOf, type RequestIndex } from './request-index.ts';
import { ruleAt, splitSections, type AttributedRun } from './sections.ts';
import type { RuleContext } from './section-rule.ts';
import type { Confidence } from './segment.ts';
import type { Source } from './source.ts';

/** The source of a tool's result, found through the call it answers; the spelling of the id says nothing. */
export function resultSource(index: RequestIndex, toolUseId: string | null): { source: Source; confidence: Confidence } {
  const use = toolUseId === null ? undefined : index.toolUses.get(toolUseId);
  if (use === undefined) return { source: { kind: 'unknown' }, confidence: 'certain' };
  const input = (key: string): string | null =>
    use.input === null ? null : textOf(index.tree, memberOf(index.tree, use.input, key));

  const mcp = splitMcpName(use.name, index.realServerNames);
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
export function skillOf(index: RequestIndex, toolUseId: string | null): string | null {
  const use = toolUseId === null ? undefined : index.toolUses.get(toolUseId);
  if (use?.name !== 'Skill' || use.input === null) return null;
  return textOf(index.tree, memberOf(index.tree, use.input, 'skill'));
}

const reminderOpener = '\n\n<system-reminder>\n';
const reminderCloser = '\n</system-reminder>';

/**
 * Splits the text of a tool's result. Where the request has no messages of the role "system", the harness appends its
 * reminders to the last result; they are taken off from the end, and only while they begin as a known one does. What
 * a tool wrote could look the same: such parts are `claimed`.
 */
export function splitResult(
  text: string,
  result: { source: Source; confidence: Confidence },
  isError: boolean,
  index: RequestIndex,
  context: RuleContext,
): readonly AttributedRun[] {
  if (isError && /^(?:Pre|Post)ToolUse:\S{1,200} hook error: /.test(text)) {
    return splitSections(text, context, 'anywhere').map((run) => ({ ...run, confidence: 'likely' }));
  }
  const skill = /^(?:<tools-used-before-summary>[^<]*<\/tools-used-before-summary>\n)?Skill "([^"\n]{1,200})" completed \(forked execution\)/.exec(text)?.[1];
  if (skill !== undefined && result.source.kind === 'builtin-result' && result.source.tool === 'Skill') {
    return [{ end: text.length, source: { kind: 'subagent-result', agent: skill }, confidence: 'certain' }];
  }
  let end = text.length;
  const reminders: AttributedRun[] = [];
  while (!index.hasSystemMessages && text.endsWith(reminderCloser, end)) {
    const start = text.lastIndexOf(reminderOpener, end - 1);
    if (start === -1) break;
    const innerStart = start + reminderOpener.length;
    if (ruleAt(text, innerStart) === null) break;
    const inner = text.slice(innerStart, end - reminderCloser.length);
    const runs = splitSections(inner, context, 'anywhere').map((run, position, all) => ({
      ...run,
      end: position === all.length - 1 ? end : run.end + innerStart,
    }));
    reminders.unshift(...runs);
    end = start;
  }
  return end === 0 ? reminders : [{ end, ...result }, ...reminders];
}
