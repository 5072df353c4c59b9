import { builtinAgents } from '../anthropic/builtin-agents.ts';
import { readBillingLine, type BillingLine } from '../anthropic/billing-line.ts';
import { contentTextNodes, contentTexts } from '../anthropic/content-texts.ts';
import { identifyRequest, longestName, type RequestClass, type RequestHead, statedClass, statedIn } from '../anthropic/request.ts';
import { typedInput } from '../anthropic/typed-input.ts';
import { sessionOfUserId } from '../anthropic/user-id.ts';
import { workingDirectoryIn } from '../anthropic/working-directory.ts';
import { itemsOf, memberOf, type JsonTree } from '../json/json-tree.ts';
import { beginsWith, textOf } from '../json/node-text.ts';
import { contentHash } from '../tokens/content-hash.ts';
import { auxiliaryPurpose, compactionTrigger, triggerIn, type AuxiliaryPurpose } from './auxiliary-purpose.ts';
import { openingTextNodes, viewRequest, type RequestView } from './request-view.ts';
import { taskHash } from './task-hash.ts';

/** Where one request belongs, as far as it says so itself; null, or false, where it does not. Plain data. */
export interface ThreadFacts {
  readonly sessionId: string | null;
  readonly requestClass: RequestClass;
  /** True when a header states the class: then no content is asked. */
  readonly isClassStated: boolean;
  /** Null for steps of a conversation, and for what is not the Messages API (`requestClass` is `other`). */
  readonly auxiliary: AuxiliaryPurpose | null;
  readonly agentId: string | null;
  readonly parentAgentId: string | null;
  /** `custom` for agents and skills whose names are not told. */
  readonly agentType: string | null;
  readonly isSubagent: boolean;
  /** A subagent that begins with all of its parent's conversation. */
  readonly isFork: boolean;
  /** The skill whose body a subagent begins with, by the name of its directory. */
  readonly forkedSkill: string | null;
  /** A key of the text that a subagent was given to do; equal to that of its parent's call. */
  readonly taskHash: string | null;
  readonly promptId: string | null;
  /** What the user typed last: the place of its message and a key of its text. */
  readonly input: { readonly place: number; readonly hash: string } | null;
  readonly billing: BillingLine | null;
  /** The message id of the answer that this request goes on from. */
  readonly previousMessageId: string | null;
  /** The `request-id` of that answer. */
  readonly previousRequestId: string | null;
  /** Who asked for the summary that this request is to make. */
  readonly compaction: 'manual' | 'auto' | null;
  /** Who asked for the summary that this request, the first after it, goes on from. */
  readonly afterCompaction: 'manual' | 'auto' | null;
  /** True for all requests of a conversation that begins with a summary. */
  readonly goesOnFromSummary: boolean;
  readonly projectDirectory: string | null;
  readonly mode: 'interactive' | 'print' | null;
}

/** The facts of a request, out of its head and the JSON of its body (`scanJson`). Reads whatever there is, and never throws. */
export function readThreadFacts(head: RequestHead, tree: JsonTree): ThreadFacts {
  const view = viewRequest(tree);
  const { systemTexts } = view;
  const identity = identifyRequest(head);
  const { agentId, requestClass } = identity;
  const member = (object: string, name: string): string | null => {
    const node = tree.nodeCount === 0 ? null : memberOf(tree, 0, object);
    return node === null ? null : textOf(tree, memberOf(tree, node, name));
  };
  const billing = readBillingLine(systemTexts[0] ?? '');
  const agentType = statedIn(head, 'x-claude-code-agent-type');
  const stated = statedClass(head);
  const opening = openingTextNodes(view);
  const task = opening.at(-1);
  const skill = task === undefined ? null : skillOfBody(view, task);
  const isSubagent =
    agentId !== null || stated === 'subagent' || billing?.isSubagent === true || (stated === null && looksLikeSubagent(view, opening, skill));
  const fork = isSubagent ? forkNode(view) : null;
  return {
    sessionId: identity.sessionId ?? sessionOfUserId(member('metadata', 'user_id')),
    requestClass,
    isClassStated: stated !== null,
    auxiliary: auxiliaryPurpose(head, requestClass, view),
    agentId,
    parentAgentId: statedIn(head, 'x-claude-code-parent-agent-id'),
    agentType,
    isSubagent,
    isFork: agentType === 'fork' || fork !== null,
    forkedSkill: isSubagent ? skill : null,
    taskHash: taskOf(view, fork ?? task ?? null),
    promptId: identity.promptId ?? billing?.promptId?.slice(0, longestName) ?? null,
    input: lastInput(view),
    billing,
    previousMessageId: member('diagnostics', 'previous_message_id'),
    previousRequestId: billing?.previousRequestId ?? null,
    compaction: compactionTrigger(head),
    afterCompaction: triggerIn(statedIn(head, 'x-claude-code-context-compacted')),
    goesOnFromSummary: opening.some((node) => beginsWith(tree, node, 'This session is being continued from a previous conversation')),
    projectDirectory: workingDirectoryIn(harnessTexts(view)),
    mode: modeOf(head, billing, systemTexts),
  };
}

