import { safetyCheckOpener, titleOpener, webSearchOpener } from '../anthropic/auxiliary-openers.ts';
import { readBillingLine, type BillingLine } from '../anthropic/billing-line.ts';
import { builtinAgents } from '../anthropic/builtin-agents.ts';
import { contentTextNodes, contentTexts } from '../anthropic/content-texts.ts';
import { parseWireJson, wireArray, wireRecord, wireString } from '../anthropic/wire-json.ts';
import { workingDirectoryIn } from '../anthropic/working-directory.ts';
import { headerValue, type HeaderList } from '../http/header-list.ts';
import { itemsOf, memberOf, type JsonTree } from '../json/json-tree.ts';
import { beginsWith, textOf } from '../json/node-text.ts';
import { reminderOpener } from './reminder-tags.ts';
import { readServerNames, type ServerNames } from './server-names.ts';

/** A call the assistant made, as later results refer to it. */
export interface ToolUse {
  readonly name: string;
  /** Nodes are numbered in the order of the body. */
  readonly node: number;
  /** The node of its `input`, or null. */
  readonly input: number | null;
}

/** What has to be known of a whole request before its parts can be named. */
export interface RequestIndex {
  readonly tree: JsonTree;
  /** Calls by `id`, in order: results name their call, and the call names the tool. An id may be used again. */
  readonly toolUses: ReadonlyMap<string, readonly ToolUse[]>;
  readonly servers: ServerNames;
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
  /** True where the session began with a prompt of an MCP server: then much of what it begins with else is not sent (2.1.330). */
  readonly beginsWithMcpPrompt: boolean;
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
  const toolUses = new Map<string, ToolUse[]>();
  const calledTools: string[] = [];
  const namedServers: string[] = [];
  let hasSystemMessages = false;
  let hasClientTools = false;
  let holdsFork = false;

  for (const tool of itemsOf(tree, memberOf(tree, root, 'tools') ?? -1)) {
    const name = textOf(tree, memberOf(tree, tool, 'name'));
    if (name === null) continue;
    // Tools with a type are the server's.
    if (memberOf(tree, tool, 'type') === null) hasClientTools = true;
    toolNames.add(name);
  }

  const harnessTexts: { text: string; isBlock: boolean }[] = [];
  let beginsWithMcpPrompt: boolean | null = null;
  for (const message of itemsOf(tree, memberOf(tree, root, 'messages') ?? -1)) {
    const role = textOf(tree, memberOf(tree, message, 'role'));
    const content = memberOf(tree, message, 'content');
    if (content === null) continue;
    if (role === 'system') {
      hasSystemMessages = true;
      for (const text of contentTexts(tree, content)) harnessTexts.push({ text, isBlock: false });
      continue;
    }
    beginsWithMcpPrompt ??= role === 'user' && contentTextNodes(tree, content).some((node) => beginsWith(tree, node, '<command-message>mcp__'));
    for (const block of itemsOf(tree, content)) {
      const type = textOf(tree, memberOf(tree, block, 'type'));
      if (role === 'assistant' && (type === 'tool_use' || type === 'server_tool_use')) {
        const id = textOf(tree, memberOf(tree, block, 'id'));
        const name = textOf(tree, memberOf(tree, block, 'name'));
        if (id === null || name === null) continue;
        const input = memberOf(tree, block, 'input');
        const uses = toolUses.get(id) ?? [];
        uses.push({ name, node: block, input });
        toolUses.set(id, uses);
        calledTools.push(name);
        if (resourceTools.has(name) && input !== null) {
          const server = textOf(tree, memberOf(tree, input, 'server'));
          if (server !== null) namedServers.push(server);
        }
      } else if (role === 'user' && type === 'text') {
        const text = memberOf(tree, block, 'text');
        // Only what the harness wrapped: users may write anything.
        if (text !== null && beginsWith(tree, text, '<fork-boilerplate>')) holdsFork = true;
        if (text !== null && beginsWith(tree, text, openerOnWire)) harnessTexts.push({ text: (textOf(tree, text) ?? '').slice(reminderOpener.length), isBlock: true });
      } else if (role === 'user' && type === 'tool_result') {
        const use = toolUses.get(textOf(tree, memberOf(tree, block, 'tool_use_id')) ?? '')?.at(-1);
        const result = memberOf(tree, block, 'content');
        if (use?.name === 'ListMcpResourcesTool' && result !== null) {
          for (const text of contentTexts(tree, result)) for (const server of serversOfResources(text)) namedServers.push(server);
        }
      }
    }
  }
  const systemTexts = contentTexts(tree, memberOf(tree, root, 'system'));
  const billing = readBillingLine(systemTexts[0] ?? '');
  const hasAgentId = headerValue(headers, 'x-claude-code-agent-id') !== null;
  // 2.1.197 says nothing of a skill that runs as an agent but the prompt of that agent.
  const isUnstated = headerValue(headers, 'x-claude-code-request-class') === null;
  const isBuiltinAgent = isUnstated && systemTexts.slice(1, 3).some((text) => builtinAgents.some(([opener]) => text.startsWith(opener)));
  return {
    tree,
    toolUses,
    servers: readServerNames({ toolNames: [...toolNames, ...calledTools], named: namedServers, texts: harnessTexts }),
    beginsWithMcpPrompt: beginsWithMcpPrompt === true,
    hasSystemMessages,
    // The billing line of a subagent's request says so, also where headers were not kept.
    isSubagent: hasAgentId || billing?.isSubagent === true || isBuiltinAgent,
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
    isNewerThan197: isNewerThan197(billing),
    saysAppended: systemTexts.slice(0, 2).some((text) => text.endsWith(', running within the Claude Agent SDK.')),
    workingDirectory: workingDirectoryIn([...systemTexts, ...harnessTexts.map(({ text }) => text)]),
  };
}

/** How the system prompts of requests begin which the CLI makes for itself: a title, a search of the web. */
const auxiliaryPrompts = [titleOpener, webSearchOpener];

const resourceTools: ReadonlySet<string> = new Set(['ReadMcpResourceTool', 'ReadMcpResourceDirTool', 'ListMcpResourcesTool']);

/** Whether the billing line names a version of the CLI after 2.1.197; null where it names none. */
function isNewerThan197(billing: BillingLine | null): boolean | null {
  const stated = /^(\d{1,6})\.(\d{1,6})\.(\d{1,6})/.exec(billing?.version ?? '');
  if (stated === null) return null;
  const [major = 0, minor = 0, patch = 0] = stated.slice(1).map(Number);
  return major > 2 || (major === 2 && (minor > 1 || (minor === 1 && patch > 197)));
}

/** As it stands in the JSON, its line feed escaped. */
const openerOnWire = '<system-reminder>\\n';

/** The servers in a list of resources: JSON, an object for each, where it can be read as that. */
function serversOfResources(text: string): readonly string[] {
  const list = wireArray(parseWireJson(text));
  return list.flatMap((resource) => wireString(wireRecord(resource)?.['server']) ?? []);
}
