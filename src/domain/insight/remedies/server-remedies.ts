import { normaliseServerName } from '../../attribution/mcp-names.ts';
import { serverRule } from './deny-rule.ts';
import { isPlainName, type Configured, type Remedy, type Where } from './remedy.ts';

/**
 * What takes an MCP server out of the prompts. First what can be undone and holds where the server is configured, then what takes its configuration away.
 * Denying the server keeps Claude Code from connecting to it at all; a rule of permissions hides its tools alone, and its instructions stay.
 */
export function serverRemedies(server: string | null, where: Where): readonly Remedy[] {
  if (server === null) return [elsewhere('Claude Code lists its MCP servers with /mcp, where each can be switched off for a project.')];
  const configured = where.servers.filter(({ name }) => normaliseServerName(name) === normaliseServerName(server));
  const names = [...new Set(configured.map(({ name }) => name))];
  const found = names.flatMap((name) => placesOf(name, configured.filter((one) => one.name === name), where));
  if (found.length > 0) return found;
  return [...byRule(server), elsewhere(unknownPlace)];
}

const unknownPlace =
  'Whence does not find where this server is configured on this machine: it may come from --mcp-config, from claude.ai, or from a project that is gone. /mcp in Claude Code switches it off for a project.';

function placesOf(name: string, places: readonly Configured[], where: Where): readonly Remedy[] {
  if (!isPlainName(name)) return [...byRule(name), elsewhere('The name of this server holds signs that cannot be shown or quoted safely. /mcp in Claude Code switches it off for a project.')];
  const projects = places.flatMap(({ scope, project }) => (scope === 'project' && project !== null && where.projects.includes(project) ? [project] : []));
  const isOnlyShared = places.every(({ scope }) => scope === 'project');
  return [
    ...projects.map((project) => rejected(name, project)),
    ...(isOnlyShared && projects.length > 0 ? [] : [denied(name)]),
    ...places.flatMap((place) => removed(place)),
    ...places.flatMap(({ scope, plugin }) => (scope === 'plugin' && plugin !== null ? [withoutPlugin(plugin)] : [])),
  ];
}

function denied(server: string): Remedy {
  return {
    id: `deny-server/${server}`,
    does: 'Claude Code does not connect to this server any more, and sends nothing of it.',
    loses: 'Its tools, prompts and resources are not there in any project until this is undone. Its configuration stays.',
    onlyIn: null,
    action: { kind: 'settings', where: { scope: 'user' }, edit: { edit: 'deny-server', server } },
  };
}

function rejected(server: string, project: string): Remedy {
  return {
    id: `reject-project-server/${server}/${project}`,
    does: 'Claude Code does not start this server of the project’s .mcp.json for you.',
    loses: 'Its tools are not there in this project until this is undone. Others who work on the project keep them.',
    onlyIn: project,
    action: { kind: 'settings', where: { scope: 'project-local', project }, edit: { edit: 'reject-project-server', server } },
  };
}

function removed({ name, scope, project }: Configured): readonly Remedy[] {
  if (scope === 'plugin') return [];
  const lost: Readonly<Record<typeof scope, string>> = {
    user: 'Its configuration is deleted for all projects, keys and variables in it included. Note what you need to add it again.',
    local: 'Its configuration is deleted for this project, keys and variables in it included. Note what you need to add it again.',
    project: 'It goes from the project’s .mcp.json, which everybody who works on the project shares.',
  };
  return [
    {
      id: `remove-server/${name}/${scope}/${project ?? ''}`,
      does: scope === 'user' ? 'Removes the server from Claude Code.' : 'Removes the server from this project.',
      loses: lost[scope],
      onlyIn: scope === 'user' ? null : project,
      action: { kind: 'command', argv: ['claude', 'mcp', 'remove', name, '-s', scope], folder: scope === 'user' ? null : project },
    },
  ];
}

/** What a plugin brings goes with the whole of it. */
export function withoutPlugin(plugin: string): Remedy {
  return {
    id: `disable-plugin/${plugin}`,
    does: `Switches the plugin ${plugin} off, which brings it.`,
    loses: 'All that the plugin brings is gone with it: skills, agents, hooks and servers.',
    onlyIn: null,
    action: { kind: 'settings', where: { scope: 'user' }, edit: { edit: 'disable-plugin', plugin } },
  };
}

function byRule(server: string): readonly Remedy[] {
  if (serverRule(server) === null || / or /.test(server)) return [];
  return [
    {
      id: `deny-server-tools/${server}`,
      does: 'Claude Code does not offer the tools of this server any more. It still connects, and the server’s instructions are still sent.',
      loses: 'Its tools cannot be called in any project until this is undone.',
      onlyIn: null,
      action: { kind: 'settings', where: { scope: 'user' }, edit: { edit: 'deny-server-tools', server } },
    },
  ];
}

function elsewhere(does: string): Remedy {
  return { id: 'advice', does, loses: null, onlyIn: null, action: { kind: 'advice' } };
}
