import { MessageChannel, type MessagePort } from 'node:worker_threads';
import type { ProxyFigures } from '../relayed/relayed.ts';
import { allowanceInWords, RestartAllowance } from '../restart-allowance.ts';
import { startProxyThread, type ProxyThreadOptions, type ProxyThreadStart, type ThreadedProxy } from './proxy-handle.ts';
import type { ProxySettings } from './proxy.ts';
import type { SelfTestWords } from './self-test-words.ts';
import type { PortHeir } from './standby/standby-settings.ts';
import type { WayTried } from './upstream/try-way.ts';

export interface KeptProxyOptions extends Omit<ProxyThreadOptions, 'onDeath'> {
  /** The way to the recorder for a thread that follows one that died; null where there is none yet. */
  readonly renewRecorderPort: () => Promise<MessagePort | null>;
  /** A sentence for the user: what failed, and what became of it. */
  readonly onNotice: (text: string) => void;
}

/**
 * Starts the proxy in a thread, and another thread in its place whenever it dies, on the same port and with what was changed since: the
 * standby has the port meanwhile, where there is one. One that dies again and again is given up with a notice.
 */
export async function startKeptProxy(options: KeptProxyOptions): Promise<ProxyThreadStart> {
  const kept = new KeptProxy(options);
  const start = await kept.startOne(options.recorderPort);
  return start.started ? { started: true, proxy: kept } : start;
}

class KeptProxy implements ThreadedProxy {
  readonly #thread: Omit<ProxyThreadOptions, 'recorderPort' | 'onDeath'>;
  readonly #renewRecorderPort: KeptProxyOptions['renewRecorderPort'];
  readonly #onNotice: KeptProxyOptions['onNotice'];
  readonly #allowance = new RestartAllowance();
  /** As they stand now. */
  #settings: ProxySettings;
  #proxy: ThreadedProxy | null = null;
  #first: Pick<ThreadedProxy, 'port' | 'url' | 'note'> = { port: 0, url: '', note: null };
  #restarting: Promise<void> | null = null;
  /** To a recorder that came while no thread was there to be told. */
  #successorPort: MessagePort | null = null;
  #closing = false;
  /** Of the threads that died. */
  #former: ProxyFigures = noFigures;
  #figures: ProxyFigures = noFigures;

  constructor({ renewRecorderPort, onNotice, recorderPort: _given, ...thread }: KeptProxyOptions) {
    this.#thread = thread;
    this.#renewRecorderPort = renewRecorderPort;
    this.#onNotice = onNotice;
    this.#settings = thread;
  }

  get port(): number {
    return this.#first.port;
  }

  get url(): string {
    return this.#first.url;
  }

  get note(): string | null {
    return this.#first.note;
  }

  setInterceptHosts(hosts: readonly string[]): void {
    this.#settings = { ...this.#settings, interceptHosts: hosts };
    this.#proxy?.setInterceptHosts(hosts);
  }

  setAuthority(authority: ProxySettings['authority']): void {
    this.#settings = { ...this.#settings, authority };
    this.#proxy?.setAuthority(authority);
  }

  setUpstreamProxies(upstreamProxies: ProxySettings['upstreamProxies']): void {
    this.#settings = { ...this.#settings, upstreamProxies };
    this.#proxy?.setUpstreamProxies(upstreamProxies);
  }

  setCapture(capture: boolean): void {
    this.#settings = { ...this.#settings, capture };
    this.#proxy?.setCapture(capture);
  }

  forgetDistrust(): void {
    this.#proxy?.forgetDistrust();
  }

  expectSelfTest(words: SelfTestWords | null): void {
    this.#proxy?.expectSelfTest(words);
  }

  async tryWay(host: string): Promise<WayTried | null> {
    return (await this.#proxy?.tryWay(host)) ?? null;
  }

  setRecorder(recorderPort: MessagePort): void {
    if (this.#proxy !== null) this.#proxy.setRecorder(recorderPort);
    else this.#keepSuccessor(recorderPort);
  }

  async close(portTo?: PortHeir): Promise<void> {
    this.#closing = true;
    await this.#restarting;
    await this.#proxy?.close(portTo);
  }

  async startOne(recorderPort: MessagePort): Promise<ProxyThreadStart> {
    const given = this.#settings;
    const start = await startProxyThread({
      ...this.#thread,
      ...given,
      recorderPort,
      onFigures: (figures) => this.#takeFigures(figures),
      onDeath: (reason) => this.#takeDeath(reason),
    });
    if (!start.started) return start;
    this.#proxy = start.proxy;
    this.#tellChanges(start.proxy, given);
    if (this.#first.port === 0) this.#first = start.proxy;
    // Whoever follows has to have the very port that terminals point at.
    this.#settings = { ...this.#settings, port: this.#first.port, fallBack: false };
    return start;
  }

  /** What was changed while the thread started, when nobody was there to be told. */
  #tellChanges(proxy: ThreadedProxy, given: ProxySettings): void {
    const { interceptHosts, authority, upstreamProxies, capture } = this.#settings;
    if (interceptHosts !== given.interceptHosts) proxy.setInterceptHosts(interceptHosts);
    if (authority !== given.authority) proxy.setAuthority(authority);
    if (upstreamProxies !== given.upstreamProxies) proxy.setUpstreamProxies(upstreamProxies);
    if (capture !== given.capture) proxy.setCapture(capture);
    if (this.#successorPort !== null) proxy.setRecorder(this.#successorPort);
    this.#successorPort = null;
  }

  #keepSuccessor(recorderPort: MessagePort | null): void {
    this.#successorPort?.close();
    this.#successorPort = recorderPort;
  }

  #takeFigures(figures: ProxyFigures): void {
    const { tunnelled, unseen, unrecorded } = this.#former;
    this.#figures = {
      ...figures,
      tunnelled: tunnelled + figures.tunnelled,
      unseen: unseen + figures.unseen,
      unrecorded: unrecorded + figures.unrecorded,
    };
    this.#thread.onFigures?.(this.#figures);
  }

  #takeDeath(reason: string): void {
    this.#proxy = null;
    this.#former = this.#figures;
    if (this.#closing) return;
    this.#restarting = this.#restart(reason).finally(() => (this.#restarting = null));
  }

  async #restart(reason: string): Promise<void> {
    const meanwhile = this.#settings.standby?.wanted === true ? 'The standby passes traffic on unseen' : 'Nothing listens any more';
    const advice = `${meanwhile}; restart Whence, and please report this.`;
    if (!this.#allowance.take(performance.now())) {
      this.#keepSuccessor(null);
      this.#onNotice(`The proxy has stopped: it failed more than ${allowanceInWords}, at last with: ${reason}. ${advice}`);
      return;
    }
    const recorderPort = await this.#renewRecorderPort();
    // To the recorder before that.
    this.#keepSuccessor(null);
    const start = await this.startOne(recorderPort ?? portToNobody());
    if (start.started) this.#onNotice(`The proxy failed (${reason}) and was started again. Connections that were open were cut off.`);
    else this.#onNotice(`The proxy failed (${reason}) and could not be started again. ${start.message} ${advice}`);
  }
}

/** As to a recorder that has died: what comes passes unseen until there is another. */
function portToNobody(): MessagePort {
  const { port1, port2 } = new MessageChannel();
  port1.close();
  return port2;
}

const noFigures: ProxyFigures = { clients: 0, tunnelled: 0, unseen: 0, unrecorded: 0, distrusting: [] };
