import { headerValue, type HeaderList } from '../http/header-list.ts';
import { kindOf, memberOf, startOf, type JsonTree } from '../json/json-tree.ts';
import { textOf } from '../json/node-text.ts';
import { sessionOfUserId } from './user-id.ts';
import { userTitle } from './user-title.ts';

/** What a request is for, as Claude Code itself says; `other` for all that is not the Messages API. */
export const requestClasses = ['main', 'subagent', 'auxiliary', 'compaction', 'count-tokens', 'other'] as const;
export type RequestClass = (typeof requestClasses)[number];

export interface RequestHead {
  readonly method: string;
  /** The request target as sent, query included. */
  readonly path: string;
  readonly headers: HeaderList;
}

/** Who sent a request and why; null where no header says so. */
export interface RequestIdentity {
  readonly sessionId: string | null;
  /** Set for requests of a subagent only. */
  readonly agentId: string | null;
  readonly requestClass: RequestClass;
  /** The same for all round trips of one prompt of the user. */
  readonly promptId: string | null;
}

/** What can be read from a request's body; null where it does not say, or is not JSON. */
export interface RequestBodyFacts {
  readonly sessionId: string | null;
  readonly model: string | null;
  /** True when the answer is asked for as a stream. */
  readonly stream: boolean;
  /** The user's own words of the latest prompt, 80 characters at most. Name a session by `main` requests only. */
  readonly title: string | null;
}

/**
 * Who sent a request, by its headers and path alone, so that a row can be shown before the body is in. Header names
 * as Claude Code 2.1.330 sends them; the agent id is sent since 2.1.139, the request class by newer ones only.
 */
export function identifyRequest(head: RequestHead): RequestIdentity {
  const agentId = statedIn(head, 'x-claude-code-agent-id');
  return {
    sessionId: statedIn(head, 'x-claude-code-session-id'),
    agentId,
    requestClass: classify(head, agentId),
    promptId: statedIn(head, 'x-claude-code-prompt-id'),
  };
}

/**
 * The facts of a Messages API request body, given as its scanned JSON. Never throws: what is not there or not of the expected shape is
 * null; of a body that was cut off there is what came.
 */
export function readRequestBody(tree: JsonTree): RequestBodyFacts {
  const member = (name: string, object: number | null = tree.nodeCount === 0 ? null : 0): number | null =>
    object === null ? null : memberOf(tree, object, name);
  const stream = member('stream');
  return {
    sessionId: sessionOfUserId(textOf(tree, member('user_id', member('metadata')))),
    model: textOf(tree, member('model'))?.slice(0, longestName) ?? null,
    stream: stream !== null && kindOf(tree, stream) === 'literal' && beginsAt(tree, stream) === 't',
    // Only count_tokens leaves max_tokens out; its messages are pieces of the prompt, not what a user said.
    title: member('max_tokens') === null ? null : userTitle(tree, member('messages')),
  };
}

function beginsAt(tree: JsonTree, node: number): string {
  return String.fromCharCode(tree.bytes[startOf(tree, node)] ?? 0);
}

const statedClasses = ['main', 'subagent', 'auxiliary', 'compaction'] as const;

/** The class that the request's header states; null where it states none that is known. Sent by newer versions to the API alone. */
export function statedClass(head: RequestHead): (typeof statedClasses)[number] | null {
  const header = statedIn(head, 'x-claude-code-request-class');
  return statedClasses.find((name) => name === header) ?? null;
}

function classify(head: RequestHead, agentId: string | null): RequestClass {
  const path = pathOf(head.path);
  if (path === '/v1/messages/count_tokens') return 'count-tokens';
  if (path !== '/v1/messages') return 'other';
  const stated = statedClass(head);
  if (stated !== null) return stated;
  if (statedIn(head, 'x-claude-code-compaction') !== null) return 'compaction';
  return agentId === null ? 'main' : 'subagent';
}

/** The path without query; of an absolute-form target without scheme and host too. */
function pathOf(target: string): string {
  return target.replace(/^https?:\/\/[^/?#]*/i, '').replace(/[?#].*$/s, '');
}

/** Of ids and names that rows repeat: real ones have 36 characters, or 50. */
export const longestName = 200;

/** What a header says; one without a value says nothing. */
export function statedIn({ headers }: RequestHead, lowerCaseName: string): string | null {
  const value = headerValue(headers, lowerCaseName);
  return value === null || value === '' ? null : value.slice(0, longestName);
}
