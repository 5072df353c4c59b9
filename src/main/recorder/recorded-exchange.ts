import { identifyRequest } from '../../domain/anthropic/request.ts';
import type { RequestIdentity } from '../../domain/anthropic/request.ts';
import { bodyCodings } from '../../domain/http/content-codings.ts';
import { headerValue, type HeaderList } from '../../domain/http/header-list.ts';
import { maskHeaders } from '../../domain/masking/credential-headers.ts';
import { maskRequestLine } from '../../domain/masking/credential-urls.ts';
import type { BodyForm } from '../../domain/masking/body-masker.ts';
import { maskText } from '../../domain/masking/mask-text.ts';
import { maskVerbatim } from '../../domain/masking/mask-verbatim.ts';
import { uuidsIn, type SeenCredentials } from '../../domain/masking/seen-credentials.ts';
import { captureErrors } from '../capture/exchange.ts';
import type { Exchange } from '../capture/exchange.ts';
import type { Head } from '../capture/head-lines.ts';
import type { ExchangeWrite, HeadWrite } from '../store/exchange-writes.ts';
import { RecordedBody, type BodyHandling } from './recorded-body.ts';

const handsOutCredentials = /oauth|token|key|login|auth|session/i;

/** An exchange on its way to the store. Nothing of it leaves here with a credential in it. */
export class RecordedExchange {
  readonly number: number;
  readonly id: string;
  readonly exchange: Exchange;
  readonly bodies = { request: new RecordedBody('request'), response: new RecordedBody('response') };
  readonly #rulesOff: readonly string[];
  readonly #seen: SeenCredentials;
  /** The credentials of this exchange, and with them those seen before. */
  #own: readonly string[] = [];
  #secrets: readonly string[];
  #identity: RequestIdentity = { sessionId: null, agentId: null, requestClass: 'other', promptId: null };
  #method = '';
  #path = '';
  #requestLine: string | null = null;
  #requestHeaders: HeaderList = [];
  #statusLine: string | null = null;
  #responseHeaders: HeaderList = [];
  #isHeadWritten = false;
  #hasRow = false;
  readonly #interimHeads: HeadWrite['interimHeads'][number][] = [];
  #requestTrailers: HeaderList = [];
  #responseTrailers: HeaderList = [];

  /** `rulesOff`: the ids of the masking rules that are off, for all of this exchange. */
  constructor(number: number, id: string, exchange: Exchange, rulesOff: readonly string[], seen: SeenCredentials) {
    this.#rulesOff = rulesOff;
    this.#seen = seen;
    this.#secrets = seen.and([]);
    this.number = number;
    this.id = id;
    this.exchange = exchange;
  }

  /** True once it was written. */
  get hasRow(): boolean {
    return this.#hasRow;
  }

