import { headerValue } from '../../domain/http/header-list.ts';
import type { Origin } from '../../domain/http/origin.ts';
import { DeliveryTimes } from './delivery-times.ts';
import type { ExchangeEvent } from './exchange.ts';
import { HeldBytes } from './held-bytes.ts';
import type { HttpEvent } from './http-reader.ts';
import { HttpReader } from './http-reader.ts';
import { OpenExchange } from './open-exchange.ts';
import { WaitingLine } from './waiting-line.ts';
import type { MissedCode, Relayed } from '../relayed/relayed.ts';

type ConnectionMessage = Exclude<Relayed, { kind: 'connected' | 'missed' | 'refused' | 'unseen' | 'unseen-ended' | 'tally' }>;

type EndCode = 'client-closed' | 'client-reset' | 'upstream-closed' | 'upstream-reset';
type OurCode = 'recorder-failed' | MissedCode;

/** The exchanges of one connection, one after the other or pipelined. */
export class ConnectionAssembly {
  readonly #origin: Origin;
  readonly #emit: (event: ExchangeEvent) => void;
  readonly #requests = new HttpReader((event) => this.#takeRequest(event));
  readonly #responses = new HttpReader(
    (event) => this.#takeResponse(event),
    () => this.#answering?.requestHead?.start.method ?? null,
  );
  /** Those whose response has not ended, in the order of their requests. */
  readonly #unanswered = new WaitingLine<OpenExchange>();
  /** The one whose request is being read. */
  #asking: OpenExchange | null = null;
  /** The one whose response is being read; null for a response that nobody asked for. */
  #answering: OpenExchange | null = null;
  #requestBegunAtUs = 0;
  #nowUs = 0;
  /** Which side ended first, and how: it is to blame for what was cut off by it. */
  #firstEnd: EndCode | null = null;
  /** Why no response can be read any more. */
  #noMoreResponses: EndCode | 'upstream-not-http' | null = null;
  readonly #held = new HeldBytes();
  readonly #deliveries = new DeliveryTimes();

  constructor(origin: Origin, emit: (event: ExchangeEvent) => void) {
    this.#origin = origin;
    this.#emit = emit;
  }

  take(message: ConnectionMessage): void {
    this.#nowUs = message.atUs;
    switch (message.kind) {
      case 'bytes':
        if (message.from === 'upstream') this.#responses.read(message.bytes);
        else this.#readFromClient(message.bytes, message.atUs);
        break;
      case 'delivered':
        for (const exchange of this.#deliveries.take(message.from, message.total, message.atUs)) this.#emit({ kind: 'changed', exchange });
        break;
      case 'ended':
        if (message.from === 'client') this.#endClient(message.how);
        else this.#endUpstream(message.how);
        break;
      case 'closed':
        this.close(this.#firstEnd ?? 'connection-closed');
    }
  }

  /** Settles everything that is still open, for this reason. */
  close(reason: EndCode | 'connection-closed' | OurCode): void {
    this.#releaseHeld();
    if (this.#requests.isInMessage) this.#asked();
    for (const exchange of new Set([...this.#unanswered.takeAll(), ...(this.#asking === null ? [] : [this.#asking])])) {
      const isAnsweredEarly = exchange.responseEnded && !isOurs(reason);
      if (!exchange.upgraded) exchange.trouble(isAnsweredEarly ? 'request-unfinished' : reason);
      this.#finish(exchange);
    }
    this.#asking = null;
    this.#answering = null;
  }

  #readFromClient(bytes: Uint8Array, atUs: number): void {
    const rest = this.#held.isEmpty ? this.#requests.read(bytes) : bytes;
    if (rest.byteLength === 0) return;
    this.#held.hold(rest, atUs);
    if (this.#held.isTooMuch) this.#releaseHeld();
  }

  #releaseHeld(): void {
    this.#requests.resume();
    const nowUs = this.#nowUs;
    for (const { atUs, bytes } of this.#held.release()) {
      this.#nowUs = atUs;
      this.#readFromClient(bytes, atUs);
    }
    this.#nowUs = nowUs;
  }

  #takeRequest(event: HttpEvent): void {
    switch (event.kind) {
      case 'begin':
        this.#requestBegunAtUs = this.#nowUs;
        return;
      case 'head': {
        const exchange = this.#asked();
        exchange.requestHead = event.head;
        this.#emit({ kind: 'request-head', exchange, head: event.head });
        return;
      }
      case 'garbage': {
        const exchange = this.#asked();
        exchange.trouble('client-not-http');
        this.#emit({ kind: 'changed', exchange });
        return;
      }
      case 'tunnelled': {
        const exchange = this.#unanswered.first;
        if (exchange !== null) exchange.requestBytes += event.bytes;
        return;
      }
      case 'data':
        if (this.#asking === null) return;
        this.#asking.requestBytes += event.bytes.byteLength;
        this.#emit({ kind: 'data', exchange: this.#asking, side: 'request', atUs: this.#nowUs, bytes: event.bytes });
        return;
      case 'trailers':
        if (this.#asking !== null) this.#asking.requestTrailers = event.headers;
        return;
      case 'end':
        this.#endRequest(event.offset);
        return;
      case 'interim':
      case 'upgraded':
        // Only responses have these.
        return;
    }
  }

  #endRequest(offset: number): void {
    const exchange = this.#asking;
    if (exchange === null) return;
    this.#asking = null;
    exchange.requestEnded = true;
    exchange.at({ requestReceivedAtUs: this.#nowUs });
    this.#deliveries.await('client', exchange, offset);
    this.#emit({ kind: 'body-ended', exchange, side: 'request', complete: true });
    this.#emit({ kind: 'changed', exchange });
    if (exchange.responseEnded) this.#finish(exchange);
    else if (this.#noMoreResponses !== null) this.#dropUnanswered(this.#noMoreResponses);
    else if (asksForUpgrade(exchange) && exchange.responseHead === null) this.#requests.pause();
  }

  #takeResponse(event: HttpEvent): void {
    const exchange = event.kind === 'begin' ? this.#beginResponse() : this.#answering;
    if (exchange === null) return;
    switch (event.kind) {
      case 'begin':
        // An interim head is not the response: the one that follows sets the time again.
        exchange.at({ responseStartedAtUs: this.#nowUs });
        return;
      case 'interim':
        exchange.takeInterimHead(event.head);
        this.#emit({ kind: 'changed', exchange });
        return;
      case 'head':
        exchange.responseHead = event.head;
        this.#emit({ kind: 'response-head', exchange, head: event.head });
        if (asksForUpgrade(exchange) && event.head.start.status !== 101) this.#releaseHeld();
        return;
      case 'data':
        exchange.responseBytes += event.bytes.byteLength;
        this.#emit({ kind: 'data', exchange, side: 'response', atUs: this.#nowUs, bytes: event.bytes });
        return;
      case 'trailers':
        exchange.responseTrailers = event.headers;
        return;
      case 'end':
        this.#endResponse(exchange, event.offset);
        return;
      case 'upgraded':
        exchange.upgraded = true;
        exchange.trouble('upgraded');
        this.#requests.tunnel();
        this.#releaseHeld();
        this.#emit({ kind: 'changed', exchange });
        return;
      case 'tunnelled':
        exchange.responseBytes += event.bytes;
        return;
      case 'garbage':
        this.#noMoreResponses = 'upstream-not-http';
        this.#dropUnanswered('upstream-not-http');
    }
  }

  #beginResponse(): OpenExchange | null {
    // A server may answer a head that it will not read to its end.
    if (this.#unanswered.first === null && this.#requests.isInMessage && this.#asking === null) this.#asked();
    this.#answering = this.#unanswered.first;
    return this.#answering;
  }

  #endResponse(exchange: OpenExchange, offset: number): void {
    this.#answering = null;
    this.#unanswered.removeFirst();
    exchange.responseEnded = true;
    this.#deliveries.await('upstream', exchange, offset);
    this.#emit({ kind: 'body-ended', exchange, side: 'response', complete: true });
    if (exchange.requestEnded || exchange.error !== null) this.#finish(exchange);
    else this.#emit({ kind: 'changed', exchange });
  }

  #endClient(how: 'fin' | 'reset'): void {
    const code = how === 'fin' ? 'client-closed' : 'client-reset';
    this.#firstEnd ??= code;
    if (this.#requests.end() === 'whole') return;
    // The server may answer all the same: the exchange stays open until its response ends, or the connection.
    const exchange = this.#asked();
    exchange.trouble(code);
    this.#emit({ kind: 'changed', exchange });
  }

  #endUpstream(how: 'fin' | 'reset'): void {
    this.#firstEnd ??= how === 'fin' ? 'upstream-closed' : 'upstream-reset';
    if (how === 'fin') this.#responses.end();
    this.#noMoreResponses ??= this.#firstEnd;
    if (this.#answering?.upgraded !== true) this.#dropUnanswered(this.#firstEnd);
  }

  /** No response will come for these. One whose request is still being sent stays until that ends. */
  #dropUnanswered(code: EndCode | 'upstream-not-http'): void {
    const dropped = this.#unanswered.takeAll();
    this.#answering = null;
    for (const exchange of dropped) {
      exchange.trouble(code);
      if (exchange === this.#asking) {
        this.#unanswered.add(exchange);
        this.#emit({ kind: 'changed', exchange });
      } else this.#finish(exchange);
    }
    this.#releaseHeld();
  }

  /** The exchange whose request is being read: a new one where its head has not come, or will not. */
  #asked(): OpenExchange {
    if (this.#asking !== null) return this.#asking;
    const exchange = new OpenExchange(this.#origin, this.#requestBegunAtUs);
    this.#unanswered.add(exchange);
    this.#asking = exchange;
    this.#emit({ kind: 'opened', exchange });
    return exchange;
  }

  #finish(exchange: OpenExchange): void {
    if (exchange.state !== 'open') return;
    if (!exchange.requestEnded) this.#emit({ kind: 'body-ended', exchange, side: 'request', complete: false });
    if (!exchange.responseEnded) this.#emit({ kind: 'body-ended', exchange, side: 'response', complete: false });
    exchange.settle();
    this.#emit({ kind: 'finished', exchange });
  }
}

/** True for what went wrong here, not on the connection. */
function isOurs(reason: EndCode | OurCode | 'connection-closed'): reason is OurCode {
  return reason === 'recorder-failed' || reason === 'recorder-behind' || reason === 'capture-off';
}

function asksForUpgrade(exchange: OpenExchange): boolean {
  const head = exchange.requestHead;
  if (head === null) return false;
  return head.start.method === 'CONNECT' || headerValue(head.headers, 'upgrade') !== null;
}
