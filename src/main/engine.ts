import { randomBytes } from 'node:crypto';
import { accessSync, constants } from 'node:fs';
import { join } from 'node:path';
import type { Outcome } from '../contract/calls.ts';
import type { EventName, EventPayload } from '../contract/events.ts';
import type { UpstreamProxyChoice } from '../contract/settings-view.ts';
import type { StatusView } from '../contract/status-view.ts';
import { startAnalystThread } from './analyst/analyst-handle.ts';
import type { AnalystHandle } from './analyst/analyst-handle.ts';
import { startApi } from './api/api-server.ts';
import type { Api } from './api/api-server.ts';
import { Bulletin } from './bulletin.ts';
import { envFilesOf, writeEnvFiles, type EnvFiles } from './pointing/env-files.ts';
import { errorMessage } from './error-message.ts';
import { makeFolder } from './make-folder.ts';
import { writeCaBundle } from './proxy/certificates/ca-bundle.ts';
import { isOutdated, openAuthority, renewAuthority } from './proxy/certificates/certificate-authority.ts';
import type { ConnectTo } from './proxy/upstream/connect-to.ts';
import { startKeptProxy } from './proxy/kept-proxy.ts';
import { startRecording } from './recorder/recording.ts';
import type { PortHeir } from './proxy/proxy.ts';
import { noticeOfOurselves, upstreamProxiesOf } from './proxy/upstream/upstream-proxy.ts';
import type { UpstreamProxies } from './proxy/upstream/upstream-proxy.ts';
import { noticeOfExemption, watchRunningPast } from './pointing/running-past.ts';
import { StandbyNews } from './standby-news.ts';
import { openStoreReads } from './store/open-store-reads.ts';
import type { StoreReads } from './store/reads.ts';

export interface EngineOptions {
  readonly dataDir: string;
  /** 0: any free port. */
  readonly port: number;
  /** Whether the next free port may be taken when `port` is not to be had. */
  readonly portFallBack: boolean;
  /** The local API's port (0: any), or null for none. */
  readonly apiPort: number | null;
  readonly interceptHosts: readonly string[];
  /** Makes a new certificate, with a notice, where the stored one cannot sign for all hosts; else the status says so. */
  readonly renewOutdated: boolean;
  readonly connectTo: readonly ConnectTo[];
  readonly upstreamCaFiles: readonly string[];
  /** Whether the traffic of listed hosts is recorded from the start. */
  readonly capture: boolean;
  readonly upstreamProxy: UpstreamProxyChoice;
  /** Masking rules that are off, by id. */
  readonly maskingRulesOff: readonly string[];
  /** Whether a second process keeps the port when this one ends. */
  readonly standby: boolean;
}

/** Everything below the window: proxy, recorder, analyst, store, API. */
export interface Engine {
  readonly proxyUrl: string;
  readonly caFile: string;
  readonly caBundleFile: string;
  /** The files that point a shell at the proxy. */
  readonly envFiles: EnvFiles;
  readonly api: Api | null;
  readonly store: StoreReads;
  readStatus(): StatusView;
  setInterceptHosts(hosts: readonly string[]): void;
  /** Makes a new certificate for the hosts that are listed now; it has to be trusted anew. */
  renewCertificate(): Promise<Outcome>;
  setCapture(on: boolean): void;
  setUpstreamProxy(choice: UpstreamProxyChoice): void;
  setMaskingRulesOff(ids: readonly string[]): void;
  /** Opens the connections of clients that refused the certificate again, as after a change of trust. */
  forgetDistrust(): void;
  addNotice(text: string): void;
  /** Calls `listener` with each notice, those so far included. */
  onNotice(listener: (text: string) => void): void;
  listen<Name extends EventName>(name: Name, listener: (payload: EventPayload<Name>) => void): () => void;
  /** Ends everything; what was posted is committed first. The port is left to the standby, where there is one, or (when nothing is said) to nobody. */
  close(portTo?: PortHeir): Promise<void>;
}

