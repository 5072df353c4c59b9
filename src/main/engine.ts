import type { PortCheck } from '../contract/app-view.ts';
import type { Outcome } from '../contract/calls.ts';
import type { EventName, EventPayload } from '../contract/events.ts';
import type { RetentionLimits, StoreUseView } from '../contract/retention-view.ts';
import type { AnalystHandle } from './analyst/analyst-handle.ts';
import type { ApiChoice, UpstreamProxyChoice } from '../contract/settings-view.ts';
import type { StatusView } from '../contract/status-view.ts';
import type { Keeping } from './answers/keep-exchange.ts';
import type { MarkerKeeping } from './answers/keep-marker.ts';
import type { Api } from './api/api-server.ts';
import type { SwitchedApi } from './api/switched-api.ts';
import type { Archives } from './archive/archives.ts';
import type { Bulletin } from './bulletin.ts';
import type { EngineOptions } from './engine-options.ts';
import { errorMessage } from './error-message.ts';
import { envFilesOf, writeEnvFiles, type EnvFiles } from './pointing/env-files.ts';
import { removeRunningFile, writeRunningFile } from './pointing/running-file.ts';
import { noticeOfExemption } from './pointing/running-past.ts';
import { checkPort } from './proxy/check-port.ts';
import type { KeptAuthority } from './proxy/certificates/kept-authority.ts';
import type { ThreadedProxy } from './proxy/proxy-handle.ts';
import { endStandbys } from './proxy/standby/end-standbys.ts';
import type { SelfTestWords } from './proxy/self-test-words.ts';
import type { PortHeir } from './proxy/standby/standby-settings.ts';
import type { WayTried } from './proxy/upstream/try-way.ts';
import { noticeOfOurselves, upstreamProxiesOf, type UpstreamProxies } from './proxy/upstream/upstream-proxy.ts';
import type { Recording } from './recorder/recording.ts';
import { damagedSentence, saysDamaged } from './store/open-store.ts';
import type { StoreReads } from './store/reads.ts';
import type { DeletionWish } from './store/retention/deletion.ts';
import { limitBytes } from './store/retention/next-removal.ts';
import { daysUntilFull } from './store/retention/store-use-reads.ts';

/** What was started, in the order it stands on one another. */
export interface EngineParts {
  readonly bulletin: Bulletin;
  readonly recording: Recording;
  readonly analyst: AnalystHandle;
  readonly store: StoreReads;
  readonly authority: KeptAuthority;
  readonly upstreamProxies: UpstreamProxies;
  readonly proxy: ThreadedProxy;
  readonly keeping: Keeping;
  readonly markers: MarkerKeeping;
  readonly api: SwitchedApi;
  readonly archives: Archives;
  /** Ends them all. */
  readonly close: (portTo?: PortHeir) => Promise<void>;
}

const usDay = 86_400_000_000;

/** Everything below the window, as it runs: what can be asked of it and changed. */
export class Engine {
  readonly store: StoreReads;
  /** Ratings and pins. */
  readonly keeping: Keeping;
  /** Points in time that are compared before and after. */
  readonly markers: MarkerKeeping;
  /** Exports and imports. */
  readonly archives: Archives;
  readonly proxyUrl: string;
  readonly dataDir: string;
  /** The files that point a shell at the proxy. */
  readonly envFiles: EnvFiles;
  readonly #parts: EngineParts;
  #interceptHosts: readonly string[];
  #capture: boolean;
  #retention: RetentionLimits;
  #upstreamProxies: UpstreamProxies;
  #figures: ReturnType<StoreReads['readFigures']> = { exchanges: 0, storeBytes: 0 };

