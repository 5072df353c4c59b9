import type { Dial, DialFailure, Target } from './dial.ts';

/** So many connections may be on their way to one target at once. No program that is used by hand opens as many. */
const usualLimit = 1000;

/**
 * Bounds how many dials of one target go on at once, over all requests. Proxies that send a connection round in a circle without saying so
 * hold one more with each round, none of which is ever answered: when the limit is reached the last one fails, and with it the
 * whole chain.
 */
export class DialLimit {
  readonly #limit: number;
  readonly #pending = new Map<string, number>();

  constructor(limit = usualLimit) {
    this.#limit = limit;
  }

  limited(dial: Dial): Dial {
    return async (target, signal, purpose) => {
      const key = `${target.host}:${target.port}`;
      const pending = this.#pending.get(key) ?? 0;
      if (pending >= this.#limit) return { failure: this.#failure(target) };
      this.#pending.set(key, pending + 1);
      try {
        return await dial(target, signal, purpose);
      } finally {
        const left = (this.#pending.get(key) ?? 1) - 1;
        if (left > 0) this.#pending.set(key, left);
        else this.#pending.delete(key);
      }
    };
  }

  #failure({ host }: Target): DialFailure {
    return {
      code: 'connect-failed',
      // RFC 9209, 2.3.
      proxyStatus: 'connection_limit_reached',
      message: `${host} was not dialled: ${this.#limit} connections to it are being made already. Does a proxy of yours send them round in a circle?`,
    };
  }
}
