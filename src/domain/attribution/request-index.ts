import { safetyCheckOpener, titleOpener, webSearchOpener } from '../anthropic/auxiliary-openers.ts';
import { readBillingLine } from '../anthropic/billing-line.ts';
import { builtinAgents } from '../anthropic/builtin-agents.ts';
import { contentTexts } from '../anthropic/content-texts.ts';
import { workingDirectoryIn } from '../anthropic/working-directory.ts';
import { headerValue, type HeaderList } from '../http/header-list.ts';
import { itemsOf, memberOf, type JsonTree } from '../json/json-tree.ts';
import { beginsWith, textOf } from '../json/node-text.ts';
import { mcpNameCandidates, normaliseServerName } from './mcp-names.ts';
import { mcpOpeners, mcpStatusOpeners, serverOnStatusLine } from './mcp-texts.ts';

/** A call the assistant made, as later results refer to it. */
export interface ToolUse {
  readonly name: string;
  /** The node of its `input`, or null. */
  readonly input: number | null;
}

/** What has to be known of a whole request before its parts can be named. */
export interface RequestIndex {
  readonly tree: JsonTree;
  /** Calls by `id`: results name their call, and the call names the tool. */
  readonly toolUses: ReadonlyMap<string, ToolUse>;
  /** Real server names by the name they have inside tool names. */
  readonly realServerNames: ReadonlyMap<string, string>;
  /** Normalised names of the servers that are known to exist, so that a heading can be told from a server. */
  readonly knownServers: ReadonlySet<string>;
  /** True when harness text comes in messages of the role "system": then none is merged into tool results. */
  readonly hasSystemMessages: boolean;
  readonly isSubagent: boolean;
  /** Whether a header names the agent: then its type is that of the call, or not sent by that version. */
  readonly hasAgentId: boolean;
  /** True when a header says that the latest turn began with what the user typed: turns that a command began have none. */
  readonly hasPromptId: boolean;
  /** True for a subagent that goes on from its parent's conversation. */
  readonly isFork: boolean;
  /** True for requests the CLI makes for itself (a title, a page's summary): nobody typed what is in them. */
  readonly isAuxiliary: boolean;
  /** True for requests by which auto mode has an action judged. */
  readonly isSafetyCheck: boolean;
  readonly agentType: string | null;
  /** The names of the tools that the request defines. */
  readonly toolNames: ReadonlySet<string>;
  /** Whether the billing line names a version of the CLI after 2.1.197, which puts some texts elsewhere; null where it names none. */
  readonly isNewerThan197: boolean | null;
  /** True when the identity in the system prompt says that the user had something appended to it. */
  readonly saysAppended: boolean;
  /** The directory the session works in, as the environment section says; null when it does not. */
  readonly workingDirectory: string | null;
}

