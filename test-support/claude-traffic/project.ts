import { Random } from '../fuzz/random.ts';
import { toolText, type Harness } from './harness.ts';
import type { Vocabulary } from './vocabulary.ts';
import { many, Writer } from './writer.ts';

export interface McpServer {
  readonly name: string;
  readonly toolNames: readonly [string, ...string[]];
  readonly instructions: string | null;
}

/** What a project adds to each of its requests. */
export interface Project {
  readonly directory: string;
  readonly servers: readonly McpServer[];
  /** The servers' tools as JSON. */
  readonly mcpTools: readonly string[];
  readonly memory: string;
  readonly skills: readonly string[];
  readonly hookText: string | null;
  readonly gitStatus: string;
}

const home = '/home/someone';

/** Of 0 to 4 MCP servers of 3 to 15 tools each, drawn from those that all projects share. */
export function makeProject(random: Random, vocabulary: Vocabulary, servers: readonly ServerKind[]): Project {
  const writer = new Writer(random, vocabulary, 220);
  const directory = `${home}/work/${writer.subjectWord()}-${writer.subjectWord()}`.replaceAll(/[^a-z/-]/g, 'e');
  const first = random.below(servers.length);
  const held = [...servers.slice(first), ...servers.slice(0, first)].slice(0, random.below(5));
  return {
    directory,
    servers: held.map(({ server }) => server),
    mcpTools: held.flatMap(({ tools }) => tools),
    memory: memoryText(writer, directory),
    skills: many(2 + random.below(6), (index) => `- ${writer.subjectWord()}-${index}: ${writer.line(180)}`),
    hookText: random.onceIn(2) ? writer.line(160) : null,
    gitStatus: `Current branch: ${writer.subjectWord()}\n\nMain branch (you will usually use this for PRs): main\n\nStatus:\n${writer.listing(300)}\n\nRecent commits:\n${writer.prose(300)}`,
  };
}

export interface ServerKind {
  readonly server: McpServer;
  readonly tools: readonly string[];
}

const serverNames = ['context7', 'github', 'postgres', 'playwright', 'sentry', 'linear', 'memory', 'filesystem'] as const;

export function makeServers(random: Random, vocabulary: Vocabulary): readonly ServerKind[] {
  return serverNames.map((name) => {
    const writer = new Writer(random, vocabulary);
    const toolNames = many(3 + random.below(13), (index) => `mcp__${name}__${writer.subjectWord().replaceAll(/[^a-z]/g, 'e')}_${index}`);
    return {
      server: { name, toolNames, instructions: random.onceIn(2) ? writer.prose(900) : null },
      tools: toolNames.map((tool) => toolText(writer, tool, 250 + random.below(700))),
    };
  });
}

function memoryText(writer: Writer, directory: string): string {
  return [
    'Codebase and user instructions are shown below. Be sure to adhere to these instructions. IMPORTANT: These instructions OVERRIDE any default behavior and you MUST follow them exactly as written.',
    `Contents of ${home}/.claude/CLAUDE.md (user's private global instructions for all projects):\n\nPrefer small commits. Say what was measured.`,
    `Contents of ${directory}/CLAUDE.md (project instructions, checked into the codebase):\n\n# ${directory}\n\n${writer.prose(3000 + writer.random.below(9000))}`,
  ].join('\n\n');
}

/** What the harness tells of at the beginning of a conversation, section by section. */
export function openingSections(project: Project, harness: Harness, model: string, date: string): readonly string[] {
  const told = project.servers.filter(({ instructions }) => instructions !== null);
  const instructions = told.map(({ name, instructions: text }) => `## ${name}\n${text}`).join('\n\n');
  return [
    ...(told.length === 0 ? [] : [`# MCP Server Instructions\n\nThe following MCP servers have provided instructions for how to use their tools and resources:\n\n${instructions}`]),
    harness.agentList,
    `The following skills are available for use with the Skill tool:\n\n${[...project.skills, ...harness.bundledSkills].join('\n')}`,
    ...(project.hookText === null ? [] : [`SessionStart:startup hook success: ${project.hookText}`]),
    `# Environment\nYou have been invoked in the following environment: \n - Primary working directory: ${project.directory}\n - Is a git repository: true\n - Platform: linux\n - Shell: zsh\n - OS Version: Linux 6.8.0`,
    `You are powered by the model named ${model}. The exact model ID is ${model}.`,
    `Today's date is ${date}.`,
  ];
}
