import { accessSync, constants, statSync } from 'node:fs';
import { join } from 'node:path';
import { startAnalystThread, type AnalystHandle } from './analyst/analyst-handle.ts';
import { keepExchanges } from './answers/keep-exchange.ts';
import { keepMarkers } from './answers/keep-marker.ts';
import { SwitchedApi } from './api/switched-api.ts';
import { Archives } from './archive/archives.ts';
import { Bulletin } from './bulletin.ts';
import type { EngineOptions } from './engine-options.ts';
import { Engine, resolveUpstreamProxies } from './engine.ts';
import { errorMessage } from './error-message.ts';
import { makeFolder, strangersIn } from './make-folder.ts';
import { watchRunningPast } from './pointing/running-past.ts';
import { openKeptAuthority } from './proxy/certificates/kept-authority.ts';
import { startKeptProxy, type KeptProxyOptions } from './proxy/kept-proxy.ts';
import type { PortHeir } from './proxy/standby/standby-settings.ts';
import { startRecording, type Recording } from './recorder/recording.ts';
import { startSalvage } from './recorder/salvage-handle.ts';
import { StandbyNews } from './standby-news.ts';
import { openStoreReads } from './store/open-store-reads.ts';
import { markerWrites } from './store/markers/marker-writes.ts';
import { ratingWrites } from './store/ratings/rating-writes.ts';
import { readVersion } from './version.ts';

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
    if (!statSync(options.dataDir).isDirectory()) throw new Error('it is a file');
    accessSync(options.dataDir, constants.W_OK);
    const strangers = strangersIn(options.dataDir);
    if (strangers !== null) throw new Error(strangers);
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
      analyst?.wake(ids.length);
    },
    onFigures: ({ lost, streaming, accounts, trouble }) => bulletin.update({ lost, streaming, accounts, recordingTrouble: trouble }),
    onNotice: (text, settled) => bulletin.addNotice(text, settled),
  });
  if (!recordingStart.started) return refused('data-dir', recordingStart.message);
  const { recording } = recordingStart;

  const running: Running = [recording];
  const close = async (portTo: PortHeir = 'nobody'): Promise<void> => {
    for (const part of running.toReversed()) await part.close(portTo);
  };
  try {
    analyst = startAnalystThread({
      databaseFile,
      onAnalysed: (ids) => bulletin.announce('exchangesAnalysed', { ids: [...ids] }),
      onBacklog: (analysisBacklog, reanalysis) => bulletin.update({ analysisBacklog, reanalysis }),
      retention: options.retention,
      onContentRemoved: (ids) => bulletin.announce('exchangesAnalysed', { ids: [...ids] }),
      onRowsGone: () => bulletin.announce('exchangesDeleted', {}),
      onDeleting: (deleting) => bulletin.update({ deleting }),
      onNotice: (text) => bulletin.addNotice(text),
      onSettled: (text) => bulletin.settleNotice(text),
    });
    running.push(analyst);
    const salvage = startSalvage({
      databaseFile,
      onSaved: (ids) => {
        bulletin.announce('exchangesStored', { ids: [...ids] });
        analyst?.wake(ids.length);
      },
      onProgress: (progress) => bulletin.update({ salvage: progress }),
      onNotice: (text, settled) => bulletin.addNotice(text, settled),
    });
    if (salvage !== null) running.push(salvage);
    const start = await startOnRecording(options, { bulletin, recording, analyst, databaseFile, running, close });
    if (!start.started) await close();
    return start;
  } catch (error) {
    await close();
    return refused('failed', `Whence could not start: ${errorMessage(error)}.`);
  }
}

/**
 * What was started, to be ended in reverse: the proxy before the recorder, so that its last words are recorded; the recorder last, because
 * only the last connection folds the log back into the database, and a reading one cannot.
 */
type Running = { close(portTo: PortHeir): Promise<void> }[];

interface Ground {
  readonly bulletin: Bulletin;
  readonly recording: Recording;
  readonly analyst: AnalystHandle;
  readonly databaseFile: string;
  readonly running: Running;
  readonly close: (portTo?: PortHeir) => Promise<void>;
}

