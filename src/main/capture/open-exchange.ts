import type { HeaderList } from '../../domain/http/header-list.ts';
import type { Origin } from '../../domain/http/origin.ts';
import { captureErrors } from './exchange.ts';
import type { Exchange, ExchangeError } from './exchange.ts';
import type { Head } from './head-lines.ts';

/** A server may send interim heads without end, and what is kept of an exchange is written with each of its changes. */
const maxInterimHeads = 100;

/** An exchange while it is being put together. */
export class OpenExchange implements Exchange {
  readonly origin: Origin;
  state: Exchange['state'] = 'open';
  error: ExchangeError | null = null;
  requestHead: Head | null = null;
  readonly interimHeads: Head[] = [];
  interimHeadCount = 0;
  responseHead: Head | null = null;
  requestTrailers: HeaderList = [];
  responseTrailers: HeaderList = [];
  requestBytes = 0;
  responseBytes = 0;
  requestEnded = false;
  responseEnded = false;
  upgraded = false;
  timing: Exchange['timing'];

  constructor(origin: Origin, requestStartedAtUs: number) {
    this.origin = origin;
    this.timing = {
      requestStartedAtUs,
      requestReceivedAtUs: null,
      requestForwardedAtUs: null,
      responseStartedAtUs: null,
      responseDeliveredAtUs: null,
    };
  }

  at(times: Partial<Exchange['timing']>): void {
    this.timing = withForwardedInPlace({ ...this.timing, ...times });
  }

  takeInterimHead(head: Head): void {
    this.interimHeadCount += 1;
    if (this.interimHeads.length < maxInterimHeads) this.interimHeads.push(head);
  }

  /** Notes what went wrong, unless something did before: the first trouble explains the rest. */
  trouble(code: keyof typeof captureErrors): void {
    this.error ??= { code, message: captureErrors[code] };
  }

  /** Sets the final state by what is known now. */
  settle(): void {
    const code = this.error?.code;
    if (code === 'client-not-http' || code === 'upstream-not-http') this.state = 'failed';
    else if (code === 'upgraded' || code === undefined) this.state = 'complete';
    else this.state = 'interrupted';
  }
}

/**
 * We are told late that the kernel has taken the request's last bytes: the answer to them can be read before. Where the response
 * began after the whole request had come, the request was forwarded by then.
 */
function withForwardedInPlace(timing: Exchange['timing']): Exchange['timing'] {
  const { requestReceivedAtUs: received, requestForwardedAtUs: forwarded, responseStartedAtUs: answered } = timing;
  if (received === null || forwarded === null || answered === null || received > answered || forwarded <= answered) return timing;
  return { ...timing, requestForwardedAtUs: answered };
}
