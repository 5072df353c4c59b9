import type { AssembledThread } from '../../../domain/thread/assembled-session.ts';

const opaqueId = /^[0-9a-f-]{12,}$/i;

/** What a thread is called, as its rows are: main, the subagent or the skill by its name, else by the beginning of its id. */
export function threadName({ kind, name, agentId }: Pick<AssembledThread, 'kind' | 'name' | 'agentId'>): string {
  if (kind === 'main') return 'main';
  if (name !== null) return name;
  if (agentId !== null) return opaqueId.test(agentId) ? agentId.slice(0, 8) : agentId;
  return 'subagent';
}
