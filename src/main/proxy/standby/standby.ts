import { closeSync, existsSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import type { Server } from 'node:net';
import { Capture } from '../telling/capture.ts';
import { Figures } from '../figures.ts';
import { listenOn, listeningAddress } from '../listen.ts';
import { secureUpstreamWith, type SecureUpstream } from '../upstream/secure-upstream.ts';
import { trustedRootsContext } from '../upstream/trusted-roots.ts';
import { WayUpstream } from '../upstream/way-upstream.ts';
import { wallClock } from '../wall-clock.ts';
import { makeBlindProxy, type BlindServing } from './blind-proxy.ts';
import { serveControl } from './control-server.ts';
import { Journal } from './journal.ts';
import { journalFile, removeDescription, standbyFolder } from './standby-files.ts';
import type { StandbyConfiguration, StandbyState } from './standby-messages.ts';

const checkEveryMs = 30_000;
const bindEveryMs = 10;
const bindPatienceMs = 60_000;
const flushPatienceMs = 500;

/**
 * What holds the port while the app is away. It holds first, then (when the proxy it belongs to has gone) serves, and drains once
 * another proxy has the port.
 */
export class Standby {
  readonly #id: string;
  readonly #journal: Journal;
  readonly #proxy;
  readonly #begun: Promise<Server | null>;
  #begin: (server: Server | null) => void = () => {};
  #configuration: StandbyConfiguration;
  #servingOf: (request: IncomingMessage) => BlindServing;
  #state: StandbyState = 'holding';

  constructor(id: string, configuration: StandbyConfiguration) {
    this.#id = id;
    this.#configuration = configuration;
    this.#servingOf = waysOf(configuration);
    this.#journal = new Journal(journalFile(configuration.dataDir, id), wallClock());
    this.#proxy = makeBlindProxy((request) => this.#servingOf(request), this.#journal);
    this.#begun = new Promise((resolve) => (this.#begin = resolve));
    setInterval(() => this.#endIfForgotten(), checkEveryMs).unref();
  }

  /** Opens the control socket. */
  async open(): Promise<void> {
    await serveControl(this.#configuration.controlPath, this.#configuration.token, {
      state: () => this.#state,
      servingServer: () => this.#begun,
      release: () => this.#release(),
      end: () => this.end(),
    });
  }

  /** Takes what has changed. The port, and the socket that holds it, stay. */
  configure(configuration: StandbyConfiguration): void {
    this.#configuration = configuration;
    this.#servingOf = waysOf(configuration);
  }

  /** Begins to accept: on the inherited socket, or as soon as the port can be bound. Ends where neither can be had. */
  async serve(): Promise<void> {
    if (this.#state !== 'holding') return;
    this.#state = 'serving';
    const { server } = this.#proxy;
    const { listeningFd, port } = this.#configuration;
    let error = await listenOn(server, listeningFd === null ? { host: listeningAddress, port } : { fd: listeningFd });
    for (const until = performance.now() + bindPatienceMs; error !== null && performance.now() < until; ) {
      await new Promise((resolve) => setTimeout(resolve, bindEveryMs));
      if (!this.#is('serving')) break;
      error = await listenOn(server, { host: listeningAddress, port });
    }
    if (error !== null && this.#is('serving')) this.end();
    else if (this.#is('serving')) this.#begin(server);
    else server.close();
  }

  /** Removes its traces and ends, whatever is open. What was noted is written first. */
  end(): void {
    this.#state = 'draining';
    const leave = (): never => {
      removeDescription(this.#configuration.dataDir, { id: this.#id, controlPath: this.#configuration.controlPath });
      process.exit(0);
    };
    setTimeout(leave, flushPatienceMs);
    this.#journal.endAll();
    void this.#journal.flush().then(leave);
  }

  /** Listens no more, once what waits to be accepted has been, and ends with the last connection. */
  async #release(): Promise<void> {
    const before = this.#state;
    this.#state = 'draining';
    if (before === 'draining') return;
    if (before === 'holding') {
      this.#begin(null);
      const { listeningFd } = this.#configuration;
      if (listeningFd !== null) closeSync(listeningFd);
    } else {
      // Each turn of the loop accepts what has come.
      for (let turn = 0; turn < 3; turn += 1) await new Promise((resolve) => setImmediate(resolve));
      this.#proxy.server.close();
    }
    void this.#journal.flush();
    // Later, so that the answer is still sent.
    setImmediate(() => this.#proxy.drain(() => this.end()));
  }

  #is(state: StandbyState): boolean {
    return this.#state === state;
  }

  #endIfForgotten(): void {
    if (this.#is('serving') && this.#proxy.openConnections === 0 && !existsSync(standbyFolder(this.#configuration.dataDir))) this.end();
  }
}

/** How requests are passed on with a configuration. What only few need (the trusted roots) is loaded when the first needs it. */
function waysOf({ connectTo, upstreamProxies, upstreamCaFiles, listedHosts, port }: StandbyConfiguration): (request: IncomingMessage) => BlindServing {
  let loaded: SecureUpstream | null = null;
  const secure = async (): Promise<SecureUpstream> => (loaded ??= secureUpstreamWith(trustedRootsContext(upstreamCaFiles)));
  const way = new WayUpstream({ connectTo, proxies: upstreamProxies, secure });
  way.setOwnPort(port);
  const listed = new Set(listedHosts);
  const capture = captureOfNothing();
  return ({ headers }) => ({
    dial: way.dialFor(headers),
    secureUpstream: async (socket, target) => (await secure())(socket, target),
    capture,
    isIntercepted: () => false,
    isListed: (host) => listed.has(host),
  });
}

function captureOfNothing(): Capture {
  return new Capture({ sink() {}, recorder: { isBehind: false, generation: 1 }, figures: new Figures(() => {}), nowUs: wallClock(), on: false });
}
