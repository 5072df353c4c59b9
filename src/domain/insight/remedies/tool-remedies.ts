import { fieldOfKey } from '../../attribution/source-key.ts';
import type { FindingSubject } from '../finding.ts';
import { toolRule } from './deny-rule.ts';
import type { Remedy } from './remedy.ts';

/** Without these Claude Code 2.1 does not work, or sends more than before: without Skill it was 8 kB more, other definitions having grown. */
const needed: ReadonlySet<string> = new Set(['Skill', 'ToolSearch', 'Bash', 'PowerShell', 'Read', 'Edit', 'Write', 'Agent', 'Task']);

/** A rule that denies one tool: what is denied is not sent. */
export function toolRemedies({ key, name }: FindingSubject): readonly Remedy[] {
  const server = fieldOfKey(key, 'server');
  const tool = fieldOfKey(key, 'tool') ?? name;
  if (server === null && tool !== null && needed.has(tool)) return [advice('Claude Code needs this tool: without it, it sends more, or cannot do its work.')];
  if (tool === null || toolRule(server, tool) === null) return [advice('The name of this tool cannot be written as a rule. /permissions in Claude Code lists what is allowed and denied.')];
  return [
    {
      id: `deny-tool/${server ?? ''}/${tool}`,
      does: server === null ? 'Claude Code does not offer this tool any more.' : 'Claude Code does not offer this tool any more. The others of its server stay.',
      loses: 'The model cannot call it in any project until this is undone.',
      onlyIn: null,
      action: { kind: 'settings', where: { scope: 'user' }, edit: { edit: 'deny-tool', server, tool } },
    },
  ];
}

function advice(does: string): Remedy {
  return { id: 'advice', does, loses: null, onlyIn: null, action: { kind: 'advice' } };
}
