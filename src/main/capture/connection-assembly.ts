import type { ExchangeEvent } from './exchange.ts';
import type { HttpEvent } from './http-reader.ts';
import { HttpReader } from './http-reader.ts';
import { OpenExchange } from './open-exchange.ts';
import type { Relayed, Side } from './relayed.ts';

type ConnectionMessage = Exclude<Relayed, { kind: 'connected' | 'missed' | 'refused' | 'tunnelled' }>;

type EndCode = 'client-closed' | 'client-reset' | 'upstream-closed' | 'upstream-reset';

/** A client that sends more than this before an upgrade is granted is not waited for. */
const maxHeldBytes = 1024 * 1024;

/** The exchanges of one connection, one after the other or pipelined. */
export class ConnectionAssembly {
  readonly #host: string;
  readonly #port: number;
  readonly #emit: (event: ExchangeEvent) => void;
  readonly #requests = new HttpReader((event) => this.#takeRequest(event));
  readonly #responses = new HttpReader(
    (event) => this.#takeResponse(event),
    () => this.#answering?.requestHead?.start.method ?? null,
  );
  /** Those whose response has not ended, in the order of their requests. */
  #unanswered: OpenExchange[] = [];
  /** The one whose request is being read. */
  #asking: OpenExchange | null = null;
  /** The one whose response is being read; null for a response that nobody asked for. */
  #answering: OpenExchange | null = null;
  #requestBegunAtUs = 0;
  #nowUs = 0;
  /** What the client sent after asking for an upgrade, until the answer says what it is. */
  #held: { readonly atUs: number; readonly bytes: Uint8Array }[] = [];
  #heldBytes = 0;
  /** Which side ended first, and how: it is to blame for what was cut off by it. */
  #firstEnd: EndCode | null = null;
  /** Why no response can be read any more. */
  #noMoreResponses: EndCode | 'upstream-not-http' | null = null;
  readonly #undelivered: Record<Side, { readonly offset: number; readonly exchange: OpenExchange }[]> = { client: [], upstream: [] };
  readonly #delivered: Record<Side, { readonly total: number; readonly atUs: number }> = {
    client: { total: 0, atUs: 0 },
    upstream: { total: 0, atUs: 0 },
  };

  constructor(host: string, port: number, emit: (event: ExchangeEvent) => void) {
    this.#host = host;
    this.#port = port;
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
        this.#takeDelivered(message.from, message.total, message.atUs);
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
  close(reason: EndCode | 'connection-closed' | 'recorder-failed'): void {
    this.#releaseHeld();
    if (this.#requests.isInMessage) this.#asked();
    for (const exchange of new Set([...this.#unanswered, ...(this.#asking === null ? [] : [this.#asking])])) {
      if (!exchange.upgraded) exchange.trouble(exchange.responseEnded ? 'request-unfinished' : reason);
      this.#finish(exchange);
    }
    this.#unanswered = [];
    this.#asking = null;
    this.#answering = null;
  }

  #readFromClient(bytes: Uint8Array, atUs: number): void {
    const rest = this.#held.length > 0 ? bytes : this.#requests.read(bytes);
    if (rest.byteLength === 0) return;
    this.#heldBytes += rest.byteLength;
    this.#held.push({ atUs, bytes: rest });
    if (this.#heldBytes > maxHeldBytes) this.#releaseHeld();
  }

  #releaseHeld(): void {
    this.#requests.resume();
    const held = this.#held;
    const nowUs = this.#nowUs;
    this.#held = [];
    this.#heldBytes = 0;
    for (const { atUs, bytes } of held) {
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
        const exchange = this.#unanswered[0];
        if (exchange !== undefined) exchange.requestBytes += event.bytes;
        return;
      }
      case 'data':
        if (this.#asking === null) return;
        this.#asking.requestBytes += event.bytes.byteLength;
        this.#emit({ kind: 'data', exchange: this.#asking, side: 'request', bytes: event.bytes });
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
    this.#awaitDelivery('client', exchange, offset);
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
        this.#emit({ kind: 'data', exchange, side: 'response', bytes: event.bytes });
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
    if (this.#unanswered.length === 0 && this.#requests.isInMessage && this.#asking === null) this.#asked();
    this.#answering = this.#unanswered[0] ?? null;
    return this.#answering;
  }

  #endResponse(exchange: OpenExchange, offset: number): void {
    this.#answering = null;
    this.#unanswered.shift();
    exchange.responseEnded = true;
    this.#awaitDelivery('upstream', exchange, offset);
    this.#emit({ kind: 'body-ended', exchange, side: 'response', complete: true });
    if (exchange.requestEnded || exchange.error !== null) this.#finish(exchange);
    else this.#emit({ kind: 'changed', exchange });
  }

  /** A body that ends with its connection was delivered before it was known to be over. */
  #awaitDelivery(from: Side, exchange: OpenExchange, offset: number): void {
    const { total, atUs } = this.#delivered[from];
    if (offset <= total) exchange.at(deliveredAt(from, atUs));
    else this.#undelivered[from].push({ offset, exchange });
  }

  #takeDelivered(from: Side, total: number, atUs: number): void {
    this.#delivered[from] = { total, atUs };
    const waiting = this.#undelivered[from];
    while (waiting[0] !== undefined && waiting[0].offset <= total) {
      const exchange = waiting.shift()?.exchange;
      exchange?.at(deliveredAt(from, atUs));
      if (exchange !== undefined) this.#emit({ kind: 'changed', exchange });
    }
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
    const dropped = this.#unanswered;
    this.#unanswered = dropped.filter((exchange) => exchange === this.#asking);
    this.#answering = null;
    for (const exchange of dropped) {
      exchange.trouble(code);
      if (exchange === this.#asking) this.#emit({ kind: 'changed', exchange });
      else this.#finish(exchange);
    }
    this.#releaseHeld();
  }

  /** The exchange whose request is being read: a new one where its head has not come, or will not. */
  #asked(): OpenExchange {
    if (this.#asking !== null) return this.#asking;
    const exchange = new OpenExchange(this.#host, this.#port, this.#requestBegunAtUs);
    this.#unanswered.push(exchange);
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

function deliveredAt(from: Side, atUs: number): Partial<OpenExchange['timing']> {
  return from === 'client' ? { requestForwardedAtUs: atUs } : { responseDeliveredAtUs: atUs };
}

function asksForUpgrade(exchange: OpenExchange): boolean {
  const head = exchange.requestHead;
  if (head === null) return false;
  return head.start.method === 'CONNECT' || head.headers.some(([name]) => name.trim().toLowerCase() === 'upgrade');
}
