import { createHash } from 'node:crypto';
import { identifyRequest } from '../src/domain/anthropic/request.ts';
import { ruleVersion } from '../src/domain/attribution/rules.ts';
import { StoreAnalyst } from '../src/main/analyst/store-analyst.ts';
import { createTokenEncoder } from '../src/main/analyst/token-encoder.ts';
import { WorkQueue } from '../src/main/analyst/work-queue.ts';
import { openForWriting } from '../src/main/store/open-for-writing.ts';
import { analysisWrites, type AnalysisWrites } from '../src/main/store/analysis/analysis-writes.ts';
import { exchangeWrites, type BodyWrite, type ExchangeWrite } from '../src/main/store/exchange-writes.ts';
import { openStore, type Store } from '../src/main/store/open-store.ts';
import { openStoreReads } from '../src/main/store/open-store-reads.ts';
import type { StoreReads } from '../src/main/store/reads.ts';
import { sessionOfTests } from './claude-request.ts';
import { requestText, type RequestToRecord } from './recorded-request.ts';

export interface RequestToStore extends RequestToRecord {
  /** The usage of the answer. */
  readonly usage?: object;
  readonly state?: ExchangeWrite['state'];
  /** The body in the place of one that is made. */
  readonly body?: string;
  /** The body of the answer in the place of a message. */
  readonly answerBody?: string;
}

/** Its ranks take long to load. */
const encoder = createTokenEncoder();

/** A real database with exchanges in it, and the analyst's work without its thread. */
export class StoredTraffic {
  reads: StoreReads & { close(): void };
  writes: AnalysisWrites;
  readonly store: Store;
  /** The analyst's own connection. */
  analystStore: Store;
  readonly file: string;
  #number = 0;
  #analyst: StoreAnalyst;

  constructor(file: string) {
    this.file = file;
    const opening = openStore(file, new Date(0));
    if (!opening.opened) throw new Error(opening.message);
    this.store = opening.store;
    this.#number = exchangeWrites(this.store).nextNumber() - 1;
    this.reads = openStoreReads(file);
    this.analystStore = openForWriting(file);
    this.writes = analysisWrites(this.analystStore);
    this.#analyst = new StoreAnalyst(this.reads, this.writes, encoder);
  }

  /** Stores exchanges as the recorder does, in the order given, however they began. */
  add(...requests: readonly RequestToStore[]): void {
    for (const request of requests) {
      this.#number += 1;
      exchangeWrites(this.store).write([exchangeOf(this.#number, request)]);
    }
  }

  /** Has up to `most` exchanges analysed; answers their ids in the order of the work. */
  async analyse(most = Infinity): Promise<readonly string[]> {
    const queue = new WorkQueue(this.reads, ruleVersion);
    const done: string[] = [];
    for (let id = queue.next(); id !== null && done.length < most; id = queue.next()) {
      const outcome = await this.#analyst.analyse(id, false);
      if (outcome !== null && outcome.trouble !== null) throw new Error(outcome.trouble);
      done.push(id);
    }
    if (done.length < most) this.#analyst.saveLearnt();
    return done;
  }

  /** Has one exchange analysed, whatever its state. */
  async analyseOne(id: string): Promise<void> {
    await this.#analyst.analyse(id, false);
  }

  /** As everything but the recorder begins anew: all that was only in memory is gone. */
  restart(): void {
    this.reads.close();
    this.writes.close();
    this.reads = openStoreReads(this.file);
    this.analystStore = openForWriting(this.file);
    this.writes = analysisWrites(this.analystStore);
    this.restartAnalyst();
  }

  /** As a new thread begins: all that was only in memory is gone. */
  restartAnalyst(): void {
    this.#analyst = new StoreAnalyst(this.reads, this.writes, encoder);
  }

  close(): void {
    for (const part of [this.reads, this.writes, this.store]) part.close();
  }
}

function exchangeOf(number: number, request: RequestToStore): ExchangeWrite {
  const { id, at, sessionId = sessionOfTests, method = 'POST', path = '/v1/messages?beta=true', answer = [] } = request;
  const session: Readonly<Record<string, string>> = sessionId === null ? {} : { 'X-Claude-Code-Session-Id': sessionId };
  const headers = Object.entries({ 'Content-Type': 'application/json', ...session, ...request.headers });
  const body = Buffer.from(request.body ?? requestText(request));
  const message = { type: 'message', id: `msg-${id}`, role: 'assistant', model: 'claude-sonnet-4-5', content: answer, usage: request.usage };
  const answered = Buffer.from(request.answerBody ?? JSON.stringify(message));
  const isAnswered = answer !== null;
  return {
    number,
    id,
    state: request.state ?? 'complete',
    error: null,
    ...identifyRequest({ method, path, headers }),
    scheme: 'https',
    host: 'api.anthropic.com',
    port: 443,
    method,
    path,
    status: isAnswered ? 200 : null,
    timing: {
      requestStartedAtUs: at,
      requestReceivedAtUs: at + 1,
      requestForwardedAtUs: at + 2,
      responseStartedAtUs: isAnswered ? at + 3 : null,
      responseDeliveredAtUs: isAnswered ? at + 4 : null,
    },
    requestBytes: body.length,
    responseBytes: isAnswered ? answered.length : 0,
    head: {
      requestLine: `${method} ${path} HTTP/1.1`,
      requestHeaders: headers,
      requestTrailers: [],
      interimHeads: [],
      statusLine: isAnswered ? 'HTTP/1.1 200 OK' : null,
      responseHeaders: isAnswered ? [['Content-Type', request.answerBody?.startsWith('event:') === true ? 'text/event-stream' : 'application/json'], ['request-id', `req-${id}`]] : [],
      responseTrailers: [],
    },
    bodies: [wholeBody('request', body), ...(isAnswered ? [wholeBody('response', answered)] : [])],
  };
}

function wholeBody(side: BodyWrite['side'], octets: Buffer): BodyWrite {
  const sha256 = createHash('sha256').update(octets).digest();
  return { side, start: 0, replaces: false, octets: [octets], masks: [], decodedFrom: null, end: { complete: true, wireSha256: sha256, storedSha256: sha256 } };
}