  constructor(parts: EngineParts, { dataDir, interceptHosts, capture, retention }: Pick<EngineOptions, 'dataDir' | 'interceptHosts' | 'capture' | 'retention'>) {
    this.store = parts.store;
    this.keeping = parts.keeping;
    this.markers = parts.markers;
    this.archives = parts.archives;
    this.proxyUrl = parts.proxy.url;
    this.envFiles = envFilesOf(dataDir);
    this.#parts = parts;
    this.dataDir = dataDir;
    this.#interceptHosts = interceptHosts;
    this.#capture = capture;
    this.#retention = retention;
    this.#upstreamProxies = parts.upstreamProxies;
  }

  /** The local API while it listens. */
  get api(): Api | null {
    return this.#parts.api.listening;
  }

  get caFile(): string {
    return this.#parts.authority.current.certificateFile;
  }

  get caBundleFile(): string {
    return this.#parts.authority.bundleFile;
  }

  get interceptHosts(): readonly string[] {
    return this.#interceptHosts;
  }

  readStatus(): StatusView {
    const { bulletin, authority, proxy, api } = this.#parts;
    return {
      proxy: { url: proxy.url, port: proxy.port, note: proxy.note },
      caFile: this.caFile,
      caBundleFile: this.caBundleFile,
      certificateOutdated: authority.isOutdated(this.#interceptHosts, new Date()),
      dataDir: this.dataDir,
      capture: this.#capture,
      api: api.state,
      ...this.#readFigures(),
      ...bulletin.figures,
      notices: [...bulletin.notices],
    };
  }

  /** A database that cannot be read must not keep the rest from being seen, and least of all that it cannot. */
  #readFigures(): ReturnType<StoreReads['readFigures']> {
    try {
      this.#figures = this.store.readFigures();
    } catch (error) {
      this.addNotice(saysDamaged(error) ? damagedSentence('SQLITE_CORRUPT') : `The database cannot be read just now (${errorMessage(error)}).`);
    }
    return this.#figures;
  }

  setInterceptHosts(hosts: readonly string[]): void {
    this.#interceptHosts = hosts;
    this.#parts.proxy.setInterceptHosts(hosts);
    this.pointShells();
    this.noticeWays();
    this.#parts.bulletin.announce('statusChanged', {});
  }