/** Starts the rest, where traffic can be recorded. What it has started is in `running`, also when it refuses. */
async function startOnRecording(options: EngineOptions, { bulletin, recording, analyst, databaseFile, running, close }: Ground): Promise<EngineStart> {
  const { dataDir, interceptHosts } = options;
  const store = openStoreReads(databaseFile);
  // Ended before the analyst, which has no use for it, and after all that was started later.
  running.push({ close: async () => store.close() });

  const { authority, notices } = await openKeptAuthority(
    { dataDir, hosts: interceptHosts, renewOutdated: options.renewOutdated, environment: process.env },
    new Date(),
  );
  for (const notice of notices) bulletin.addNotice(notice);
  const upstreamProxies = resolveUpstreamProxies(options.upstreamProxy, bulletin);

  const standbyNews = new StandbyNews(dataDir, bulletin, recording, store);
  const proxying = await startKeptProxy({
    port: options.port,
    fallBack: options.portFallBack,
    interceptHosts,
    authority: authority.current,
    connectTo: options.connectTo,
    upstreamCaFiles: options.upstreamCaFiles,
    upstreamProxies,
    capture: options.capture,
    standby: { dataDir, wanted: options.standby, handsSockets: process.platform !== 'win32' },
    ...proxyListeners(bulletin, recording, standbyNews),
  });
  if (!proxying.started) return refused(proxying.code === 'port-taken' ? 'port-taken' : 'failed', proxying.message);
  const { proxy } = proxying;
  recording.giveSuccessors((relayedPort) => proxy.setRecorder(relayedPort));
  running.push(proxy);
  standbyNews.readJournals();

  const ratings = ratingWrites(databaseFile);
  running.push({ close: async () => ratings.close() });
  const keeping = keepExchanges({
    ratings,
    nowUs: () => Date.now() * 1000,
    onPinned: (id) => bulletin.announce('exchangesStored', { ids: [id] }),
    onRated: (rated) => bulletin.announce('ratingsChanged', { ids: rated.of === 'request' ? [rated.id] : [] }),
  });
  const markers = keepMarkers(markerWrites(ratings), () => bulletin.announce('markersChanged', {}));
  const ground = { store, keeping, markers, version: readVersion(), readStatus: () => engine.readStatus() };
  const api = new SwitchedApi(ground, dataDir, () => bulletin.announce('statusChanged', {}));
  running.push(api);

  const archives = new Archives({
    databaseFile,
    openIntake: () => recording.openIntake(),
    maskingRulesOff: () => recording.maskingRulesOff,
    onChange: () => bulletin.announce('transfersChanged', {}),
    deleteImport: async (importNumber) => (await analyst.delete({ what: 'import', importNumber })) !== null,
  });
  running.push(archives);

  const engine = new Engine({ bulletin, recording, analyst, store, authority, upstreamProxies, proxy, keeping, markers, api, archives, close }, options);
  if (options.apiPort !== null) {
    await api.switch({ on: true, port: options.apiPort });
    if (api.state.state === 'failed') return refused('port-taken', `${api.state.message} Choose another with --api-port (0 takes any that is free).`);
  }
  engine.noticeWays();
  engine.pointShells();
  const watched = watchRunningPast({
    port: proxy.port,
    listedHosts: () => engine.interceptHosts,
    onChange: (runningPast) => bulletin.update({ runningPast }),
  });
  if (watched !== null) running.push(watched);
  return { started: true, engine };
}

function proxyListeners(
  bulletin: Bulletin,
  recording: Recording,
  standbyNews: StandbyNews,
): Pick<KeptProxyOptions, 'recorderPort' | 'renewRecorderPort' | 'onFigures' | 'onStandby' | 'onPredecessorEnded' | 'onNotice'> {
  return {
    recorderPort: recording.takePort(),
    renewRecorderPort: () => recording.renewPort(),
    onFigures: ({ unrecorded, ...figures }) => {
      bulletin.update(figures);
      if (unrecorded > 0) bulletin.addNotice(fellBehind);
    },
    onStandby: (report) => standbyNews.take(report),
    onPredecessorEnded: () => standbyNews.readJournals(),
    onNotice: (text) => bulletin.addNotice(text),
  };
}

function refused(code: Extract<EngineStart, { started: false }>['code'], message: string): EngineStart {
  return { started: false, code, message };
}