/** Looks through a request once for what the rules refer back to. `root` must be an object. */
export function indexRequest(tree: JsonTree, root: number, headers: HeaderList): RequestIndex {
  const toolNames = new Set<string>();
  const toolUses = new Map<string, ToolUse>();
  const realServerNames = new Map<string, string>();
  const knownServers = new Set<string>();
  let hasSystemMessages = false;
  let hasClientTools = false;
  let holdsFork = false;

  const noteToolName = (name: string): void => {
    for (const { server } of mcpNameCandidates(name)) knownServers.add(server);
  };
  const noteServer = (name: string): void => {
    const normalised = normaliseServerName(name);
    knownServers.add(normalised);
    if (!realServerNames.has(normalised)) realServerNames.set(normalised, name);
  };

  for (const tool of itemsOf(tree, memberOf(tree, root, 'tools') ?? -1)) {
    const name = textOf(tree, memberOf(tree, tool, 'name'));
    if (name === null) continue;
    // Tools with a type are the server's.
    if (memberOf(tree, tool, 'type') === null) hasClientTools = true;
    toolNames.add(name);
    noteToolName(name);
  }

  const harnessTexts: string[] = [];
  const resourceLists: string[] = [];
  for (const message of itemsOf(tree, memberOf(tree, root, 'messages') ?? -1)) {
    const role = textOf(tree, memberOf(tree, message, 'role'));
    const content = memberOf(tree, message, 'content');
    if (content === null) continue;
    if (role === 'system') {
      hasSystemMessages = true;
      for (const text of contentTexts(tree, content)) harnessTexts.push(text);
      continue;
    }
    for (const block of itemsOf(tree, content)) {
      const type = textOf(tree, memberOf(tree, block, 'type'));
      if (role === 'assistant' && (type === 'tool_use' || type === 'server_tool_use')) {
        const id = textOf(tree, memberOf(tree, block, 'id'));
        const name = textOf(tree, memberOf(tree, block, 'name'));
        if (id === null || name === null) continue;
        const input = memberOf(tree, block, 'input');
        toolUses.set(id, { name, input });
        noteToolName(name);
        if (resourceTools.has(name) && input !== null) {
          const server = textOf(tree, memberOf(tree, input, 'server'));
          if (server !== null) noteServer(server);
        }
      } else if (role === 'user' && type === 'text') {
        const text = memberOf(tree, block, 'text');
        // Only what the harness wrapped: users may write anything.
        if (text !== null && beginsWith(tree, text, '<fork-boilerplate>')) holdsFork = true;
        if (text !== null && beginsWith(tree, text, '<system-reminder>')) harnessTexts.push(textOf(tree, text) ?? '');
      } else if (role === 'user' && type === 'tool_result') {
        const use = toolUses.get(textOf(tree, memberOf(tree, block, 'tool_use_id')) ?? '');
        const result = memberOf(tree, block, 'content');
        if (use?.name === 'ListMcpResourcesTool' && result !== null) {
          for (const text of contentTexts(tree, result)) resourceLists.push(text);
        }
      }
    }
  }
  for (const text of harnessTexts) {
    for (const name of text.matchAll(/^mcp__\S+$/gm)) noteToolName(name[0]);
    for (const name of serversWithStatus(text)) noteServer(name);
  }
  for (const text of resourceLists) {
    for (const found of text.matchAll(/"server":"([^"\\]{1,200})"/g)) if (found[1] !== undefined) noteServer(found[1]);
  }
  for (const text of harnessTexts) {
    for (const name of serversWithInstructions(text, knownServers)) noteServer(name);
  }

  const systemTexts = contentTexts(tree, memberOf(tree, root, 'system'));
  const hasAgentId = headerValue(headers, 'x-claude-code-agent-id') !== null;
  // 2.1.197 says nothing of a skill that runs as an agent but the prompt of that agent.
  const isBuiltinAgent = systemTexts.slice(1, 3).some((text) => builtinAgents.some(([opener]) => text.startsWith(opener)));
  return {
    tree,
    toolUses,
    realServerNames,
    knownServers,
    hasSystemMessages,
    isSubagent: hasAgentId || saysSubagent(tree, root) || isBuiltinAgent,
    hasAgentId,
    hasPromptId: headerValue(headers, 'x-claude-code-prompt-id') !== null,
    isFork: headerValue(headers, 'x-claude-code-agent-type') === 'fork' || holdsFork,
    // A question beside the conversation is called auxiliary too, and has all of it.
    isAuxiliary:
      !hasClientTools &&
      (headerValue(headers, 'x-claude-code-request-class') === 'auxiliary' ||
        systemTexts.some((text) => auxiliaryPrompts.some((opener) => text.startsWith(opener)))),
    isSafetyCheck: systemTexts.some((text) => text.startsWith(safetyCheckOpener)),
    agentType: headerValue(headers, 'x-claude-code-agent-type'),
    toolNames,
    isNewerThan197: isNewerThan197(systemTexts[0] ?? ''),
    saysAppended: systemTexts.slice(0, 2).some((text) => text.endsWith(', running within the Claude Agent SDK.')),
    workingDirectory: workingDirectoryIn([...systemTexts, ...harnessTexts]),
  };
}

/** How the system prompts of requests begin which the CLI makes for itself: a title, a search of the web. */
const auxiliaryPrompts = [titleOpener, webSearchOpener];

const resourceTools: ReadonlySet<string> = new Set(['ReadMcpResourceTool', 'ReadMcpResourceDirTool', 'ListMcpResourcesTool']);

/** The billing line of a subagent's request says so, also where headers were not kept. */
function saysSubagent(tree: JsonTree, root: number): boolean {
  const system = memberOf(tree, root, 'system');
  const first = system === null ? undefined : itemsOf(tree, system)[0];
  if (first === undefined) return false;
  return readBillingLine(textOf(tree, memberOf(tree, first, 'text')) ?? '')?.isSubagent === true;
}

/** Whether the billing line names a version of the CLI after 2.1.197; null where it names none. */
function isNewerThan197(billingLine: string): boolean | null {
  const stated = /^(\d{1,6})\.(\d{1,6})\.(\d{1,6})/.exec(readBillingLine(billingLine)?.version ?? '');
  if (stated === null) return null;
  const [major = 0, minor = 0, patch = 0] = stated.slice(1).map(Number);
  return major > 2 || (major === 2 && (minor > 1 || (minor === 1 && patch > 197)));
}

/** Names at the start of the lines that tell of servers which failed or are still connecting. */
function* serversWithStatus(text: string): Iterable<string> {
  for (const opener of mcpStatusOpeners) {
    const at = text.indexOf(opener);
    if (at === -1) continue;
    const paragraph = text.slice(at).split('\n\n', 1)[0] ?? '';
    for (const line of paragraph.split('\n').slice(1)) {
      const name = serverOnStatusLine(line);
      if (name !== null && !name.startsWith('<')) yield name;
    }
  }
}

/** Real names in the headings of the instructions: the first, and those that name a server known otherwise. */
function* serversWithInstructions(text: string, known: ReadonlySet<string>): Iterable<string> {
  const at = text.indexOf(mcpOpeners.instructions);
  if (at === -1) return;
  for (const found of text.slice(at).matchAll(/\n\n## ([^\n]{1,200})\n/g)) {
    const name = found[1];
    if (name !== undefined && known.has(normaliseServerName(name))) yield name;
  }
}
