import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { getLocal, type CompletedRequest } from 'mockttp';
import type { HeaderList } from '../src/domain/http/header-list.ts';
import { createTestAuthority } from './certificate-authority.ts';
import { messageEvents, type StreamedMessage } from './message-stream.ts';

/** A request as the upstream got it. */
export interface ReceivedRequest {
  readonly method: string;
  readonly path: string;
  /** Raw headers, in order and case. */
  readonly headers: HeaderList;
  readonly body: Buffer;
}

/** What the upstream does with the next request for `/v1/messages`. */
export type ScriptedAnswer =
  | { readonly kind: 'stream'; readonly message: StreamedMessage }
  /** A message that depends on what was asked, as its usage does. */
  | { readonly kind: 'stream-for'; readonly messageFor: (request: ReceivedRequest) => StreamedMessage }
  | { readonly kind: 'paused-stream'; readonly stream: PausedStream }
  | { readonly kind: 'body'; readonly status: number; readonly contentType: string; readonly body: string | Buffer; readonly contentEncoding?: string }
  | { readonly kind: 'reset' };

/** An event stream that says only what the test writes, when it writes it. Its head is sent at once. */
export class PausedStream {
  readonly octets = new PassThrough();

  write(text: string): void {
    this.octets.write(text);
  }

  end(): void {
    this.octets.end();
  }

  /** Drops the connection in the middle of the answer. */
  abort(): void {
    this.octets.destroy(Object.assign(new Error('dropped by the test'), { code: 'ECONNRESET' }));
  }
}

export interface ScriptedUpstream {
  readonly port: number;
  /** The certificate authority that signed for it, for `--upstream-ca`. */
  readonly caFile: string;
  /** All requests so far that came in whole, in order. */
  readonly received: readonly ReceivedRequest[];
  /** Adds an answer for a further request for `/v1/messages`; answers are given in the order they were added. */
  script(answer: ScriptedAnswer): Promise<void>;
  close(): Promise<void>;
}

// With headers of its own, mockttp frames a body only as they say.
const eventStreamHead = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-cache',
  'request-id': 'req_scripted',
  'transfer-encoding': 'chunked',
};

/**
 * Starts an HTTPS server on loopback that answers as the Messages API does, for any host name, with a certificate of an
 * authority made for it. Unscripted messages are answered "Done."; all other addresses are not found.
 */
export async function startScriptedUpstream(): Promise<ScriptedUpstream> {
  const dir = await mkdtemp(join(tmpdir(), 'whence-upstream-'));
  const authority = await createTestAuthority(dir);
  const server = getLocal({ https: { cert: authority.certPem, key: authority.keyPem }, http2: false });
  await server.start();
  await server.forUnmatchedRequest().thenCallback(unscripted);

  const received: ReceivedRequest[] = [];
  await server.on('request', (request) => received.push(receivedOf(request)));

  return {
    port: server.port,
    caFile: authority.caFile,
    received,
    async script(answer) {
      const next = server.forPost('/v1/messages').once();
      switch (answer.kind) {
        case 'stream':
          await next.thenReply(200, messageEvents(answer.message).join(''), eventStreamHead);
          break;
        case 'stream-for':
          await next.thenCallback((request) => ({ statusCode: 200, headers: eventStreamHead, body: messageEvents(answer.messageFor(receivedOf(request))).join('') }));
          break;
        case 'paused-stream':
          await next.thenStream(200, answer.stream.octets, eventStreamHead);
          break;
        case 'body':
          await next.thenReply(answer.status, answer.body, {
            'content-type': answer.contentType,
            'content-length': String(Buffer.byteLength(answer.body)),
            ...(answer.contentEncoding === undefined ? {} : { 'content-encoding': answer.contentEncoding }),
          });
          break;
        case 'reset':
          await next.thenResetConnection();
          break;
      }
    },
    async close() {
      await server.stop();
      await rm(dir, { recursive: true, force: true });
    },
  };
}

function unscripted(request: CompletedRequest) {
  const path = request.path.replace(/\?.*$/, '');
  if (path === '/v1/messages') {
    return { statusCode: 200, headers: eventStreamHead, body: messageEvents({ content: [{ type: 'text', text: 'Done.' }] }).join('') };
  }
  if (path === '/v1/messages/count_tokens') return { statusCode: 200, json: { input_tokens: 7 } };
  return { statusCode: 404, json: { type: 'error', error: { type: 'not_found_error', message: 'Not found' } } };
}

function receivedOf(request: CompletedRequest): ReceivedRequest {
  return { method: request.method, path: request.path, headers: request.rawHeaders, body: request.body.buffer };
}