export type EngineStart =
  | { readonly started: true; readonly engine: Engine }
  | { readonly started: false; readonly code: 'port-taken' | 'data-dir' | 'failed'; readonly message: string };

const databaseName = 'whence.db';
const fellBehind =
  'Recording could not keep up, and part of the traffic passed through unrecorded. Requests that are not whole say so. Is the disk slow, or full?';

/**
 * Starts everything but the window, the recorder first: nothing is relayed before it can be recorded. A failure that the
 * user can mend (a port taken, a folder that cannot be written, a newer database) is a refusal with a sentence, and what had
 * been started is ended.
 */
export async function startEngine(options: EngineOptions): Promise<EngineStart> {
  try {
    makeFolder(options.dataDir);
    accessSync(options.dataDir, constants.W_OK);
  } catch (error) {
    return refused('data-dir', `The data folder ${options.dataDir} cannot be used (${errorMessage(error)}). Choose another with --data-dir.`);
  }
  const bulletin = new Bulletin();
  const databaseFile = join(options.dataDir, databaseName);
  let analyst: AnalystHandle | null = null;
  const recordingStart = await startRecording({
    databaseFile,
    maskingRulesOff: options.maskingRulesOff,
    onStored: (ids) => {
      bulletin.announce('exchangesStored', { ids: [...ids] });
      analyst?.wake();
    },
    onFigures: ({ lost, streaming, accounts }) => bulletin.update({ lost, streaming, accounts }),
    onNotice: (text) => bulletin.addNotice(text),
  });
  if (!recordingStart.started) return refused('data-dir', recordingStart.message);
  const { recording } = recordingStart;

  const store = openStoreReads(databaseFile);
  // Ended in reverse: the proxy before the recorder, so that its last words are recorded; the recorder last, because only
  // the last connection folds the log back into the database, and a reading one cannot.
  const running: { close(portTo: PortHeir): Promise<void> }[] = [recording, { close: async () => store.close() }];
  const close = async (portTo: PortHeir = 'nobody'): Promise<void> => {
    for (const part of running.toReversed()) await part.close(portTo);
  };
  try {
    analyst = startAnalystThread({
      databaseFile,
      onAnalysed: (ids) => bulletin.announce('exchangesAnalysed', { ids: [...ids] }),
      onBacklog: (analysisBacklog) => bulletin.update({ analysisBacklog }),
      onNotice: (text) => bulletin.addNotice(text),
    });
    running.push(analyst);

    let { interceptHosts, capture } = options;
    const opened = await openAuthority(options.dataDir, interceptHosts, new Date());
    let { authority } = opened;
    for (const notice of opened.notices) bulletin.addNotice(notice);
    if (options.renewOutdated && isOutdated(authority, interceptHosts, new Date())) {
      authority = await renewAuthority(options.dataDir, interceptHosts, new Date());
      bulletin.addNotice(`A new certificate was made, since the old one does not cover ${interceptHosts.join(', ')} or runs out. Trust it where the old one was trusted.`);
    }
    const resolveProxies = (choice: UpstreamProxyChoice): UpstreamProxies => {
      const { proxies, notices } = upstreamProxiesOf(choice, process.env);
      for (const notice of notices) bulletin.addNotice(notice);
      return proxies;
    };
    let upstreamProxies = resolveProxies(options.upstreamProxy);
    const bundle = writeCaBundle(authority, process.env);
    for (const notice of bundle.notices) bulletin.addNotice(notice);

    const standbyNews = new StandbyNews(options.dataDir, bulletin, recording);
    const proxying = await startKeptProxy({
      port: options.port,
      fallBack: options.portFallBack,
      interceptHosts,
      authority,
      connectTo: options.connectTo,
      upstreamCaFiles: options.upstreamCaFiles,
      upstreamProxies,
      capture: options.capture,
      standby: { dataDir: options.dataDir, wanted: options.standby, handsSockets: process.platform !== 'win32' },
      recorderPort: recording.takePort(),
      onFigures: ({ unrecorded, ...figures }) => {
        bulletin.update(figures);
        if (unrecorded > 0) bulletin.addNotice(fellBehind);
      },
      onStandby: (report) => standbyNews.take(report),
      onPredecessorEnded: () => standbyNews.readJournals(),
      renewRecorderPort: () => recording.renewPort(),
      onNotice: (text) => bulletin.addNotice(text),
    });
    if (!proxying.started) {
      await close();
      return refused(proxying.code === 'port-taken' ? 'port-taken' : 'failed', proxying.message);
    }
    const { proxy } = proxying;
    recording.giveSuccessors((relayedPort) => proxy.setRecorder(relayedPort));
    running.push(proxy);
    standbyNews.readJournals();
    const noticeWays = (): void => {
      const notices = [noticeOfOurselves(upstreamProxies, proxy.port), noticeOfExemption(process.env, interceptHosts)];
      for (const notice of notices) if (notice !== null) bulletin.addNotice(notice);
    };
    noticeWays();
    const watched = watchRunningPast({ port: proxy.port, listedHosts: () => interceptHosts, onChange: (runningPast) => bulletin.update({ runningPast }) });
    if (watched !== null) running.push(watched);
    const pointShells = (): void => {
      try {
        writeEnvFiles(options.dataDir, { port: proxy.port, caBundleFile: bundle.file, listedHosts: interceptHosts });
      } catch (error) {
        bulletin.addNotice(`The lines that point a terminal here do not work: their files in ${options.dataDir} could not be written (${errorMessage(error)}).`);
      }
    };
    pointShells();

    let api: Api | null = null;
    if (options.apiPort !== null) {
      const serving = await startApi(store, options.apiPort, randomBytes(32).toString('base64url'));
      if (!serving.started) {
        await close();
        return refused('port-taken', serving.message);
      }
      api = serving.api;
      running.push(api);
    }

    const engine: Engine = {
      proxyUrl: proxy.url,
      caFile: authority.certificateFile,
      caBundleFile: bundle.file,
      envFiles: envFilesOf(options.dataDir),
      api,
      store,
      readStatus: (): StatusView => ({
        proxy: { url: proxy.url, port: proxy.port, note: proxy.note },
        caFile: authority.certificateFile,
        caBundleFile: bundle.file,
        certificateOutdated: isOutdated(authority, interceptHosts, new Date()),
        dataDir: options.dataDir,
        capture,
        ...store.readFigures(),
        ...bulletin.figures,
        notices: [...bulletin.notices],
      }),
      setInterceptHosts: (hosts) => {
        interceptHosts = hosts;
        proxy.setInterceptHosts(hosts);
        pointShells();
        noticeWays();
        bulletin.announce('statusChanged', {});
      },
      renewCertificate: async (): Promise<Outcome> => {
        try {
          authority = await renewAuthority(options.dataDir, interceptHosts, new Date());
          writeCaBundle(authority, process.env);
        } catch (error) {
          return { done: false, message: `No new certificate was made: ${errorMessage(error)}.`, manualCommand: null };
        }
        proxy.setAuthority(authority);
        bulletin.announce('statusChanged', {});
        return { done: true, message: 'A new certificate was made. Trust it, and start Claude Code again.' };
      },
      setCapture: (on) => {
        capture = on;
        proxy.setCapture(on);
        bulletin.announce('statusChanged', {});
      },
      setUpstreamProxy: (choice) => {
        upstreamProxies = resolveProxies(choice);
        proxy.setUpstreamProxies(upstreamProxies);
        noticeWays();
      },
      setMaskingRulesOff: (ids) => recording.setMaskingRulesOff(ids),
      forgetDistrust: () => proxy.forgetDistrust(),
      addNotice: (text) => bulletin.addNotice(text),
      onNotice: (listener) => bulletin.onNotice(listener),
      listen: (name, listener) => bulletin.listen(name, listener),
      close,
    };
    return { started: true, engine };
  } catch (error) {
    await close();
    return refused('failed', `Whence could not start: ${errorMessage(error)}.`);
  }
}

function refused(code: Extract<EngineStart, { started: false }>['code'], message: string): EngineStart {
  return { started: false, code, message };
}
