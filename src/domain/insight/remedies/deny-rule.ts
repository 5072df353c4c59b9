import { normaliseServerName } from '../../attribution/mcp-names.ts';

/**
 * The rule of `permissions.deny` that keeps the tools of a server from being offered, as Claude Code's documentation of permissions writes it; null for
 * a name with a double underscore, of which a rule would take the end for a tool.
 */
export function serverRule(server: string): string | null {
  const name = normaliseServerName(server);
  return name === '' || name.length > 128 || name.includes('__') || name.startsWith('_') || name.endsWith('_') ? null : `mcp__${name}`;
}

/** The same of one tool. Null for what is no name of a tool: a rule can have parentheses and stars, and would then be about something else. */
export function toolRule(server: string | null, tool: string): string | null {
  if (server === null) return /^[A-Z][A-Za-z0-9]{0,63}$/.test(tool) ? tool : null;
  const ofServer = serverRule(server);
  return ofServer !== null && /^[A-Za-z0-9_-]{1,128}$/.test(tool) ? `${ofServer}__${tool}` : null;
}

/** The rule that keeps an agent from being offered and started. */
export function agentRule(agent: string): string | null {
  return /^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/.test(agent) ? `Agent(${agent})` : null;
}
