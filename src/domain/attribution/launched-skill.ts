import type { Expectations } from './expectations.ts';
import type { RequestIndex } from './request-index.ts';
import type { Confidence } from './segment.ts';
import type { Source } from './source.ts';

/** A body that a Skill result or a typed command announced, or that a forked skill's request begins with. */
export function launchedSkill(text: string, expected: Expectations, index: RequestIndex): { source: Source; confidence: Confidence } | null {
  const directory = /^Base directory for this skill: ([^\n]{1,1000})\n/.exec(text)?.[1];
  const own = directory === undefined ? null : { name: directory.split(/[\\/]/).at(-1) ?? directory, origin: originOf(directory, index) };
  const body = (name: string): Source => {
    // Skills of a plugin are launched as plugin:skill, wherever the plugin is kept.
    const origin = own === null ? null : name.includes(':') ? 'plugin' : own.origin;
    return { kind: 'skill-body', name, ...(origin === null ? {} : { origin }) };
  };
  if (expected.launchedSkills.length > 0) {
    const isOwn = (skill: string): boolean => own !== null && (skill === own.name || skill.endsWith(`:${own.name}`));
    // Bodies come in the order of the calls. One that names another skill that is due is believed, though its author may have written it.
    const found = expected.launchedSkills.findIndex(isOwn);
    const [name] = expected.launchedSkills.splice(Math.max(0, found), 1);
    const isAsExpected = found === 0;
    if (name !== undefined) return { source: body(name), confidence: own === null ? 'likely' : isAsExpected ? 'certain' : 'claimed' };
  }
  if (expected.typedCommand !== null) {
    const name = expected.typedCommand;
    expected.typedCommand = null;
    const confidence = expected.isTypedTurn ? 'claimed' : 'likely';
    if (own !== null) return { source: body(name), confidence };
    const mcp = index.servers.split(name);
    if (mcp !== null) {
      expected.mcpPrompt = { kind: 'mcp-prompt', server: mcp.server, name: mcp.tool };
      return { source: expected.mcpPrompt, confidence };
    }
    return { source: { kind: 'slash-command', name }, confidence };
  }
  if (own === null) return null;
  if (!expected.isAgentTask) return { source: body(own.name), confidence: 'claimed' };
  // A forked skill runs as an agent of type "custom", in 2.1.197 without an id. Any other was asked by its parent, who may write so too.
  if (index.agentType === null ? index.hasAgentId : index.agentType !== 'custom') return null;
  return { source: body(own.name), confidence: index.agentType === null ? 'likely' : 'claimed' };
}

/** Where a skill is kept, by its directory: plugins' in theirs, the project's under the working directory. */
function originOf(directory: string, index: RequestIndex): string | null {
  if (/[\\/]plugins[\\/]/.test(directory)) return 'plugin';
  if (!/[\\/]\.claude[\\/]skills[\\/]/.test(directory) || index.workingDirectory === null) return null;
  return directory.startsWith(`${index.workingDirectory}/`) || directory.startsWith(`${index.workingDirectory}\\`) ? 'project' : 'user';
}
