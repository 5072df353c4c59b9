import { agentRule } from './deny-rule.ts';
import type { Remedy, Where } from './remedy.ts';

/** What makes a type of subagent cheaper: its own file first, then doing without it. */
export function agentRemedies(agent: string | null, where: Where): readonly Remedy[] {
  const files = where.agents.filter(({ name, scope }) => name === agent && scope !== 'plugin');
  return [
    ...files.map(
      ({ file, project }): Remedy => ({
        id: `open-agent/${file}`,
        does: 'Give it a smaller model (“model: haiku” at the top of its file), name the few tools it needs (“tools: …”), and ask it for a short report.',
        loses: 'A smaller model may do the task worse.',
        onlyIn: project,
        action: { kind: 'path', path: file },
      }),
    ),
    {
      id: 'advice',
      does: 'Each subagent begins with a prompt of its own, which is not in the cache of its parent. A small task is cheaper in the main conversation; a large one is worth a subagent that is told what to look for and to answer briefly.',
      loses: null,
      onlyIn: null,
      action: { kind: 'advice' },
    },
    ...(agent === null || agentRule(agent) === null
      ? []
      : [
          {
            id: `deny-agent/${agent}`,
            does: 'Claude Code does not offer this type of subagent any more.',
            loses: 'The model cannot start it in any project until this is undone. It may start another type instead.',
            onlyIn: null,
            action: { kind: 'settings', where: { scope: 'user' }, edit: { edit: 'deny-agent', agent } },
          } satisfies Remedy,
        ]),
  ];
}
