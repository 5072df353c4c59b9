import type { Source } from './source.ts';

/** What the blocks before a text in the same message make one expect of it. */
export interface Expectations {
  /** Skills that were launched and whose bodies have not come yet. */
  readonly launchedSkills: string[];
  /** The command the user typed, whose body comes next. */
  typedCommand: string | null;
  /** Whether a command was typed in this message. */
  hasCommand: boolean;
  /** The command that ran without the model, whose output comes next. */
  localCommand: string | null;
  /** The prompt of an MCP server that is being spelt out: it may be several texts. */
  mcpPrompt: Source | null;
  /** The resource that was mentioned, whose text comes in a reminder of its own. */
  resource: Source | null;
  /** Whether the text of that resource has come. */
  isResourceTold: boolean;
  /** The images that came and have not been named yet: a line that names a file belongs to the first of them. */
  readonly images: Source[];
  isAfterToolSearch: boolean;
  /** True for the text where the user's prompt would stand: there, a reminder could be what the user typed. */
  isTypedPrompt: boolean;
  /** True where a header says that this turn began with what the user typed, and not with a command. */
  readonly isTypedTurn: boolean;
  /** True once something the user typed came: what looks like the harness's behind it could be theirs. */
  sawInput: boolean;
  /** True for the first user message of a subagent: it holds what the parent asked. */
  readonly isAgentTask: boolean;
}

/** What is expected of the first block of a message: nothing. */
export function nothingExpected(isAgentTask: boolean, isTypedTurn: boolean): Expectations {
  return {
    launchedSkills: [],
    typedCommand: null,
    hasCommand: false,
    localCommand: null,
    mcpPrompt: null,
    resource: null,
    isResourceTold: false,
    images: [],
    isAfterToolSearch: false,
    isTypedPrompt: false,
    isTypedTurn,
    sawInput: false,
    isAgentTask,
  };
}
