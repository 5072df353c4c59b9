import { createHash } from 'node:crypto';
import { identifyRequest } from '../../src/domain/anthropic/request.ts';
import { packArrivals } from '../../src/domain/http/arrivals.ts';
import type { HeaderList } from '../../src/domain/http/header-list.ts';
import type { BodyWrite, ExchangeWrite } from '../../src/main/store/exchange-writes.ts';

/** A request as it was sent, and what came back. */
export interface SentRequest {
  readonly startedAtUs: number;
  readonly method?: 'GET' | 'POST';
  readonly path: string;
  readonly headers: HeaderList;
  /** Empty for a GET. */
  readonly body: string;
  readonly status: number;
  readonly answerHeaders: HeaderList;
  /** As it came, piece by piece. */
  readonly answer: readonly Buffer[];
  /** True where the client closed before the answer's end. */
  readonly isCut: boolean;
  readonly untilFirstByteUs: number;
  readonly durationUs: number;
}

const phrases: Readonly<Record<number, string>> = { 200: 'OK', 400: 'Bad Request', 429: 'Too Many Requests', 529: '' };
/** What one read of a TLS connection gives at most. */
const readBytes = 16 * 1024;

/** What the recorder writes of it once it is over. */
export function exchangeWriteOf(number: number, id: string, sent: SentRequest): ExchangeWrite {
  const { method = 'POST', path, headers, startedAtUs, status, isCut } = sent;
  const body = Buffer.from(sent.body);
  const responseBytes = sent.answer.reduce((bytes, piece) => bytes + piece.length, 0);
  const firstByteAtUs = startedAtUs + sent.untilFirstByteUs;
  return {
    number,
    id,
    state: isCut ? 'interrupted' : 'complete',
    error: isCut ? { code: 'client-closed', message: 'The client closed the connection before the response was complete.' } : null,
    ...identifyRequest({ method, path, headers }),
    scheme: 'https',
    host: 'api.anthropic.com',
    port: 443,
    method,
    path,
    status,
    timing: {
      requestStartedAtUs: startedAtUs,
      requestReceivedAtUs: startedAtUs + 900 + (body.length >> 6),
      requestForwardedAtUs: startedAtUs + 1100 + (body.length >> 6),
      responseStartedAtUs: firstByteAtUs,
      responseDeliveredAtUs: isCut ? null : startedAtUs + sent.durationUs,
    },
    requestBytes: body.length,
    responseBytes,
    head: {
      requestLine: `${method} ${path} HTTP/1.1`,
      requestHeaders: headers,
      requestTrailers: [],
      interimHeads: [],
      statusLine: `HTTP/1.1 ${status} ${phrases[status] ?? ''}`,
      responseHeaders: sent.answerHeaders,
      responseTrailers: [],
    },
    bodies: [...(body.length === 0 ? [] : [bodyWrite('request', slices(body), false)]), { ...bodyWrite('response', sent.answer, isCut), arrivals: arrivalsOf(sent) }],
  };
}

/** The pieces come about evenly, and one in so many after a pause, so that the last one comes just before the end. */
function arrivalsOf({ answer, durationUs, untilFirstByteUs }: SentRequest): Uint8Array {
  const weights = answer.map((piece, index) => (index === 0 ? 0 : 1 + ((piece.length * 7919) % 13) / 13 + (piece.length % 41 === 0 ? 12 : 0)));
  const usOfWeight = (durationUs - untilFirstByteUs) / Math.max(1, weights.reduce((sum, weight) => sum + weight, 0));
  let offset = 0;
  let afterUs = 0;
  return packArrivals(
    answer.map((piece, index) => {
      const arrival = { offset, afterUs: (afterUs += Math.floor((weights[index] ?? 0) * usOfWeight)) };
      offset += piece.length;
      return arrival;
    }),
  );
}

function bodyWrite(side: BodyWrite['side'], octets: readonly Buffer[], isCut: boolean): BodyWrite {
  const hash = createHash('sha256');
  for (const piece of octets) hash.update(piece);
  const sha256 = isCut ? null : hash.digest();
  return { side, start: 0, replaces: false, octets, masks: [], decodedFrom: null, end: { complete: !isCut, wireSha256: sha256, storedSha256: sha256 } };
}

function slices(body: Buffer): readonly Buffer[] {
  return Array.from({ length: Math.ceil(body.length / readBytes) }, (_, index) => body.subarray(index * readBytes, (index + 1) * readBytes));
}
