import type { Random } from '../fuzz/random.ts';
import { answerStream } from './answer-stream.ts';
import { Conversation, type Block } from './conversation.ts';
import { drawHex, drawSize, drawWordId } from './draws.ts';
import { answerHeaders, betas, drawRequestId, requestHeaders } from './headers.ts';
import type { SentRequest } from './sent-request.ts';

/** What the requests of a session share. */
export interface SessionFacts {
  readonly random: Random;
  readonly id: string;
  readonly deviceId: string;
  readonly version: string;
  /** The clock of the session, in microseconds; requests move it on. */
  nowUs: number;
}

export interface ThreadFacts {
  readonly model: string;
  readonly agent: { readonly id: string; readonly type: string } | null;
  /** Behind the billing line, without marks for the cache. */
  readonly system: readonly string[];
  /** Each as JSON. */
  readonly tools: readonly string[];
  readonly furtherBetas?: string;
}

export interface RoundTrip {
  readonly promptId: string | null;
  readonly turnIndex: number;
  readonly toolBefore: string | null;
  readonly compaction: 'auto' | 'manual' | null;
  readonly blocks: readonly Block[];
  readonly stopReason: 'tool_use' | 'end_turn';
}

const charactersOfToken = 3.8;
const cacheLastsUs = 300e6;

/** One conversation of a session: the main one's, or a subagent's. */
export class Thread {
  readonly conversation = new Conversation();
  readonly facts: ThreadFacts;
  readonly #session: SessionFacts;
  readonly #tools: string;
  readonly #baseLength: number;
  #before: { readonly requestId: string; readonly messageId: string } | null = null;
  #cachedTokens = 0;
  #cachedAtUs = 0;

  constructor(session: SessionFacts, facts: ThreadFacts) {
    this.#session = session;
    this.facts = facts;
    this.#tools = facts.tools.join(',');
    this.#baseLength = this.#tools.length + facts.system.reduce((sum, section) => sum + section.length, 0);
  }

  /** The characters that the next request will have, but for the newest message. */
  get length(): number {
    return this.#baseLength + this.conversation.sentLength;
  }

  /** Sends what the user said last and adds the answer: at times only at the second attempt; an answer that is cut short is asked for again. */
  *send(trip: RoundTrip): Generator<SentRequest> {
    const { random } = this.#session;
    const body = this.#body(trip);
    for (const status of [429, 529]) {
      if (!random.onceIn(status === 429 ? 90 : 130)) continue;
      yield this.#sent(trip, body, { status, answer: [Buffer.from(errorText(random, status))], contentType: 'application/json', isCut: false, tookUs: 400_000 });
      this.#session.nowUs += 1_500_000;
    }
    const answer = this.#answer(trip, body);
    if (random.onceIn(110)) {
      const pieces = answer.pieces.slice(0, Math.ceil(answer.pieces.length / 2));
      yield this.#sent(trip, body, { status: 200, answer: pieces, contentType: eventStream, isCut: true, tookUs: 3_000_000 });
      this.#session.nowUs += 2_000_000;
    }
    const tookUs = 1_500_000 + answer.pieces.length * 110_000;
    const requestId = drawRequestId(random);
    yield this.#sent(trip, body, { status: 200, answer: answer.pieces, contentType: eventStream, isCut: false, tookUs }, requestId);
    this.#session.nowUs += tookUs;
    this.#before = { requestId, messageId: answer.id };
    this.conversation.addAssistant(trip.blocks);
  }

  #body({ promptId, turnIndex }: RoundTrip): string {
    const { random, id, deviceId, version } = this.#session;
    const { model, agent, system } = this.facts;
    const before = this.#before;
    const billing = [
      `cc_version=${version}.${drawHex(random, 3)}`,
      'cc_entrypoint=cli',
      `cch=${drawHex(random, 5)}`,
      ...(agent === null ? [] : ['cc_is_subagent=true']),
      ...(before === null ? [] : [`cc_prev_req=${before.requestId}`]),
      ...(promptId === null ? [] : [`cc_prompt_id=${promptId}`, 'cc_turn_origin=human', `cc_prompt_index=${turnIndex}`, `cc_turn_index=${turnIndex}`]),
    ];
    const blocks = system.map((section, index) => ({ type: 'text', text: section, ...(index === 0 ? {} : { cache_control: { type: 'ephemeral' } }) }));
    const rest = {
      metadata: { user_id: JSON.stringify({ device_id: deviceId, account_uuid: '', session_id: id }) },
      max_tokens: 32_000,
      thinking: { type: 'adaptive' },
      context_management: { edits: [{ type: 'clear_thinking_20251015', keep: 'all' }] },
      output_config: { effort: 'medium' },
      diagnostics: { previous_message_id: before?.messageId ?? null },
      stream: true,
    };
    const systemText = JSON.stringify([{ type: 'text', text: `x-anthropic-billing-header: ${billing.join('; ')};` }, ...blocks]);
    return `{"model":"${model}","messages":${this.conversation.messagesText()},"system":${systemText},"tools":[${this.#tools}],${JSON.stringify(rest).slice(1)}`;
  }

  #answer({ blocks, stopReason }: RoundTrip, body: string): { readonly id: string; readonly pieces: readonly Buffer[] } {
    const { random, nowUs } = this.#session;
    const tokens = Math.ceil(body.length / charactersOfToken);
    const plain = 3 + random.below(9);
    const isCached = nowUs - this.#cachedAtUs < cacheLastsUs;
    const read = isCached ? Math.min(this.#cachedTokens, tokens - plain) : 0;
    this.#cachedTokens = tokens - plain;
    this.#cachedAtUs = nowUs;
    const id = `msg_01${drawWordId(random, 22)}`;
    const usage = { read, written: tokens - plain - read, plain };
    return { id, pieces: answerStream({ id, model: this.facts.model, blocks, stopReason, usage }, random) };
  }

  #sent(
    { promptId, toolBefore, compaction }: RoundTrip,
    body: string,
    answer: { readonly status: number; readonly answer: readonly Buffer[]; readonly contentType: string; readonly isCut: boolean; readonly tookUs: number },
    requestId = drawRequestId(this.#session.random),
  ): SentRequest {
    const { random, id, version, nowUs } = this.#session;
    const { agent, furtherBetas } = this.facts;
    const isMain = agent === null;
    const headers = requestHeaders(random, {
      version,
      sessionId: id,
      requestClass: compaction !== null ? 'compaction' : isMain ? 'main' : 'subagent',
      productClass: isMain ? 'main' : 'blocking-subagent',
      agent,
      promptId: compaction === null ? promptId : null,
      bodyBytes: Buffer.byteLength(body),
      betas: furtherBetas === undefined ? betas : `${betas},${furtherBetas}`,
      toolBefore,
      compaction,
    });
    return {
      startedAtUs: nowUs,
      path: '/v1/messages?beta=true',
      headers,
      body,
      status: answer.status,
      answerHeaders: answerHeaders(random, nowUs, requestId, answer.contentType, answer.status === 429 ? [['retry-after', '1']] : []),
      answer: answer.answer,
      isCut: answer.isCut,
      untilFirstByteUs: Math.min(drawSize(random, 300_000, 2_500_000), answer.tookUs - 1),
      durationUs: answer.tookUs,
    };
  }
}

const eventStream = 'text/event-stream; charset=utf-8';

function errorText(random: Random, status: number): string {
  const error = status === 429 ? { type: 'rate_limit_error', message: 'This request would exceed your rate limit.' } : { type: 'overloaded_error', message: 'Overloaded' };
  return JSON.stringify({ type: 'error', error, request_id: drawRequestId(random) });
}
