import { randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { pseudonymField } from './ask-for-tunnel.ts';
import type { Dial, Target } from './dial.ts';
import { loopFailure, upstreamDial, wayTo, type UpstreamRoute, type Way } from './upstream-dial.ts';
import type { UpstreamProxies } from './upstream-proxy.ts';

/** The way upstream of a running proxy: it knows where we listen, and changes with the settings. */
export class WayUpstream {
  readonly #pseudonym = randomUUID();
  #route: Omit<UpstreamRoute, 'pseudonyms'>;

  /** `ownPort` is 0 until it is known. */
  constructor(route: Omit<UpstreamRoute, 'pseudonyms' | 'ownPort'>) {
    this.#route = { ...route, ownPort: 0 };
  }

  setOwnPort(ownPort: number): void {
    this.#route = { ...this.#route, ownPort };
  }

  /** Takes effect for connections that come from then on. */
  setProxies(proxies: UpstreamProxies): void {
    this.#route = { ...this.#route, proxies };
  }

  /** The way that a connection to a target takes now. */
  wayTo(target: Target): Way {
    return wayTo(target, { ...this.#route, pseudonyms: [this.#pseudonym] });
  }

  /** How to dial for a request with these fields. One that names us has been here before: that way leads to a failure. */
  dialFor(headers: IncomingHttpHeaders): Dial {
    const said = headers[pseudonymField.toLowerCase()];
    const earlier = said === undefined ? [] : [said].flat().join(',').split(',').map((name) => name.trim());
    if (earlier.includes(this.#pseudonym)) return async (target) => ({ failure: loopFailure(target) });
    return upstreamDial({ ...this.#route, pseudonyms: [...earlier, this.#pseudonym] });
  }
}