  /** Makes a new certificate for the hosts that are listed now; it has to be trusted anew. */
  async renewCertificate(): Promise<Outcome> {
    const { authority, proxy, bulletin } = this.#parts;
    try {
      proxy.setAuthority(await authority.renew(this.#interceptHosts, new Date()));
    } catch (error) {
      return { done: false, message: `No new certificate was made: ${errorMessage(error)}.`, manualCommand: null };
    }
    bulletin.announce('statusChanged', {});
    return { done: true, message: 'A new certificate was made. Trust it, and start Claude Code again.' };
  }

  /** Has the bundle that clients are pointed at hold the certificates of these files too; sentences about those that cannot be read. */
  trustAlso(files: readonly string[]): readonly string[] {
    return this.#parts.authority.trustAlso(files);
  }

  /** Whether the proxy could listen on a port at the next start. */
  checkPort(port: number): Promise<PortCheck> {
    return checkPort(port, this.#parts.proxy.port);
  }

  /** Ends the standbys that are left when it is closed; answers the numbers of the processes that would not end. */
  endStandbys(): Promise<readonly number[]> {
    return endStandbys(this.dataDir);
  }

  setCapture(on: boolean): void {
    this.#capture = on;
    this.#parts.proxy.setCapture(on);
    this.#parts.bulletin.announce('statusChanged', {});
  }

  setUpstreamProxy(choice: UpstreamProxyChoice): void {
    this.#upstreamProxies = resolveUpstreamProxies(choice, this.#parts.bulletin);
    this.#parts.proxy.setUpstreamProxies(this.#upstreamProxies);
    this.noticeWays();
  }

  /** The limits hold at once: what is beyond them goes, step by step. */
  setRetention(limits: RetentionLimits): void {
    this.#retention = limits;
    this.#parts.analyst.setRetention(limits);
    this.#parts.bulletin.announce('statusChanged', {});
  }

  /** What the store takes, and when a limit is reached at the rate of the last seven days. */
  readStoreUse(nowUs: number): Omit<StoreUseView, 'isOverridden'> {
    const use = this.store.readStoreUse(nowUs - 7 * usDay);
    const { exchangesSince: _rate, ...shown } = use;
    const limits = this.#retention;
    return { ...shown, limits, daysUntilFull: limits.megabytes === 0 ? null : daysUntilFull(use, limitBytes(limits), nowUs) };
  }

  /** Deletes exchanges with all that hangs on them, in the background; how many they were, or null where it came to no end. */
  deleteExchanges(wish: DeletionWish): Promise<number | null> {
    return this.#parts.analyst.delete(wish);
  }

  /** Starts the local API, ends it, or moves it to another port; what is in the way is said in the status, and as a notice. */
  async setApi(choice: ApiChoice): Promise<void> {
    await this.#parts.api.switch(choice);
    const { state } = this.#parts.api;
    if (state.state === 'failed') this.addNotice(`${state.message} Choose another port under Settings.`);
  }

  readApiToken(): string {
    return this.#parts.api.readToken();
  }

  renewApiToken(): Promise<string> {
    return this.#parts.api.renewToken();
  }

  setMaskingRulesOff(ids: readonly string[]): void {
    this.#parts.recording.setMaskingRulesOff(ids);
  }

  /** Opens the connections of clients that refused the certificate again, as after a change of trust. */
  forgetDistrust(): void {
    this.#parts.proxy.forgetDistrust();
  }

  /** A request of the app's to itself that is to come through the proxy; null when it need not come any more. */
  expectSelfTest(words: SelfTestWords | null): void {
    this.#parts.proxy.expectSelfTest(words);
  }

  /** Reaches for a host as its traffic does, up to its certificate. Null: there is no proxy just now. */
  tryWay(host: string): Promise<WayTried | null> {
    return this.#parts.proxy.tryWay(host);
  }

  announceSelfTest(): void {
    this.#parts.bulletin.announce('selfTestChanged', {});
  }

  addNotice(text: string): void {
    this.#parts.bulletin.addNotice(text);
  }

  /** What was said holds no more. */
  settleNotice(text: string): void {
    this.#parts.bulletin.settleNotice(text);
  }

  /** Calls `listener` with each notice, those so far included. */
  onNotice(listener: (text: string) => void): void {
    this.#parts.bulletin.onNotice(listener);
  }

  listen<Name extends EventName>(name: Name, listener: (payload: EventPayload<Name>) => void): () => void {
    return this.#parts.bulletin.listen(name, listener);
  }

  /** Ends everything; what was told is committed first. The port is left to the standby, where there is one, or (when nothing is said) to nobody. */
  close(portTo?: PortHeir): Promise<void> {
    removeRunningFile(this.dataDir);
    return this.#parts.close(portTo);
  }

  /** Writes the files that shells read. */
  pointShells(): void {
    const facts = { port: this.#parts.proxy.port, caBundleFile: this.caBundleFile, listedHosts: this.#interceptHosts };
    try {
      writeEnvFiles(this.dataDir, facts);
      writeRunningFile(this.dataDir, facts);
    } catch (error) {
      this.addNotice(`The lines that point a terminal here do not work: their files in ${this.dataDir} could not be written (${errorMessage(error)}).`);
    }
  }

  /** Says when our own environment leads to ourselves, or past us. */
  noticeWays(): void {
    const notices = [noticeOfOurselves(this.#upstreamProxies, this.#parts.proxy.port), noticeOfExemption(process.env, this.#interceptHosts)];
    for (const notice of notices) if (notice !== null) this.addNotice(notice);
  }
}

/** The proxies that a choice comes to in our environment; what cannot be used of it is said. */
export function resolveUpstreamProxies(choice: UpstreamProxyChoice, bulletin: Bulletin): UpstreamProxies {
  const { proxies, notices } = upstreamProxiesOf(choice, process.env);
  for (const notice of notices) bulletin.addNotice(notice);
  return proxies;
}