function looksLikeSubagent({ tree, systemTexts }: RequestView, opening: readonly number[], skill: string | null): boolean {
  // Forked skills of 2.1.197 have nothing else to be known by.
  if (systemTexts.some((text) => builtinAgents.some(([opener]) => text.startsWith(opener)))) return true;
  // The body of a skill that the user called stands behind the command.
  return skill !== null && typedInput(opening.map((node) => textOf(tree, node) ?? '')) === null;
}

/** The last part of the directory in a skill's first line. */
function skillOfBody({ tree }: RequestView, task: number): string | null {
  if (!beginsWith(tree, task, 'Base directory for this skill: ')) return null;
  const directory = /^[^\n]{1,1000}/.exec((textOf(tree, task) ?? '').slice('Base directory for this skill: '.length))?.[0];
  return directory?.split(/[\\/]/).findLast((part) => part !== '') ?? null;
}

/** The string node of the text that makes a fork of a conversation; null when there is none. */
function forkNode({ tree, messages }: RequestView): number | null {
  const nodes = messages.flatMap(({ role, content }) => (role === 'user' ? contentTextNodes(tree, content) : []));
  return nodes.findLast((node) => beginsWith(tree, node, forkOpener)) ?? null;
}

const forkOpener = '<fork-boilerplate>';

/** A key of what a subagent is to do: the whole text it begins with, or what a fork is told behind what all forks are told. */
function taskOf({ tree }: RequestView, node: number | null): string | null {
  const text = textOf(tree, node);
  if (text === null || !text.startsWith(forkOpener)) return text === null ? null : taskHash(text);
  const opener = 'Your directive: ';
  const at = text.indexOf(opener, Math.max(0, text.indexOf('</fork-boilerplate>')));
  return at === -1 ? null : taskHash(text.slice(at + opener.length));
}

/**
 * The last message of the user's that answers no tool call, or that the user broke off to say something else, and that holds words of the
 * user's own. Other messages that answer calls hold bodies of skills, which read as if somebody had typed them.
 */
function lastInput({ tree, messages }: RequestView): ThreadFacts['input'] {
  for (let place = messages.length - 1; place >= 0; place -= 1) {
    const message = messages[place];
    if (message?.role !== 'user' || message.content === null) continue;
    const isAnswer = itemsOf(tree, message.content).some((block) => textOf(tree, memberOf(tree, block, 'type')) === 'tool_result');
    const texts = contentTexts(tree, message.content);
    if (isAnswer && !texts.some((text) => text.startsWith('[Request interrupted by user'))) continue;
    const input = typedInput(texts);
    // The same text gets a line feed when another comes behind it.
    if (input !== null) return { place, hash: contentHash(input.trim()) };
  }
  return null;
}

/** Texts that the harness wrote: first those that hold nobody else's, last the reminders, in which files are quoted. */
function harnessTexts({ tree, systemTexts, messages }: RequestView): readonly string[] {
  const of = (wanted: string): readonly string[] =>
    messages.slice(0, 20).flatMap(({ role, content }) => (role === wanted ? contentTexts(tree, content) : []));
  return [...systemTexts, ...of('system'), ...of('user').filter((text) => text.startsWith('<system-reminder>'))];
}

function modeOf(head: RequestHead, billing: BillingLine | null, systemTexts: readonly string[]): ThreadFacts['mode'] {
  const entrypoint = billing?.entrypoint ?? /\(external, ([\w-]{1,40})/.exec(statedIn(head, 'user-agent') ?? '')?.[1];
  if (entrypoint === 'cli') return 'interactive';
  if (entrypoint?.startsWith('sdk') === true) return 'print';
  if (systemTexts.some((text) => text.startsWith("You are Claude Code, Anthropic's official CLI for Claude."))) return 'interactive';
  return systemTexts.some((text) => text.startsWith('You are a Claude agent, built on ')) ? 'print' : null;
}