  /** `codings`: those that are on the body, if not those that the head says. */
  takeRequestHead(head: Head, codings: string | null = bodyCodings(head.headers)): void {
    const line = maskRequestLine(head.startLine, this.#rulesOff);
    this.#add(line.secrets);
    this.#requestHeaders = this.#masked(head.headers);
    // A target of absolute form begins with a scheme and a host.
    const target = line.target.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i, '');
    const [requestLine = '', method = '', path = ''] = maskVerbatim([line.line, line.method, target], this.#secrets);
    this.#requestLine = requestLine;
    this.#method = method;
    this.#path = path;
    this.#identity = identifyRequest({ method, path, headers: this.#requestHeaders });
    this.bodies.request.begin(this.#handlingOf(head.headers, codings));
    this.#isHeadWritten = false;
  }

  takeResponseHead(head: Head, codings: string | null = bodyCodings(head.headers)): void {
    this.#responseHeaders = this.#masked(head.headers);
    this.#statusLine = this.#maskedLine(head.startLine);
    this.bodies.response.begin(this.#handlingOf(head.headers, codings));
    this.#isHeadWritten = false;
  }

  /** To be called when trailers or heads before that of the response may have come: what follows may repeat their credentials. */
  takeOtherFields(): void {
    const { interimHeads, requestTrailers, responseTrailers } = this.exchange;
    for (const head of interimHeads.slice(this.#interimHeads.length)) {
      this.#interimHeads.push({ statusLine: this.#maskedLine(head.startLine), headers: this.#masked(head.headers) });
      this.#isHeadWritten = false;
    }
    if (this.#requestTrailers.length !== requestTrailers.length) {
      this.#requestTrailers = this.#masked(requestTrailers);
      this.#isHeadWritten = false;
    }
    if (this.#responseTrailers.length !== responseTrailers.length) {
      this.#responseTrailers = this.#masked(responseTrailers);
      this.#isHeadWritten = false;
    }
  }

  #masked(headers: HeaderList): HeaderList {
    this.#add([]);
    const { value, secrets } = maskHeaders(headers, this.#secrets, this.#rulesOff);
    this.#add(secrets);
    return value;
  }

  #add(secrets: readonly string[]): void {
    // An organisation is named in a cookie and in paths.
    const named = new Set([...this.#own, ...uuidsIn(this.exchange.requestHead?.start.target ?? '')]);
    const others = secrets.filter((secret) => !named.has(secret));
    if (others.length > 0) this.#own = [...this.#own, ...others];
    this.#secrets = this.#seen.and(this.#own);
  }

  #handlingOf(headers: HeaderList, contentEncoding: string | null): BodyHandling {
    const form = formOf(headerValue(headers, 'content-type'));
    return {
      masking: { secrets: this.#secrets, form, rulesOff: this.#rulesOff },
      // A stream is shown while it goes on. Prompts and the answers to them have no fields for credentials.
      whole: this.#identity.requestClass === 'other' && form !== 'event-stream',
      contentEncoding,
      masksUnreadable: handsOutCredentials.test(this.#path),
    };
  }

  /** Everything that is to be written now; the same again until `written` is called. */
  pendingWrite(): ExchangeWrite {
    const { exchange } = this;
    const isCut = this.bodies.request.isCut || this.bodies.response.isCut;
    const cutError = { code: 'recorder-failed', message: captureErrors['recorder-failed'] };
    return {
      number: this.number,
      hasRow: this.#hasRow,
      id: this.id,
      state: isCut && exchange.state === 'complete' ? 'interrupted' : exchange.state,
      // Whatever else went wrong: that a part is missing here is ours to say.
      error: isCut ? cutError : exchange.error,
      ...this.#identity,
      ...exchange.origin,
      method: this.#method,
      path: this.#path,
      status: exchange.responseHead?.start.status ?? null,
      timing: exchange.timing,
      requestBytes: exchange.requestBytes,
      responseBytes: exchange.responseBytes,
      head: this.#isHeadWritten ? null : this.#headWrite(),
      bodies: [this.bodies.request.pendingWrite(), this.bodies.response.pendingWrite(exchange.timing.responseStartedAtUs)].filter((body) => body !== null),
    };
  }

  written(): void {
    this.#hasRow = true;
    this.#isHeadWritten = true;
    this.bodies.request.written();
    this.bodies.response.written();
  }

  #maskedLine(line: string): string {
    return maskText(maskVerbatim([line], this.#secrets).join(), this.#rulesOff).value;
  }

  #headWrite(): HeadWrite {
    return {
      requestLine: this.#requestLine,
      requestHeaders: this.#requestHeaders,
      requestTrailers: this.#requestTrailers,
      interimHeads: this.#interimHeads,
      statusLine: this.#statusLine,
      responseHeaders: this.#responseHeaders,
      responseTrailers: this.#responseTrailers,
    };
  }
}

function formOf(contentType: string | null): BodyForm {
  const mediaType = (contentType ?? '').split(';', 1).join('').trim().toLowerCase();
  if (mediaType === 'text/event-stream') return 'event-stream';
  return /[/+]json$/.test(mediaType) ? 'json' : 'text';
}
