import type { AssembledMessage } from '../anthropic/assembled-message.ts';
import type { RequestHead } from '../anthropic/request.ts';
import { headerValue, type HeaderList } from '../http/header-list.ts';
import type { JsonTree } from '../json/json-tree.ts';
import { scanJson } from '../json/scan-json.ts';
import { agentCallsOf, type AgentCall } from './agent-calls.ts';
import { messageDigests, type Digests } from './message-digests.ts';
import { readThreadFacts, type ThreadFacts } from './thread-facts.ts';

/** What has to be kept of an exchange to find its place among others. Small, and plain data. */
export interface ThreadRecord {
  readonly id: string;
  readonly startedAtUs: number;
  /** A hash of the request's body as it was on the wire; null where there is none. */
  readonly bodyHash: string | null;
  readonly facts: ThreadFacts;
  /** Of `messageDigests`; none for requests that only have something counted. */
  readonly digests: Digests;
  /** The id of the message that answered, and the `request-id` of that response; null where none came. */
  readonly messageId: string | null;
  readonly requestId: string | null;
  readonly calls: readonly AgentCall[];
}

export interface ThreadExchange {
  readonly id: string;
  readonly startedAtUs: number;
  readonly head: RequestHead;
  /** With its content coding taken off. */
  readonly body: Uint8Array;
  readonly bodyHash: string | null;
  /** Null while no response has come. */
  readonly response: { readonly headers: HeaderList; readonly message: AssembledMessage } | null;
}

/** Reads the record of an exchange. A function of what is stored; never throws. `tree` is the body's, where somebody has scanned it already. */
export function readThreadRecord(exchange: ThreadExchange, tree: JsonTree = scanJson(exchange.body)): ThreadRecord {
  const { id, startedAtUs, head, bodyHash, response } = exchange;
  const facts = readThreadFacts(head, tree);
  return {
    id,
    startedAtUs,
    bodyHash,
    facts,
    digests: facts.requestClass === 'other' || facts.requestClass === 'count-tokens' ? [] : messageDigests(tree),
    messageId: response?.message.id ?? null,
    requestId: response === null ? null : headerValue(response.headers, 'request-id'),
    calls: response === null ? [] : agentCallsOf(response.message.blocks),
  };
}

/** The order in which exchanges began; by their ids where two began at once. */
export function byStart(one: ThreadRecord, other: ThreadRecord): number {
  return one.startedAtUs - other.startedAtUs || (one.id < other.id ? -1 : one.id > other.id ? 1 : 0);
}
