import { readdir, readFile, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { fieldOfKey } from '../../../domain/attribution/source-key.ts';
import { isPlainPath, type Configured, type Where } from '../../../domain/insight/remedies/remedy.ts';
import type { FindingToRemedy } from '../../../contract/remedy-view.ts';
import { whyNotOwnProject } from './settings-place.ts';

// Claude Code keeps much in that file, a history of prompts among it.
const mostBytes = 32 * 1024 * 1024;
const mostNames = 1000;
const mostProjects = 50;

/** Names alone: what stands behind them may be keys. */
const namesOf = z.record(z.string(), z.unknown()).transform((value) => Object.keys(value).slice(0, mostNames));
const withServers = z.object({ mcpServers: namesOf.optional().catch(undefined) });
const claudeJson = withServers.extend({ projects: z.record(z.string(), withServers.catch({})).optional().catch(undefined) });
const installedPlugins = z.object({ plugins: z.record(z.string(), z.array(z.object({ installPath: z.string() }).partial()).catch([])) });

export interface ConfigurationPlaces {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly home?: string;
}

/** What of the configuration remedies are made of, for a finding that is about these projects. Nothing is written, and no value is kept. */
export async function readWhere(finding: FindingToRemedy, projectsOfRequests: readonly string[], { environment, home = homedir() }: ConfigurationPlaces): Promise<Where> {
  const own = environment['CLAUDE_CONFIG_DIR'];
  const folder = own === undefined || own === '' ? join(home, '.claude') : own;
  const usable: string[] = [];
  for (const project of projectsOfRequests.slice(0, mostProjects)) if ((await whyNotOwnProject(project)) === null) usable.push(project);
  const plugins = await readPlugins(folder);
  const inFolders = async (kind: 'skills' | 'agents') => [
    ...(await (kind === 'skills' ? skillsIn : agentsIn)(folder, { scope: 'user', project: null, plugin: null })),
    ...(await Promise.all(usable.map((project) => (kind === 'skills' ? skillsIn : agentsIn)(join(project, '.claude'), { scope: 'project', project, plugin: null })))).flat(),
    ...plugins.flatMap((plugin) => plugin[kind]),
  ];
  const path = fieldOfKey(finding.subject.key, 'path') ?? finding.subject.name;
  return {
    servers: [...(await serversOfUser(own === undefined || own === '' ? join(home, '.claude.json') : join(own, '.claude.json'))), ...(await serversOfProjects(usable)), ...plugins.flatMap(({ servers }) => servers)],
    skills: await inFolders('skills'),
    agents: await inFolders('agents'),
    projects: usable,
    files: path !== null && isPlainPath(path) && (await isFile(path)) ? [path] : [],
  };
}

async function serversOfUser(file: string): Promise<readonly Configured[]> {
  const read = await readJson(file, claudeJson);
  if (read === null) return [];
  const ofUser = (read.mcpServers ?? []).map((name): Configured => ({ name, scope: 'user', project: null, plugin: null }));
  const ofProjects = Object.entries(read.projects ?? {}).flatMap(([project, { mcpServers }]) => (mcpServers ?? []).map((name): Configured => ({ name, scope: 'local', project, plugin: null })));
  return [...ofUser, ...ofProjects.filter(({ project }) => project !== null && isPlainPath(project))];
}

async function serversOfProjects(projects: readonly string[]): Promise<readonly Configured[]> {
  const read = await Promise.all(projects.map(async (project) => ((await readJson(join(project, '.mcp.json'), withServers))?.mcpServers ?? []).map((name): Configured => ({ name, scope: 'project', project, plugin: null }))));
  return read.flat();
}

type Named = Configured & { readonly file: string };
type Owner = Omit<Configured, 'name'>;

async function readPlugins(folder: string) {
  const read = await readJson(join(folder, 'plugins', 'installed_plugins.json'), installedPlugins);
  const installed = Object.entries(read?.plugins ?? {}).flatMap(([plugin, places]) => places.flatMap(({ installPath }) => (installPath !== undefined && isPlainPath(installPath) ? [{ plugin, installPath }] : [])));
  return Promise.all(
    installed.slice(0, mostNames).map(async ({ plugin, installPath }) => {
      const name = plugin.split('@')[0] ?? plugin;
      const owner: Owner = { scope: 'plugin', project: null, plugin };
      const files = [join(installPath, '.mcp.json'), join(installPath, '.claude-plugin', 'plugin.json')];
      // A plugin's own file may hold the servers without a name around them.
      const servers = await Promise.all(files.map(async (file, index) => (await readJson(file, withServers))?.mcpServers ?? (index === 0 ? await readJson(file, namesOf) : null) ?? []));
      const ofPlugin = (named: Named): Named => ({ ...named, name: `${name}:${named.name}` });
      return {
        servers: [...new Set(servers.flat())].map((server): Configured => ({ ...owner, name: `plugin:${name}:${server}` })),
        skills: (await skillsIn(installPath, owner)).map(ofPlugin),
        agents: (await agentsIn(installPath, owner)).map(ofPlugin),
      };
    }),
  );
}

/** Skills and commands, which Claude Code lists alike. */
async function skillsIn(folder: string, owner: Owner): Promise<readonly Named[]> {
  const skills = (await filesIn(join(folder, 'skills'))).map((name) => ({ ...owner, name, file: join(folder, 'skills', name, 'SKILL.md') }));
  const there = await Promise.all(skills.map(async (skill) => ((await isFile(skill.file)) ? [skill] : [])));
  return [...there.flat(), ...(await markdownIn(join(folder, 'commands'), owner))];
}

async function agentsIn(folder: string, owner: Owner): Promise<readonly Named[]> {
  const agents = await markdownIn(join(folder, 'agents'), owner);
  return Promise.all(agents.map(async (agent) => ({ ...agent, name: (await nameInside(agent.file)) ?? agent.name })));
}

async function markdownIn(folder: string, owner: Owner): Promise<readonly Named[]> {
  return (await filesIn(folder)).filter((name) => name.endsWith('.md')).map((name) => ({ ...owner, name: basename(name, '.md'), file: join(folder, name) }));
}

/** The name that an agent's file gives it, which may be another than its own. */
async function nameInside(file: string): Promise<string | null> {
  const text = await readText(file, 64 * 1024);
  return /^---\r?\n(?:(?!---)[^\n]*\n)*?name:[ \t]*["']?([A-Za-z0-9_-]{1,64})/.exec(text ?? '')?.[1] ?? null;
}

async function filesIn(folder: string): Promise<readonly string[]> {
  try {
    return (await readdir(folder)).toSorted().slice(0, mostNames);
  } catch {
    return [];
  }
}

/** Null for what is not there, cannot be read or is of another shape: a remedy less is offered then. */
async function readJson<Value>(file: string, shape: z.ZodType<Value>): Promise<Value | null> {
  const text = await readText(file, mostBytes);
  if (text === null) return null;
  try {
    return shape.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

async function readText(file: string, most: number): Promise<string | null> {
  try {
    const about = await stat(file);
    return about.isFile() && about.size <= most ? await readFile(file, 'utf8') : null;
  } catch {
    return null;
  }
}

async function isFile(file: string): Promise<boolean> {
  try {
    return (await stat(file)).isFile();
  } catch {
    return false;
  }
}
