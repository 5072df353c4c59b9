import type { AssembledBlock } from '../anthropic/assembled-message.ts';
import { longestName } from '../anthropic/request.ts';
import { wireRecord, wireString } from '../anthropic/wire-json.ts';
import { taskHash } from './task-hash.ts';

/** A call in a response that starts a subagent, or, of a skill, may start one. */
export interface AgentCall {
  readonly toolUseId: string;
  readonly kind: 'agent' | 'skill';
  /** The kind of agent, or the skill, that is called; null where the input does not say. */
  readonly name: string | null;
  /** A key of what the agent is to do; null for skills. */
  readonly taskHash: string | null;
  /** Null where the call leaves it to the client: versions differ, and forks always run in the background. */
  readonly isBackground: boolean | null;
}

/** The tools that start subagents; `Task` is the name that `Agent` had in older versions. */
const kinds: ReadonlyMap<string, AgentCall['kind']> = new Map([
  ['Agent', 'agent'],
  ['Task', 'agent'],
  ['Skill', 'skill'],
]);

/** The calls of agents and skills in a response, in its order. A call without an id is none: no result could answer it. */
export function agentCallsOf(blocks: readonly AssembledBlock[]): readonly AgentCall[] {
  return blocks.flatMap(({ type, tool, content }): readonly AgentCall[] => {
    const kind = type === 'tool_use' ? kinds.get(tool ?? '') : undefined;
    const toolUseId = wireString(content['id']);
    if (kind === undefined || toolUseId === null) return [];
    const input = wireRecord(content['input']);
    const background = input?.['run_in_background'];
    const task = kind === 'agent' ? wireString(input?.['prompt']) : null;
    return [
      {
        toolUseId,
        kind,
        name: wireString(input?.[kind === 'agent' ? 'subagent_type' : 'skill'])?.slice(0, longestName) ?? null,
        taskHash: task === null ? null : taskHash(task),
        isBackground: typeof background === 'boolean' ? background : null,
      },
    ];
  });
}
