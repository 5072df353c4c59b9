import { answerStream } from '../claude-traffic/answer-stream.ts';
import { Conversation, type Block } from '../claude-traffic/conversation.ts';
import { drawHex, drawSignature, drawWordId } from '../claude-traffic/draws.ts';
import { answerHeaders, betas, drawRequestId, requestHeaders } from '../claude-traffic/headers.ts';
import type { Random } from '../fuzz/random.ts';
import { PromptCache } from '../prompt-cache.ts';
import { version } from './harness-texts.ts';
import type { WireExchange } from './wire-exchange.ts';

/** What the threads of the sample share. */
export interface SampleSessionFacts {
  readonly random: Random;
  readonly id: string;
  readonly cache: PromptCache;
  /** The clock of the session, in microseconds; requests move it on. */
  nowUs: number;
}

export interface SampleThreadFacts {
  readonly model: string;
  readonly agent: { readonly id: string; readonly type: string } | null;
  readonly requestClass: 'main' | 'subagent' | 'auxiliary';
  readonly system: readonly string[];
}

interface Ask {
  readonly turn: number;
  readonly promptId: string;
  readonly toolBefore: string | null;
  readonly blocks: readonly Block[];
  readonly overloaded: boolean;
  /** Of the answer's octets only this share comes; null for all of them. */
  readonly cutAfter: number | null;
}

const microsecondsOfPiece = 190_000;

/** One conversation of the sample: that of the main thread, of a subagent, or the one request for a title. */
export class SampleThread {
  readonly conversation = new Conversation();
  readonly #session: SampleSessionFacts;
  readonly #facts: SampleThreadFacts;
  #tools: readonly string[];
  #before: { readonly requestId: string; readonly messageId: string } | null = null;

  constructor(session: SampleSessionFacts, facts: SampleThreadFacts, tools: readonly string[]) {
    this.#session = session;
    this.#facts = facts;
    this.#tools = tools;
  }

  addTools(tools: readonly string[]): void {
    this.#tools = [...this.#tools, ...tools];
  }

  /** The requests by which this is asked, the last of which is answered. */
  ask({ blocks, overloaded, cutAfter, ...turn }: Ask): readonly WireExchange[] {
    const { random, cache } = this.#session;
    const body = this.#body(turn);
    const refused = overloaded ? [this.#refused(body, turn)] : [];
    const requestId = drawRequestId(random);
    const messageId = `msg_01${drawWordId(random, 22)}`;
    const answered = blocks.map((block) => (block.type === 'thinking' ? { ...block, signature: drawSignature(random, 220) } : block));
    const stopReason = answered.some(({ type }) => type === 'tool_use') ? 'tool_use' : 'end_turn';
    const { read, written, plain } = cache.tokensOf(JSON.parse(body));
    const whole = answerStream({ id: messageId, model: this.#facts.model, blocks: answered, stopReason, usage: { read, written, plain } }, random);
    const pieces = cutAfter === null ? whole : whole.slice(0, Math.ceil(whole.length * cutAfter));
    const untilFirstByteUs = 700_000 + random.below(900_000);
    const sent = this.#sent(body, turn, {
      status: 'HTTP/1.1 200 OK',
      headers: answerHeaders(random, this.#session.nowUs, requestId, 'text/event-stream; charset=utf-8'),
      pieces: pieces.map((octets, index) => ({ octets, atUs: this.#session.nowUs + untilFirstByteUs + index * microsecondsOfPiece + random.below(60_000) })),
      isCut: cutAfter !== null,
    });
    this.#session.nowUs = sent.endsAtUs + 40_000 + random.below(400_000);
    this.#before = { requestId, messageId };
    this.conversation.addAssistant(answered);
    return [...refused, sent];
  }

  /** What Claude Code sends again after a second and a half, byte for byte. */
  #refused(body: string, turn: Pick<Ask, 'promptId' | 'toolBefore'>): WireExchange {
    const { random, nowUs } = this.#session;
    const requestId = drawRequestId(random);
    const said = JSON.stringify({ type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' }, request_id: requestId });
    const sent = this.#sent(body, turn, {
      status: 'HTTP/1.1 529 Overloaded',
      headers: answerHeaders(random, nowUs, requestId, 'application/json'),
      pieces: [{ octets: Buffer.from(said), atUs: nowUs + 420_000 }],
      isCut: false,
    });
    this.#session.nowUs = sent.endsAtUs + 1_500_000;
    return sent;
  }

  #body({ turn, promptId }: Pick<Ask, 'turn' | 'promptId'>): string {
    const { random, id } = this.#session;
    const { requestClass, system } = this.#facts;
    const isTitle = requestClass === 'auxiliary';
    const before = this.#before;
    const billing = [
      `cc_version=${version}.${drawHex(random, 3)}`,
      'cc_entrypoint=cli',
      `cch=${drawHex(random, 5)}`,
      ...(requestClass === 'subagent' ? ['cc_is_subagent=true'] : []),
      ...(before === null ? [] : [`cc_prev_req=${before.requestId}`]),
      ...(isTitle ? [] : [`cc_prompt_id=${promptId}`, 'cc_turn_origin=human', `cc_prompt_index=${turn}`, `cc_turn_index=${turn}`]),
    ];
    const sections = system.map((text, index) => ({ type: 'text', text, ...(index === 0 || isTitle ? {} : { cache_control: { type: 'ephemeral' } }) }));
    const rest = {
      metadata: { user_id: JSON.stringify({ device_id: 'sample', account_uuid: '', session_id: id }) },
      max_tokens: 32_000,
      ...(isTitle ? {} : { thinking: { type: 'adaptive' }, diagnostics: { previous_message_id: before?.messageId ?? null } }),
      stream: true,
    };
    const systemText = JSON.stringify([{ type: 'text', text: `x-anthropic-billing-header: ${billing.join('; ')};` }, ...sections]);
    return `{"model":"${this.#facts.model}","messages":${this.conversation.messagesText()},"system":${systemText},"tools":[${this.#tools.join(',')}],${JSON.stringify(rest).slice(1)}`;
  }

  #sent(body: string, { promptId, toolBefore }: Pick<Ask, 'promptId' | 'toolBefore'>, answer: WireExchange['answer']): WireExchange {
    const { random, id, nowUs } = this.#session;
    const { agent, requestClass } = this.#facts;
    const headers = requestHeaders(random, {
      version,
      sessionId: id,
      requestClass,
      productClass: requestClass === 'main' ? 'main' : requestClass === 'subagent' ? 'blocking-subagent' : 'summary-extraction',
      agent,
      promptId: requestClass === 'auxiliary' ? null : promptId,
      bodyBytes: Buffer.byteLength(body),
      betas,
      toolBefore,
      compaction: null,
    });
    return { startsAtUs: nowUs, endsAtUs: answer.pieces.at(-1)?.atUs ?? nowUs, path: '/v1/messages?beta=true', headers, body, answer };
  }
}
