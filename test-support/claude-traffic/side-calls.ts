import { drawUuid, drawWordId } from './draws.ts';
import { answerStream } from './answer-stream.ts';
import { text } from './conversation.ts';
import { answerHeaders, betas, drawRequestId, requestHeaders } from './headers.ts';
import type { SentRequest } from './sent-request.ts';
import type { SessionFacts } from './thread.ts';

export const smallModel = 'claude-haiku-4-5-20251001';

/** Claude Code asks for a name of the session. */
export function titleRequest(session: SessionFacts, prompt: string, title: string): SentRequest {
  const { random } = session;
  const body = JSON.stringify({
    model: smallModel,
    messages: [{ role: 'user', content: [{ type: 'text', text: `<session>\n${prompt}\n</session>` }] }],
    system: [
      { type: 'text', text: `x-anthropic-billing-header: cc_version=${session.version}.1b2; cc_entrypoint=cli; cch=${random.below(90_000) + 10_000};` },
      { type: 'text', text: "You are Claude Code, Anthropic's official CLI for Claude." },
      { type: 'text', text: 'You are naming a coding session from what its user asks first. Answer with JSON that has one member, title, of three to seven words.' },
    ],
    tools: [],
    metadata: { user_id: JSON.stringify({ device_id: session.deviceId, account_uuid: '', session_id: session.id }) },
    max_tokens: 32_000,
    stream: true,
  });
  const plain = Math.ceil(body.length / 3.8);
  const answer = { id: `msg_01${drawWordId(random, 22)}`, model: smallModel, blocks: [text(JSON.stringify({ title }))], stopReason: 'end_turn', usage: { read: 0, written: 0, plain } } as const;
  return { ...sideCall(session, body, 'summary-extraction', 'text/event-stream; charset=utf-8'), path: '/v1/messages?beta=true', answer: answerStream(answer, random) };
}

/** Claude Code asks how many tokens a piece of the prompt has. */
export function countRequest(session: SessionFacts, model: string, piece: string): SentRequest {
  const body = JSON.stringify({ model, messages: [{ role: 'user', content: piece }], tools: [] });
  const answer = [Buffer.from(JSON.stringify({ input_tokens: 8 + Math.ceil(piece.length / 3.8) }))];
  return { ...sideCall(session, body, null, 'application/json'), path: '/v1/messages/count_tokens?beta=true', answer };
}

/** What is asked when Claude Code starts. */
export function settingsRequest(session: SessionFacts): SentRequest {
  const headers = [
    ['Accept', 'application/json, text/plain, */*'],
    ['User-Agent', `claude-code/${session.version}`],
    ['x-api-key', '*'.repeat(108)],
    ['Accept-Encoding', 'gzip, compress, deflate, br'],
    ['Host', 'api.anthropic.com'],
    ['Connection', 'close'],
  ] as const;
  const answer = [Buffer.from(JSON.stringify({ uuid: drawUuid(session.random), checksum: '', settings: {} }))];
  return { ...sideCall(session, '', null, 'application/json'), method: 'GET', headers, path: '/api/claude_code/settings', answer };
}

function sideCall(session: SessionFacts, body: string, productClass: string | null, contentType: string): Omit<SentRequest, 'path' | 'answer'> {
  const { random, id, version, nowUs } = session;
  const identity = { version, sessionId: id, requestClass: 'auxiliary', productClass, agent: null, promptId: null, betas, toolBefore: null, compaction: null } as const;
  session.nowUs += 900_000;
  return {
    startedAtUs: nowUs,
    headers: requestHeaders(random, { ...identity, bodyBytes: Buffer.byteLength(body) }),
    body,
    status: 200,
    answerHeaders: answerHeaders(random, nowUs, drawRequestId(random), contentType),
    isCut: false,
    untilFirstByteUs: 350_000,
    durationUs: 800_000,
  };
}
