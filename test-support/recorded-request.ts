import { readResponse } from '../src/domain/anthropic/stream.ts';
import { readThreadRecord, type ThreadRecord } from '../src/domain/thread/thread-record.ts';
import { sessionOfTests } from './claude-request.ts';

export interface RequestToRecord {
  readonly id: string;
  /** When it began, in microseconds. */
  readonly at: number;
  /** By default that of the tests; null for a request that names none. */
  readonly sessionId?: string | null;
  readonly headers?: Readonly<Record<string, string>>;
  readonly method?: string;
  readonly path?: string;
  /** What the billing line says behind the version, as `cc_prompt_id=p; cc_turn_index=1;`. */
  readonly billing?: string;
  readonly system?: readonly string[];
  readonly messages?: unknown;
  readonly previousMessageId?: string;
  /** Further fields of the body. */
  readonly fields?: object;
  /** The blocks of the answer, with which its ids are `msg-ID` and `req-ID`; null for no answer. */
  readonly answer?: readonly unknown[] | null;
}

/** The body of a request as Claude Code would send it. */
export function requestText(request: Omit<RequestToRecord, 'id' | 'at'>): string {
  const system = [`x-anthropic-billing-header: cc_version=2.1.330.abc; cc_entrypoint=cli; ${request.billing ?? ''}`, ...(request.system ?? [])];
  return JSON.stringify({
    model: 'claude-sonnet-4-5',
    max_tokens: 1024,
    system: system.map((line) => ({ type: 'text', text: line })),
    messages: request.messages ?? [user('Look at the depot.')],
    ...(request.previousMessageId === undefined ? {} : { diagnostics: { previous_message_id: request.previousMessageId } }),
    ...request.fields,
  });
}

/** The record of a request and of its answer. Equal bodies have equal hashes. */
export function recorded(request: RequestToRecord): ThreadRecord {
  const { id, at, sessionId = sessionOfTests, headers = {}, path = '/v1/messages?beta=true', answer = [] } = request;
  const text = requestText(request);
  const session = sessionId === null ? {} : { 'X-Claude-Code-Session-Id': sessionId };
  const message = JSON.stringify({ type: 'message', id: `msg-${id}`, role: 'assistant', content: answer });
  return readThreadRecord({
    id,
    startedAtUs: at,
    head: { method: request.method ?? 'POST', path, headers: Object.entries({ ...session, ...headers }) },
    body: new TextEncoder().encode(text),
    bodyHash: text,
    response: answer === null ? null : { headers: [['Request-Id', `req-${id}`]], message: readResponse(message, 'application/json') },
  });
}

export function user(...texts: readonly string[]): unknown {
  return { role: 'user', content: texts.map((text) => ({ type: 'text', text })) };
}

export function assistant(...content: readonly unknown[]): unknown {
  return { role: 'assistant', content: content.map((block) => (typeof block === 'string' ? { type: 'text', text: block } : block)) };
}

/** A call of a tool, as a block of an answer. */
export function call(id: string, name: string, input: object): unknown {
  return { type: 'tool_use', id, name, input };
}

/** The user's message that answers a call. */
export function result(toolUseId: string, text = 'Done.'): unknown {
  return { role: 'user', content: [{ type: 'tool_result', tool_use_id: toolUseId, content: text }] };
}
