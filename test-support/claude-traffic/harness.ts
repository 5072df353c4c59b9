import { Random, seedOf } from '../fuzz/random.ts';
import { many, Writer } from './writer.ts';
import type { Vocabulary } from './vocabulary.ts';

/** What one version of Claude Code says in all projects, as JSON texts and sections. */
export interface Harness {
  readonly version: string;
  /** Each tool as JSON, by its name. */
  readonly tools: ReadonlyMap<string, string>;
  readonly corePrompt: string;
  readonly sessionPrompt: string;
  readonly subagentPrompts: Readonly<Record<AgentType, string>>;
  readonly compactionPrompt: string;
  readonly agentList: string;
  readonly bundledSkills: readonly string[];
  readonly taskReminder: string;
}

export const agentTypes = ['general-purpose', 'Explore', 'Plan'] as const;
export type AgentType = (typeof agentTypes)[number];

const toolNames = `Agent AskUserQuestion Bash CronCreate CronDelete Edit EnterPlanMode EnterWorktree ExitPlanMode Glob Grep LSP ListMcpResourcesTool Monitor
  NotebookEdit Read ReadMcpResourceTool SendMessage Skill TaskCreate TaskGet TaskList TaskOutput TaskStop TaskUpdate ToolSearch WebFetch WebSearch Write`.split(/\s+/);
/** Those that are told of at length. */
const longTools: Readonly<Record<string, number>> = { Agent: 6000, Bash: 9000, TaskCreate: 4000, Grep: 2500, EnterPlanMode: 3500, ExitPlanMode: 2500, WebSearch: 2000, Skill: 2500 };

/** A later version says some of its texts anew. */
export function makeHarness(seed: number, vocabulary: Vocabulary, version: 330 | 334): Harness {
  /** Texts of one name are the same in both versions, unless they are among those that changed. */
  const writer = (name: string): Writer => new Writer(new Random(seedOf(seed + (isNewIn334(name) ? version : 0), hashOf(name))), vocabulary);
  return {
    version: `2.1.${version}`,
    tools: new Map(toolNames.map((name) => [name, toolText(writer(name), name, longTools[name] ?? 1200)])),
    corePrompt: `\nYou are an interactive agent that helps users with software engineering tasks.\n\n# Harness\n${writer('core').prose(11_000)}`,
    sessionPrompt: `# Session-specific guidance\n${writer('guidance').prose(1500)}\n\n# Context management\n${writer('context').prose(900)}`,
    subagentPrompts: {
      'general-purpose': `You are an agent for Claude Code, Anthropic's official CLI for Claude. ${writer('general').prose(2500)}`,
      'Explore': `You are a file search specialist for Claude Code. ${writer('explore').prose(3200)}`,
      'Plan': `You are a software architect for Claude Code. ${writer('plan').prose(3500)}`,
    },
    compactionPrompt: `CRITICAL: Respond with TEXT ONLY. Do NOT call any tools.\n\n${writer('text only').prose(500)}\n\nYour task is to create a detailed summary of the conversation so far. ${writer('summary').prose(4000)}`,
    agentList: `Available agent types for the Agent tool:\n${agentTypes.map((name) => `- ${name}: ${writer(name).line(300)} (Tools: *)`).join('\n')}\n\nWhen you launch multiple agents for independent work, send them in a single message.`,
    bundledSkills: ['update-config', 'simplify', 'loop', 'claude-api', 'debug'].map((name) => `- ${name}: ${writer(name).line(260)}`),
    taskReminder: `The task tools haven't been used recently. ${writer('tasks').line(500)}`,
  };
}

const isNewIn334 = (name: string): boolean => ['Bash', 'Agent', 'Skill', 'guidance', 'loop'].includes(name);

/** A tool as JSON: description of about so many characters, and a schema. */
export function toolText(writer: Writer, name: string, characters: number): string {
  const members = many(1 + writer.random.below(6), () => writer.identifier().slice(0, 24));
  const properties = Object.fromEntries(members.map((member) => [member, { description: writer.line(70), type: writer.random.onceIn(4) ? 'number' : 'string' }]));
  const schema = { $schema: 'https://json-schema.org/draft/2020-12/schema', type: 'object', properties, required: members.slice(0, 1), additionalProperties: false };
  return JSON.stringify({ name, description: writer.prose(characters), input_schema: schema });
}

function hashOf(text: string): number {
  let hash = 7;
  for (let at = 0; at < text.length; at += 1) hash = (Math.imul(hash, 31) + text.charCodeAt(at)) >>> 0;
  return hash % 100_000;
}
