import { createServer, type ServerResponse } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { messageEvents, type StreamedBlock } from '../../test-support/message-stream.ts';
import { listenRaw, makeTestCertificates } from '../../test-support/raw-tls.ts';
import { PromptCache } from '../../test-support/prompt-cache.ts';

/** What a request for a message is answered. */
export type SessionAnswer =
  | { readonly kind: 'message'; readonly blocks: readonly StreamedBlock[] }
  | { readonly kind: 'overloaded' }
  /** Goes on for longer than anybody waits. */
  | { readonly kind: 'endless'; readonly blocks: readonly StreamedBlock[] };

/** Stands for api.anthropic.com in a session that is scripted, and states usage as the API would: by what it has seen of a prompt before. */
export interface SessionUpstream {
  readonly port: number;
  readonly caFile: string;
  /** Adds answers for the main thread, in order; those of a subagent are told by a text of its task. */
  script(answers: readonly SessionAnswer[], ofAgent?: { readonly task: string; readonly answers: readonly SessionAnswer[] }): void;
  close(): Promise<void>;
}

const host = 'api.anthropic.com';
const firstTokenMs = 350;
const pieceEveryMs = 12;
const endlessEveryMs = 400;
const pieceChars = 40;

const promptBody = z.looseObject({ model: z.string(), tools: z.array(z.unknown()).default([]), system: z.unknown(), messages: z.array(z.unknown()) });

export async function startSessionUpstream(): Promise<SessionUpstream> {
  const certificates = await makeTestCertificates(host);
  const cache = new PromptCache();
  const main: SessionAnswer[] = [];
  const agents: { readonly task: string; readonly answers: SessionAnswer[] }[] = [];
  const nextAnswer = (text: string): SessionAnswer => {
    const agent = agents.find(({ task, answers }) => answers.length > 0 && startOfThread(text).includes(task));
    return (agent?.answers ?? main).shift() ?? { kind: 'message', blocks: [{ type: 'text', text: 'Done.' }] };
  };
  const server = createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('end', () => void answer(request.url ?? '', Buffer.concat(pieces).toString(), response));
    response.on('error', () => {});
  });
  const answer = async (path: string, text: string, response: ServerResponse): Promise<void> => {
    if (path.startsWith('/v1/messages/count_tokens')) return sendJson(response, 200, { input_tokens: Math.ceil(text.length / 4) });
    if (path === '/api/claude_code/settings') return sendJson(response, 200, {});
    if (!path.startsWith('/v1/messages')) return sendJson(response, 404, errorOf('not_found_error', 'Not found'));
    const chosen = nextAnswer(text);
    await pause(firstTokenMs);
    if (chosen.kind === 'overloaded') return sendJson(response, 529, errorOf('overloaded_error', 'Overloaded'));
    const prompt = promptBody.parse(JSON.parse(text));
    const written = JSON.stringify(chosen.blocks).length;
    const events = messageEvents(
      {
        id: `msg_${Date.now().toString(36)}`,
        model: prompt.model,
        content: chosen.blocks,
        usage: cache.usageOf(prompt),
        outputTokens: Math.ceil(written / 4),
        stopReason: chosen.blocks.some(({ type }) => type === 'tool_use') ? 'tool_use' : 'end_turn',
      },
      pieceChars,
    );
    response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'request-id': `req_${Date.now().toString(36)}` });
    for (const event of events) {
      if (response.destroyed) return;
      response.write(event);
      await pause(chosen.kind === 'endless' ? endlessEveryMs : pieceEveryMs);
    }
    response.end();
  };
  const listener = await listenRaw(certificates.serverContext, ({ stream }) => server.emit('connection', stream));
  return {
    port: listener.port,
    caFile: certificates.file,
    script(answers, ofAgent) {
      main.push(...answers);
      if (ofAgent !== undefined) agents.push({ task: ofAgent.task, answers: [...ofAgent.answers] });
    },
    async close() {
      await listener.close();
      certificates.remove();
    },
  };
}

/** The first message of a body: that of a subagent is its task, that of a main thread never says what a later one asks. */
function startOfThread(text: string): string {
  return JSON.stringify(promptBody.parse(JSON.parse(text)).messages[0]);
}

function sendJson(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json', 'request-id': `req_${Date.now().toString(36)}` }).end(JSON.stringify(body));
}

function errorOf(type: string, message: string): object {
  return { type: 'error', error: { type, message } };
}
