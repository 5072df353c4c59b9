import { fieldOfKey } from '../../attribution/source-key.ts';
import type { FindingSubject } from '../finding.ts';
import { toolRule } from './deny-rule.ts';
import type { Remedy } from './remedy.ts';

/** What goes with a tool besides the tool. */
const alsoLost: Readonly<Record<string, string>> = {
  ToolSearch: 'Without it Claude Code cannot load definitions on demand, and sends all of them.',
  Skill: 'Without it the model cannot start any skill by itself.',
  Agent: 'Without it there are no subagents.',
  Task: 'Without it there are no subagents.',
};

/** A rule that denies one tool: what is denied is not sent. */
export function toolRemedies({ key, name }: FindingSubject): readonly Remedy[] {
  const server = fieldOfKey(key, 'server');
  const tool = fieldOfKey(key, 'tool') ?? name;
  const also = tool !== null && Object.hasOwn(alsoLost, tool) ? alsoLost[tool] : undefined;
  if (tool === null || toolRule(server, tool) === null) {
    return [{ id: 'advice', does: 'The name of this tool cannot be written as a rule. /permissions in Claude Code lists what is allowed and denied.', loses: null, onlyIn: null, action: { kind: 'advice' } }];
  }
  return [
    {
      id: `deny-tool/${server ?? ''}/${tool}`,
      does: server === null ? 'Claude Code does not offer this tool any more.' : 'Claude Code does not offer this tool any more. The others of its server stay.',
      loses: ['The model cannot call it in any project until this is undone.', ...(also === undefined ? [] : [also])].join(' '),
      onlyIn: null,
      action: { kind: 'settings', where: { scope: 'user' }, edit: { edit: 'deny-tool', server, tool } },
    },
  ];
}
